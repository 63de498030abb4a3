import { keyOf } from '../object.ts'
import { expiresAt } from '../kinds/event/expiry.ts'
import type { KubeEvent } from '../kinds/event/schema.ts'
import type { Notes } from '../store/notes.ts'
import type { Store } from '../store/store.ts'
import { MINUTE, type Millis } from '../time.ts'

/** How often old Events are swept out. Between sweeps the API hides them (`expiresAt`). */
const SWEEP_EVERY: Millis = 5 * MINUTE

/** The key under which the recorder keeps its own note: no object has it. */
const SWEEPER = 'Event//'

/**
 * Sweeps out expired Events, at most once in five minutes and only when something is recorded: time
 * alone never wakes a cluster for it, so that a quiet room can sleep.
 */
export function sweepEvents(store: Store, notes: Notes): void {
  const window = Math.floor(store.now / SWEEP_EVERY)
  if (notes.read(SWEEPER, 'sweep') === window) return
  notes.write(SWEEPER, 'sweep', window)
  for (const event of store.find('kind', 'Event')) {
    const expiry = expiresAt(event as KubeEvent)
    if (expiry !== undefined && expiry <= store.now) store.remove(keyOf(event))
  }
}
