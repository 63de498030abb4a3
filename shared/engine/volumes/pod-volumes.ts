import type { Json } from '../json.ts'
import type { Volume } from '../kinds/pod/schema.ts'
import type { Plan } from '../plan.ts'
import { wholeValue } from '../schema/quantity.ts'
import { parseTimestamp, type Millis } from '../time.ts'
import { boundVolume, VOLUME_NOTE } from './claims.ts'
import { directory } from './entry.ts'
import { HOST_NOTE, hostPart, hostTree, makeHostPath } from './host.ts'
import { isWritten, writtenTree } from './payload.ts'
import { settingsOf } from './settings.ts'
import { seenBy } from './sync.ts'
import type { PodFrame } from './downward.ts'
import { LIMITS, Tree, treeJson, type StoredTree } from './tree.ts'

/** What is mounted of a volume: a tree, or a part of one. */
export interface Part {
  tree: Tree
  part: string
  readOnly: boolean
}

/** What an emptyDir holds. */
interface EmptyNote {
  files: StoredTree
  /** The boot of the machine for one in memory: that is lost when the machine goes down. */
  boot?: string
}

/** The note of a pod that holds what is in one of its emptyDirs. */
export function volumeNote(volume: string): string {
  return `volume:${volume}`
}

/** The volumes of one pod in one visit. */
export class PodVolumes {
  readonly #frame: PodFrame
  readonly #parts = new Map<string, Part | undefined>()
  #host: Tree | undefined

  constructor(frame: PodFrame) {
    this.#frame = frame
  }

  named(name: string): Volume | undefined {
    return this.#frame.pod.spec.volumes?.find((volume) => volume.name === name)
  }

  /** What there is to mount; undefined for what is not modelled or not bound. */
  tree(volume: Volume): Part | undefined {
    if (!this.#parts.has(volume.name)) this.#parts.set(volume.name, this.#open(volume))
    return this.#parts.get(volume.name)
  }

  /** A container that mounts it begins: what a hostPath asks for is made. */
  prepare({ hostPath }: Volume): void {
    if (hostPath) makeHostPath(hostPath, this.#hostTree(), this.#frame.view.now)
  }

  /** Makes the directory of a `subPath`. */
  make(volume: Volume, path: string): void {
    const found = this.tree(volume)
    if (!found || found.readOnly) return
    const names = path.split('/')
    for (let count = 1; count <= names.length; count += 1) {
      const here = [found.part, ...names.slice(0, count)].filter(Boolean).join('/')
      if (!found.tree.get(here)) found.tree.put(here, directory(0o755, this.#frame.view.now))
    }
  }

  changesAt(): Millis | null {
    const { pod, view } = this.#frame
    let first: Millis | null = null
    for (const { kind, name } of (pod.spec.volumes ?? []).flatMap(settingsOf)) {
      const until = seenBy(pod, view, kind, name)?.until
      if (until !== undefined && until > view.now) first = Math.min(first ?? until, until)
    }
    return first
  }

  /** Was anything written to one of them? */
  get isWritten(): boolean {
    return [...this.#parts.values()].some((part) => part?.tree.isChanged)
  }

  /** Bytes in emptyDirs on the disk. */
  sizes(): Record<string, number> {
    const sizes: Record<string, number> = {}
    for (const volume of this.#frame.pod.spec.volumes ?? []) {
      if (volume.emptyDir && !volume.emptyDir.medium)
        sizes[volume.name] = this.tree(volume)?.tree.size ?? 0
    }
    return sizes
  }

  save(plan: Plan): void {
    const { pod, node } = this.#frame
    if (this.#host?.isChanged) plan.note(node, HOST_NOTE, treeJson(this.#host.stored()))
    for (const [name, part] of this.#parts) {
      const volume = this.named(name)
      if (!part?.tree.isChanged || !volume) continue
      if (volume.emptyDir) plan.note(pod, volumeNote(name), this.#emptyNote(volume, part.tree))
      else {
        const bound = this.#claimed(volume)
        if (bound && !bound.hostPath) {
          plan.note(bound.volume, VOLUME_NOTE, treeJson(part.tree.stored()))
        }
      }
    }
  }

  #open(volume: Volume): Part | undefined {
    const { view } = this.#frame
    if (isWritten(volume)) {
      return { tree: writtenTree(this.#frame, view, volume), part: '', readOnly: true }
    }
    if (volume.emptyDir) return { tree: this.#empty(volume), part: '', readOnly: false }
    if (volume.hostPath) return this.#onHost(volume.hostPath.path, false)
    const bound = this.#claimed(volume)
    if (!bound) return undefined
    if (bound.hostPath) return this.#onHost(bound.hostPath, bound.readOnly)
    const noted = view.noteOf<Json>(bound.volume, VOLUME_NOTE) as unknown as StoredTree | undefined
    const made = parseTimestamp(bound.volume.metadata.creationTimestamp) ?? view.now
    const tree = new Tree(new Tree(undefined, { '': directory(0o777, made) }), noted)
    return { tree, part: '', readOnly: bound.readOnly }
  }

  #onHost(path: string, readOnly: boolean): Part {
    const tree = this.#hostTree()
    return { tree, part: hostPart(tree, path), readOnly }
  }

  #hostTree(): Tree {
    this.#host ??= hostTree(this.#frame.node, this.#frame.view)
    return this.#host
  }

  #empty({ name, emptyDir }: Volume): Tree {
    const { pod, view } = this.#frame
    const noted = view.noteOf<Json>(pod, volumeNote(name)) as unknown as EmptyNote | undefined
    const isLost = noted?.boot !== undefined && noted.boot !== this.#boot
    const { medium, sizeLimit } = emptyDir ?? {}
    // Only memory is bounded by the kernel; a disk that grows too large gets its pod evicted.
    const capacity = medium && sizeLimit ? wholeValue(sizeLimit) : LIMITS.capacity
    const start = parseTimestamp(pod.status.startTime ?? '') ?? view.now
    const empty = new Tree(undefined, { '': directory(0o777, start) })
    return new Tree(empty, isLost ? {} : noted?.files, { ...LIMITS, capacity })
  }

  #emptyNote({ emptyDir }: Volume, tree: Tree): Json {
    const files = tree.stored()
    if (!files) return null
    const note: EmptyNote = emptyDir?.medium ? { files, boot: this.#boot } : { files }
    return note as unknown as Json
  }

  get #boot(): string {
    return this.#frame.node.status.nodeInfo?.bootID ?? ''
  }

  #claimed(volume: Volume) {
    return boundVolume(this.#frame.pod, volume, this.#frame.view)
  }
}
