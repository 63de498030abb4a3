import type { Door } from '../api/admit.ts'
import type { Json } from '../json.ts'
import type { KubeEvent } from '../kinds/event/schema.ts'
import { hex16 } from '../luck.ts'
import { keyOf, objectKey, type Draft, type KubeObject } from '../object.ts'
import type { Happening } from '../plan.ts'
import type { Notes } from '../store/notes.ts'
import type { Store } from '../store/store.ts'
import { timestamp } from '../time.ts'
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
    count: verdict.count,
    message: verdict.message,
    lastTimestamp: timestamp(store.now),
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
  const now = timestamp(store.now)
  const source = happening.host
    ? { component: happening.component, host: happening.host }
    : { component: happening.component }
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace: namespaceOf(happening.regarding) },
    involvedObject: reference(happening),
    reason: happening.reason,
    message,
    source,
    firstTimestamp: now,
    lastTimestamp: now,
    count,
    type: happening.type,
    eventTime: null,
    reportingComponent: happening.component,
    reportingInstance: happening.host ?? '',
  }
  door.create(event as Draft)
}

/** `<object>.<16 hex digits>`, as client-go names Events (there the digits are the nanoseconds). */
function freeName(
  { store, seed }: RecorderFrame,
  { regarding, reason, message }: Happening,
): string {
  const prefix = regarding.metadata.name
  for (let attempt = 0; ; attempt += 1) {
    const purpose = `event ${store.now} ${reason} ${message} ${attempt}`
    const name = `${prefix}.${hex16(seed, keyOf(regarding), purpose)}`
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
