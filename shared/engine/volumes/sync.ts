import type { Pod } from '../kinds/pod/schema.ts'
import type { View } from '../store/view.ts'
import { parseTimestamp, SECOND, type Millis } from '../time.ts'
import type { SourceKind } from './sources.ts'
import { versionsOf, type Version } from './versions.ts'

/** Kubelets look after each pod about once a minute. Source: kubelet resyncInterval. */
const SYNC_MS = 60 * SECOND
/** And write at least so long after what changed. */
const WRITE_MS = 500

/** What a pod sees of a source. */
export interface Seen {
  version: Version
  /** Since when. */
  since: Millis
  /** When it will see the next one; undefined when this is the newest. */
  until: Millis | undefined
}

/**
 * Which version of a ConfigMap or Secret a pod sees in its mounted files now. A change comes
 * through up to a minute later, at a moment that hangs on the pod and the change alone, or when a
 * container of the pod is started. Undefined: there is nothing to see.
 */
export function seenBy(pod: Pod, view: View, kind: SourceKind, name: string): Seen | undefined {
  const versions = versionsOf(view, kind, pod.metadata.namespace ?? '', name)
  const syncedAt = lastStart(pod)
  let seen: Seen | undefined
  for (const version of versions) {
    const { at } = version
    const late = view.luck(pod, `sync ${kind}/${name} ${at}`) * SYNC_MS
    const since = !seen || at <= syncedAt ? at : at + WRITE_MS + Math.floor(late)
    if (!seen || since <= view.now) seen = { version, since, until: undefined }
    else seen.until = Math.min(seen.until ?? since, since)
  }
  return seen
}

/**
 * When a container of the pod was started last: all of its volumes were looked at then. The API
 * tells whole seconds, and what changed within that second counts as seen.
 */
function lastStart({ status }: Pod): Millis {
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  const times = all.map(({ state }) => parseTimestamp(state.running?.startedAt ?? '') ?? 0)
  return Math.max(0, parseTimestamp(status.startTime ?? '') ?? 0, ...times) + SECOND - 1
}
