import type { Json } from '../json.ts'
import { hex16 } from '../luck.ts'
import type { Container, Volume } from '../kinds/pod/schema.ts'
import type { Plan } from '../plan.ts'
import type { Bytes } from '../programs/bytes.ts'
import type { Files } from '../programs/files.ts'
import type { ImageConfig } from '../programs/image-config.ts'
import type { Millis } from '../time.ts'
import { imageTree } from './base.ts'
import { ContainerFiles } from './container-files.ts'
import type { PodFrame } from './downward.ts'
import { directory } from './entry.ts'
import { mountsOf, partOf, throughLinks } from './mounts.ts'
import { overuse, type DiskUse } from './overuse.ts'
import { managedFiles } from './own-files.ts'
import { treePath } from './path.ts'
import { isWritten } from './payload.ts'
import { PodVolumes } from './pod-volumes.ts'
import { isProbed } from './settings.ts'
import { Tree, treeOf, type StoredTree } from './tree.ts'
import { userOf } from './user.ts'

/** One run of a container, whose files are wanted. */
export interface Run {
  spec: Container
  /** The number of restarts before it: with another number its own files are new. */
  run: number
  startedAt: Millis | undefined
  /** Undefined where the image is not known any more. */
  config: ImageConfig | undefined
  /** For `subPathExpr`. */
  env: Readonly<Record<string, Bytes>>
}

/** What a container wrote to its own files, and what never changes in its mounts. */
interface OwnNote {
  run: number
  files?: StoredTree
  /** By mount path: what stood at the subPath of a volume of settings when the run began. */
  pins?: Record<string, StoredTree>
}

/** The list by which a pod is told to go: see kubelet/evicted.ts. */
const EVICTION = 'eviction'

/** The note that holds a container's own files. */
export function filesNote(container: string): string {
  return `files:${container}`
}

interface Opened {
  run: Run
  own: Tree
  before: OwnNote | undefined
  pins: Record<string, StoredTree>
  begun: boolean
  files: ContainerFiles
}

/**
 * The files of all containers of a pod in one visit: working copies, so that two containers share a
 * volume at once; `save` puts what changed into the plan. A container that wrote nothing costs
 * nothing.
 */
export class PodFiles {
  readonly #frame: PodFrame
  readonly #volumes: PodVolumes
  readonly #opened = new Map<string, Opened>()
  #draws = 0

  constructor(frame: PodFrame) {
    this.#frame = frame
    this.#volumes = new PodVolumes(frame)
  }

  /**
   * The files of a run. One that is only being started begins by that. Ask again after a restart.
   */
  of(run: Run): Files {
    return this.#open(run).files
  }

  /**
   * A run begins: its own files are those of its image, and what it mounts by `subPath` is made or,
   * of settings, fixed for as long as it runs. A problem is the runtime's word for what cannot be.
   */
  begin(run: Run): { problem: string } | undefined {
    const { spec } = run
    const pins: Record<string, StoredTree> = {}
    for (const mount of spec.volumeMounts ?? []) {
      const volume = this.#volumes.named(mount.name)
      if (!volume) return { problem: `mount "${mount.name}" not found in pod's volumes` }
      const part = partOf(mount, run.env)
      if (part === undefined) return { problem: `subPathExpr of ${mount.mountPath} is not a path` }
      this.#volumes.prepare(volume)
      if (part === '') continue
      if (isWritten(volume)) pins[treePath(mount.mountPath)] = this.#pinned(volume, part)
      else this.#volumes.make(volume, part)
    }
    this.#opened.set(spec.name, this.#fresh(run, undefined, pins, true))
    return undefined
  }

  /** When something that a container has mounted will change by itself; null: nothing will. */
  changesAt(): Millis | null {
    return this.#volumes.changesAt()
  }

