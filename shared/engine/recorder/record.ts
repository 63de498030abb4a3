import type { Door } from '../api/admit.ts'
import type { Json } from '../json.ts'
import type { KubeEvent } from '../kinds/event/schema.ts'
import { between } from '../luck.ts'
import { keyOf, objectKey, type Draft, type KubeObject } from '../object.ts'
import type { Happening } from '../plan.ts'
import type { Notes } from '../store/notes.ts'
import type { Store } from '../store/store.ts'
import { microTimestamp, timestamp, type Millis } from '../time.ts'
import { correlate, firstMemory, type Memory, type Verdict } from './correlate.ts'
import { sweepEvents } from './expire.ts'

/** What recording needs of the cluster. */
export interface RecorderFrame {
  store: Store
  notes: Notes
  door: Door
  seed: string
}

/**
 * Turns what a controller says happened into an Event object, or counts it on one that is there.
 */
export function record(frame: RecorderFrame, happening: Happening): void {
  const { store, notes } = frame
  sweepEvents(store, notes)
  const key = keyOf(happening.regarding)
  const writer = `recorder:${happening.component}`
  const memory = (notes.read(key, writer) as Memory | undefined) ?? firstMemory(store.now)
  const verdict = correlate(memory, happening, store.now)
  const kept = perform(frame, happening, verdict)
  // Nobody remembers what concerns an object that is gone: its notes would never be dropped.
  if (store.get(key)) notes.write(key, writer, kept as unknown as Json)
}

function perform(frame: RecorderFrame, happening: Happening, verdict: Verdict): Memory {
  const { memory } = verdict
  if (verdict.do === 'write') {
    const name = freeName(frame, happening)
    write(frame, happening, name, verdict.message, 1)
    return { ...memory, known: { ...memory.known, [verdict.known]: { name, count: 1 } } }
  }
  // Upstream too makes an Event that expired or was deleted again, under its old name.
  if (verdict.do === 'count' && !recount(frame, happening, verdict)) {
    write(frame, happening, verdict.name, verdict.message, verdict.count)
  }
  return memory
}

/** Counts a repeat on the Event that is there; false when somebody deleted it. */
function recount(
  { store, door }: RecorderFrame,
  { regarding }: Happening,
  verdict: { name: string; count: number; message: string },
): boolean {
  const key = objectKey('Event', namespaceOf(regarding), verdict.name)
  const event = store.get(key) as KubeEvent | undefined
  if (!event) return false
  const counted: KubeEvent = {
    ...event,
    ...again(event, verdict.count, store.now),
    message: verdict.message,
  }
  door.update(counted)
  return true
}

function write(
  { store, door }: RecorderFrame,
  happening: Happening,
  name: string,
  message: string,
  count: number,
): void {
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace: namespaceOf(happening.regarding) },
    involvedObject: reference(happening),
    reason: happening.reason,
    message,
    type: happening.type,
    ...(happening.action ? newForm(happening, store.now) : oldForm(happening, store.now, count)),
  }
  door.create(event as Draft)
}

/** Who, when and how often, as most components say it. Source: client-go tools/record. */
function oldForm({ component, host }: Happening, at: Millis, count: number): Record<string, Json> {
  return {
    source: host ? { component, host } : { component },
    firstTimestamp: timestamp(at),
    lastTimestamp: timestamp(at),
    count,
    eventTime: null,
    reportingComponent: component,
    reportingInstance: host ?? '',
  }
}

/** The same as the scheduler says it. Source: client-go tools/events, read as core/v1. */
function newForm({ component, action = '' }: Happening, at: Millis): Record<string, Json> {
  return {
    source: {},
    firstTimestamp: null,
    lastTimestamp: null,
    eventTime: microTimestamp(at),
    action,
    reportingComponent: component,
    reportingInstance: `${component}-control-plane`,
  }
}

/** Says that it happened again, in the form that the Event has. */
function again(event: KubeEvent, count: number, at: Millis): Partial<KubeEvent> {
  if (!event.eventTime) return { count, lastTimestamp: timestamp(at) }
  return { series: { count, lastObservedTime: microTimestamp(at) } }
}

/**
 * `<object>.<nanoseconds in hex>`, as client-go names Events: the digits grow, so a list, which is
 * sorted by name, tells each object's story in order.
 */
function freeName({ store, seed }: RecorderFrame, { regarding }: Happening): string {
  const within = between(seed, keyOf(regarding), `event ${store.now}`, 0, 899_999)
  for (let nanos = BigInt(store.now) * 1_000_000n + BigInt(within); ; nanos += 1n) {
    const name = `${regarding.metadata.name}.${nanos.toString(16)}`
    if (!store.get(objectKey('Event', namespaceOf(regarding), name))) return name
  }
}

/** Events about cluster-scoped objects live in `default`. */
function namespaceOf(regarding: KubeObject): string {
  return regarding.metadata.namespace ?? 'default'
}

function reference({ regarding, fieldPath }: Happening): Record<string, Json> {
  const { name, namespace, uid, resourceVersion } = regarding.metadata
  const reference: Record<string, Json> = {
    kind: regarding.kind,
    apiVersion: regarding.apiVersion,
    name,
    uid,
    resourceVersion,
  }
  if (namespace) reference.namespace = namespace
  if (fieldPath) reference.fieldPath = fieldPath
  return reference
}
