import { HOUR, parseTimestamp, type Millis } from '../../time.ts'
import type { KubeEvent } from './schema.ts'

/** How long an Event is kept after it was seen last. Upstream: kube-apiserver --event-ttl. */
const KEPT_MS = HOUR

/** When an Event vanishes; undefined where it says nothing of its time. */
export function expiresAt(event: KubeEvent): Millis | undefined {
  const last = event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp
  const at = last ? parseTimestamp(last) : undefined
  return at === undefined ? undefined : at + KEPT_MS
}