  /** What the pod keeps on its node's disk. */
  use(): DiskUse {
    const { pod, view } = this.#frame
    const containers: Record<string, number> = {}
    for (const { name } of pod.spec.containers) {
      const own = this.#opened.get(name)?.own
      const noted = view.noteOf<Json>(pod, filesNote(name)) as unknown as OwnNote | undefined
      containers[name] = (own ?? new Tree(undefined, noted?.files)).size
    }
    return { volumes: this.#volumes.sizes(), containers }
  }

  /** Puts what changed into the plan, and what follows from a disk that is too full. */
  save(plan: Plan): void {
    const { pod, view } = this.#frame
    this.#volumes.save(plan)
    // A probe may come out otherwise when a change of its settings arrives.
    if (isProbed(pod)) plan.wakeAt(this.changesAt())
    const isWritten = [...this.#opened.values()].some(({ own }) => own.isChanged)
    if (isWritten || this.#volumes.isWritten) {
      const message = overuse(pod, this.use())
      if (message && !view.noteOf(pod, EVICTION)) {
        plan.send(pod, EVICTION, { reason: 'Evicted', message }, 'kubelet')
      }
    }
    for (const [name, { run, own, before, pins, begun }] of this.#opened) {
      if (!own.isChanged && !begun) continue
      const files = own.stored()
      const note: OwnNote = { run: run.run }
      if (files) note.files = files
      if (Object.keys(pins).length > 0) note.pins = pins
      const isBare = !note.files && !note.pins
      if (isBare && !before) continue
      plan.note(pod, filesNote(name), isBare ? null : (note as unknown as Json))
    }
  }

  #open(run: Run): Opened {
    const known = this.#opened.get(run.spec.name)
    if (known && known.run.run === run.run) return known
    const { pod, view } = this.#frame
    const noted = view.noteOf<Json>(pod, filesNote(run.spec.name)) as unknown as OwnNote | undefined
    const before = noted?.run === run.run ? noted : undefined
    if (!before && (run.startedAt === undefined || run.startedAt >= view.now)) {
      this.begin(run)
      const begun = this.#opened.get(run.spec.name)
      if (begun) return begun
    }
    const opened = this.#fresh(run, before, before?.pins ?? {}, false)
    this.#opened.set(run.spec.name, opened)
    return opened
  }

  #fresh(
    run: Run,
    before: OwnNote | undefined,
    pins: Record<string, StoredTree>,
    begun: boolean,
  ): Opened {
    const { pod, view } = this.#frame
    const { spec, config } = run
    const stale = view.noteOf<Json>(pod, filesNote(spec.name)) as unknown as OwnNote | undefined
    const managed = managedFiles(this.#frame, spec, run.startedAt ?? view.now)
    const base = new Tree(imageTree(config), managed)
    const own = new Tree(base, before?.files)
    const mounts = mountsOf(this.#frame, this.#volumes, run, own, pins)
    const files = new ContainerFiles({
      mounts,
      uid: userOf(pod, spec, config).uid,
      image: () => (before?.files || own.isChanged ? undefined : imageTree(config)),
      now: view.now,
      random: (count) => this.#random(spec.name, count),
    })
    return { run, own, before: before ?? stale, pins, begun, files }
  }

  /** What stands at a path of a volume of settings, for ever: a file, or a directory of files. */
  #pinned(volume: Volume, part: string): StoredTree {
    const found = this.#volumes.tree(volume)
    const at = this.#frame.view.now
    const tree = found?.tree ?? treeOf({})
    const real = throughLinks(tree, part)
    const entry = tree.get(real)
    // As upstream: what is not there becomes an empty directory, to many a learner's surprise.
    if (!entry) return { '': directory(0o755, at) }
    const pinned: StoredTree = { '': entry }
    const copy = (home: string, to: string): void => {
      for (const name of tree.names(home)) {
        const inner = tree.get(`${home}/${name}`)
        if (!inner) continue
        const path = to === '' ? name : `${to}/${name}`
        pinned[path] = inner
        if (inner.type === 'directory') copy(`${home}/${name}`, path)
      }
    }
    copy(real, '')
    return pinned
  }

  #random(container: string, count: number): Bytes {
    this.#draws += 1
    const { pod, view } = this.#frame
    let bytes = ''
    for (let index = 0; bytes.length < count; index += 1) {
      const seed = `${container} ${view.now} ${this.#draws} ${index}`
      const digits = hex16(pod.metadata.uid, seed, 'urandom')
      for (let at = 0; at < 16; at += 2) {
        bytes += String.fromCharCode(parseInt(digits.slice(at, at + 2), 16))
      }
    }
    return bytes.slice(0, count)
  }
}

/** Opens the files of a pod for one visit. */
export function openFiles(frame: PodFrame): PodFiles {
  return new PodFiles(frame)
}
