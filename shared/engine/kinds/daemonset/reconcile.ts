import { isTerminating } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import { backOff, type Refusals } from '../back-off.ts'
import { claim } from '../claim.ts'
import {
  historyOf,
  newRevision,
  REVISION_HASH,
  surplusOf,
  type History,
} from '../revision-history.ts'
import type { Node } from '../node/schema.ts'
import type { Pod } from '../pod/schema.ts'
import { daemonsOf, isOf } from './daemons.ts'
import { manage, type Moves, type Patience } from './manage.ts'
import { generatedName } from '../five-letters.ts'
import { podFor } from './pod-of.ts'
import { roll } from './rolling.ts'
import { nextAvailable, statusOf } from './status.ts'
import type { DaemonSet } from './schema.ts'

/** What the controller remembers: names drawn, what was refused, how patient it is with nodes. */
type DaemonMemo = Refusals & { made?: number; patience?: Patience }

const REPORTER = 'daemonset-controller'

/**
 * Keeps one pod on each node that should have it. Source: pkg/controller/daemon/
 * daemon_controller.go syncDaemonSet (v1.32).
 */
export function reconcile(set: DaemonSet, view: View): Plan {
  const history = historyOf(set, view)
  const result = plan()
  for (const revision of history.updates) result.update(revision)
  if (isTerminating(set)) return result
  if (!history.current) return begin(result, set, history, view)
  const hash = history.current.metadata.labels?.[REVISION_HASH] ?? ''
  const { mine, adopted, released } = claim(
    set,
    set.spec.selector,
    view.owned<Pod>(set, 'Pod'),
    view.orphans<Pod>('Pod', set.metadata.namespace ?? ''),
  )
  for (const pod of [...adopted, ...released]) result.update(pod)
  const daemons = daemonsOf(set, view.list<Node>('Node'), mine)
  const before = view.memo<DaemonMemo>() ?? {}
  const moves = manage(set, daemons, hash, view.now, before.patience ?? {})
  const isRolling = set.spec.updateStrategy.type === 'RollingUpdate'
  if (isRolling && moves.make.length + moves.remove.length === 0) {
    const turn = roll(set, daemons.berths, hash, view.now)
    moves.make.push(...turn.make)
    moves.remove.push(...turn.remove)
  }
  move(result, set, moves, hash, view, before)
  const live = (name: string | undefined) => mine.some((pod) => isOf(pod, name ?? ''))
  const limit = set.spec.revisionHistoryLimit ?? 10
  const surplus = surplusOf(history, limit, ({ metadata }) =>
    live(metadata.labels?.[REVISION_HASH]),
  )
  for (const revision of surplus) result.delete(revision)
  const status = statusOf(set, daemons.berths, hash, view.now)
  const counted: DaemonSet = { ...set, status }
  return result
    .status(counted)
    .wakeAt(moves.retryAt)
    .wakeAt(nextAvailable(set, daemons.berths, view.now))
}

/** The present template becomes a revision; pods come at the next visit. */
function begin(result: Plan, set: DaemonSet, history: History, view: View): Plan {
  const revision = newRevision(set, history, set.spec.template.metadata.labels)
  const namespace = set.metadata.namespace ?? ''
  if (!view.get('ControllerRevision', namespace, revision.metadata.name)) {
    return result.create(revision)
  }
  // The name is taken by another template: count that, so that the next hash differs.
  const collisionCount = (set.status.collisionCount ?? 0) + 1
  const counted: DaemonSet = { ...set, status: { ...set.status, collisionCount } }
  return result.status(counted).wakeAt(view.now + 1)
}

function move(
  result: Plan,
  set: DaemonSet,
  moves: Moves,
  hash: string,
  view: View,
  before: DaemonMemo,
): void {
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    result.event({ regarding: set, type, reason, message, component: REPORTER })
  for (const { type, reason, message } of moves.told) tell(type, reason, message)
  const isNeeded = moves.make.length > 0
  const { generation = 0 } = set.metadata
  const { memo, refused, isWaiting } = backOff(before, generation, isNeeded, view)
  if (refused !== undefined) tell('Warning', 'FailedCreate', `Error creating: ${refused}`)
  for (const pod of moves.remove) {
    result.delete(pod)
    tell('Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`)
  }
  let made = before.made ?? 0
  const namespace = set.metadata.namespace ?? ''
  const home = view.get('Namespace', '', namespace)
  if (!isWaiting && home && !isTerminating(home)) {
    for (const node of moves.make) {
      const name = generatedName(set, view, made)
      made += 1
      if (view.get('Pod', namespace, name)) continue
      result.create(podFor(set, node, name, hash))
      tell('Normal', 'SuccessfulCreate', `Created pod: ${name}`)
    }
  }
  const kept: DaemonMemo = { ...memo, made }
  if (Object.keys(moves.patience).length > 0) kept.patience = moves.patience
  result.memo(kept).wakeAt(isWaiting ? memo.retryAt : undefined)
}
