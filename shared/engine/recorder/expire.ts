import { keyOf } from '../object.ts'
import type { KubeEvent } from '../kinds/event/schema.ts'
import type { Notes } from '../store/notes.ts'
import type { Store } from '../store/store.ts'
import { HOUR, MINUTE, parseTimestamp, type Millis } from '../time.ts'

/** How long an Event is kept after it was last seen. Upstream: kube-apiserver --event-ttl. */
export const EVENT_TTL: Millis = HOUR

/** How often old Events are swept out. Between sweeps the API hides them (`expiresAt`). */
const SWEEP_EVERY: Millis = 5 * MINUTE

/** The key under which the recorder keeps its own note: no object has it. */
const SWEEPER = 'Event//'

/** When an Event vanishes; undefined where it says nothing of its time. */
export function eventExpiry(event: KubeEvent): Millis | undefined {
  const last = event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp
  const seen = last ? parseTimestamp(last) : undefined
  return seen === undefined ? undefined : seen + EVENT_TTL
}

/**
 * Sweeps out expired Events, at most once in five minutes and only when something is recorded: time
 * alone never wakes a cluster for it, so that a quiet room can sleep.
 */
export function sweepEvents(store: Store, notes: Notes): void {
  const window = Math.floor(store.now / SWEEP_EVERY)
  if (notes.read(SWEEPER, 'sweep') === window) return
  notes.write(SWEEPER, 'sweep', window)
  for (const event of store.find('kind', 'Event')) {
    const expiry = eventExpiry(event as KubeEvent)
    if (expiry !== undefined && expiry <= store.now) store.remove(keyOf(event))
  }
}
