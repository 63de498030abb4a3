import type { Row } from './agenda.ts'
import { applyPlan } from './apply-plan.ts'
import type { Door } from './api/admit.ts'
import type { Status } from './api/status.ts'
import type { ClusterParts } from './freeze.ts'
import type { Json } from './json.ts'
import type { Controller } from './kinds/define-kind.ts'
import { ClusterView, REFUSED } from './store/cluster-view.ts'
import type { Refusal } from './store/view.ts'
import type { Millis } from './time.ts'

/** What a visit needs of the cluster. */
export interface VisitFrame extends ClusterParts {
  door: Door
  controllers: ReadonlyMap<string, Controller>
}

/**
 * Back-off of a refused plan: 5 ms, doubled each time, at most 1,000 s. Source: client-go
 * workqueue.
 */
const FIRST_RETRY_MS = 5
const LAST_RETRY_MS = 1_000_000

/** Lets one controller look at one object and applies what it plans. */
export function visit(frame: VisitFrame, row: Row): void {
  const { store, notes, agenda, seed, controllers } = frame
  const split = row.address.indexOf('|')
  const name = row.address.slice(0, split)
  const key = row.address.slice(split + 1)
  const controller = controllers.get(name)
  if (!controller) throw new Error(`no controller is registered for ${row.address}`)
  const object = store.get(key)
  if (!object) return

  const view = new ClusterView(store, notes, seed, { controller: name, key })
  const plan = controller.reconcile(object, view)
  store.cause = { by: 'visit', address: row.address, because: row.because }
  if (plan.fault) store.cause.fault = plan.fault
  const refused = applyPlan(frame, plan)

  // Notes belong to the object: when the plan deleted it, they went with it.
  const stays = store.get(key)?.metadata.uid === object.metadata.uid
  const refusal = refused ? nextRefusal(refused, view.refusal()) : null
  if (stays) {
    if (plan.own !== undefined) notes.write(key, name, plan.own)
    notes.write(key, REFUSED + name, refusal as unknown as Json)
    const due = earliest(plan.due, refusal && store.now + retryMs(refusal.count))
    if (due !== null) agenda.add(row.address, Math.max(due, store.now + 1), row.because)
  }
}

function nextRefusal(status: Status, before: Refusal | undefined): Refusal {
  return {
    reason: status.reason ?? '',
    message: status.message,
    code: status.code,
    count: (before?.count ?? 0) + 1,
  }
}

function retryMs(count: number): Millis {
  return Math.min(FIRST_RETRY_MS * 2 ** (count - 1), LAST_RETRY_MS)
}

function earliest(left: Millis | null, right: Millis | null): Millis | null {
  if (left === null || right === null) return left ?? right
  return Math.min(left, right)
}
