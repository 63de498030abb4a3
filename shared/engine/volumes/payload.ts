import type { Pod, Volume } from '../kinds/pod/schema.ts'
import type {
  ConfigMapVolumeSource,
  DownwardAPIVolumeFile,
  KeyToPath,
  VolumeProjection,
} from '../kinds/pod/schema.ts'
import { toBytes } from '../programs/bytes.ts'
import type { View } from '../store/view.ts'
import { parseTimestamp, type Millis } from '../time.ts'
import { atomicTree } from './atomic.ts'
import { fieldValue, resourceValue, type Told } from './downward.ts'
import { contentOfVersion, type Content, type SourceKind } from './sources.ts'
import { seenBy } from './sync.ts'
import { tokenOf } from './token.ts'
import type { Tree } from './tree.ts'

const DEFAULT_MODE = 0o644

/** Settings as files, and since when they are so. */
interface Written {
  files: Record<string, { bytes: string; mode: number }>
  at: Millis
}

/** Is a volume one that the kubelet writes from what the API says? */
export function isWritten({ configMap, secret, projected, downwardAPI }: Volume): boolean {
  return Boolean(configMap ?? secret ?? projected ?? downwardAPI)
}

/** The files of a configMap, secret, projected or downwardAPI volume as the pod sees them now. */
export function writtenTree(told: Told, view: View, volume: Volume): Tree {
  const { files, at } = write(told, view, volume)
  return atomicTree(files, at, view.luck(told.pod, `volume ${volume.name} ${at}`))
}

function write(told: Told, view: View, volume: Volume): Written {
  const { pod } = told
  const start = parseTimestamp(pod.status.startTime ?? '') ?? view.now
  const written: Written = { files: {}, at: start }
  const { configMap, secret, projected, downwardAPI } = volume
  const mode = (configMap ?? secret ?? projected ?? downwardAPI)?.defaultMode ?? DEFAULT_MODE
  const writer = new Writer(told, view, written, mode)
  if (configMap) writer.source('ConfigMap', configMap.name, configMap)
  if (secret) writer.source('Secret', secret.secretName, secret)
  if (downwardAPI) writer.facts(downwardAPI.items)
  for (const part of projected?.sources ?? []) writer.part(part)
  return written
}

/** Collects the files of one volume; of two for one path the later wins. */
class Writer {
  readonly #told: Told
  readonly #view: View
  readonly #written: Written
  readonly #mode: number

  constructor(told: Told, view: View, written: Written, mode: number) {
    this.#told = told
    this.#view = view
    this.#written = written
    this.#mode = mode
  }

  part({ configMap, secret, downwardAPI, serviceAccountToken }: VolumeProjection): void {
    if (configMap) this.source('ConfigMap', configMap.name, configMap)
    if (secret) this.source('Secret', secret.name, secret)
    if (downwardAPI) this.facts(downwardAPI.items)
    if (!serviceAccountToken) return
    const { audience, expirationSeconds, path } = serviceAccountToken
    const { token, at } = tokenOf(this.#told, this.#view, audience, expirationSeconds)
    this.#changed(at)
    this.#put(path, token, this.#mode)
  }

  source(
    kind: SourceKind,
    name = '',
    how: Pick<ConfigMapVolumeSource, 'items' | 'optional'>,
  ): void {
    const seen = seenBy(this.#told.pod, this.#view, kind, name)
    if (!seen || (how.optional && isGone(this.#told.pod, this.#view, kind, name))) return
    this.#changed(seen.since)
    const content = contentOfVersion(kind, seen.version)
    for (const { key, path, mode } of how.items ?? everyKey(content)) {
      const bytes = content[key]
      if (bytes !== undefined) this.#put(path, bytes, mode ?? this.#mode)
    }
  }

  facts(items: readonly DownwardAPIVolumeFile[] = []): void {
    for (const { path, fieldRef, resourceFieldRef, mode } of items) {
      const text = fieldRef
        ? (fieldValue(this.#told, fieldRef.fieldPath) ?? '')
        : resourceFieldRef
          ? resourceValue(this.#told, resourceFieldRef)
          : ''
      this.#put(path, toBytes(text), mode ?? this.#mode)
    }
  }

  #put(path: string, bytes: string, mode: number): void {
    const shared = this.#told.pod.spec.securityContext?.fsGroup === undefined ? 0 : 0o440
    this.#written.files[path] = { bytes, mode: mode | shared }
  }

  #changed(since: Millis): void {
    this.#written.at = Math.max(this.#written.at, since)
  }
}

function everyKey(content: Content): KeyToPath[] {
  return Object.keys(content).map((key) => ({ key, path: key }))
}

function isGone({ metadata }: Pod, view: View, kind: SourceKind, name: string): boolean {
  return view.get(kind, metadata.namespace ?? '', name) === undefined
}
