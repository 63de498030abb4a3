import type { Door } from './api/admit.ts'
import { isStatus, type Status } from './api/status.ts'
import type { Agenda } from './agenda.ts'
import type { Json } from './json.ts'
import { keyOf, type KubeObject } from './object.ts'
import type { Plan, Write } from './plan.ts'
import { record, type RecorderFrame } from './recorder/record.ts'

/** What a plan is applied to. */
export interface PlanFrame extends RecorderFrame {
  agenda: Agenda
}

/** More messages than this are not kept for one object: who sends more is not heard. */
const MOST_MESSAGES = 1_000

/**
 * Applies a plan in order; answers the first refusal that was not an event's, which ends the plan.
 */
export function applyPlan(frame: PlanFrame, plan: Plan): Status | undefined {
  for (const write of plan.writes) {
    const refused = applyWrite(frame, write)
    if (refused) return refused
  }
  return undefined
}

function applyWrite(frame: PlanFrame, write: Write): Status | undefined {
  const { door, store } = frame
  switch (write.op) {
    case 'event':
      record(frame, write.happening)
      return undefined
    case 'note':
      if (isThere(store, write.about)) frame.notes.write(keyOf(write.about), write.name, write.note)
      return undefined
    case 'send':
      send(frame, write)
      return undefined
    case 'create':
      return refusal(door.create(write.object))
    case 'update':
      return refusal(door.update(latest(frame, write.object)))
    case 'status':
      return refusal(door.update(latest(frame, write.object), 'status'))
    case 'bind':
      return bind(door, store.get(keyOf(write.pod)), write.node)
    case 'delete':
      return store.get(keyOf(write.object))
        ? refusal(
            door.delete(keyOf(write.object), { uid: write.object.metadata.uid, ...write.how }),
          )
        : undefined
  }
}

/** Messages wait as a list in a note; who is to read them is visited at this very instant. */
export function send(
  { store, notes, agenda }: Pick<PlanFrame, 'store' | 'notes' | 'agenda'>,
  { to, name, message, visit }: Omit<Extract<Write, { op: 'send' }>, 'op'>,
): void {
  const key = keyOf(to)
  if (!isThere(store, to)) return
  const waiting = (notes.read(key, name) as Json[] | undefined) ?? []
  if (waiting.length < MOST_MESSAGES) notes.write(key, name, [...waiting, message])
  agenda.add(`${visit}|${key}`, store.now, store.rv)
}

function isThere(store: PlanFrame['store'], object: KubeObject): boolean {
  return store.get(keyOf(object))?.metadata.uid === object.metadata.uid
}

function bind(door: Door, pod: KubeObject | undefined, node: string): Status | undefined {
  if (!pod) return undefined
  const spec = { ...(pod as KubeObject & { spec: object }).spec, nodeName: node }
  return refusal(door.update({ ...pod, spec } as KubeObject, 'binding'))
}

/**
 * A plan may write an object's spec and then its status: the second write must not trip over the
 * resourceVersion that the first one made. Nothing else can write between a visit and its plan.
 */
function latest({ store }: RecorderFrame, object: KubeObject): KubeObject {
  const current = store.get(keyOf(object))
  if (!current || current.metadata.uid !== object.metadata.uid) return object
  const { resourceVersion } = current.metadata
  return { ...object, metadata: { ...object.metadata, resourceVersion } }
}

function refusal(answer: KubeObject | Status): Status | undefined {
  return isStatus(answer) ? answer : undefined
}
