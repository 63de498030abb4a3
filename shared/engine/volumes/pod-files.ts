import type { Json } from '../json.ts'
import type { Container, Volume, VolumeMount } from '../kinds/pod/schema.ts'
import type { Bytes } from '../programs/bytes.ts'
import type { Files } from '../programs/files.ts'
import type { ImageConfig } from '../programs/image-config.ts'
import type { Plan } from '../plan.ts'
import { hex16 } from '../luck.ts'
import type { Millis } from '../time.ts'
import { imageTree } from './base.ts'
import { ContainerFiles } from './container-files.ts'
import type { PodFrame } from './downward.ts'
import { directory, type Entry } from './entry.ts'
import { expand } from './expand.ts'
import {
  cgroupTree,
  argvOf,
  managedFiles,
  MANAGED,
  procTree,
  terminationPath,
} from './own-files.ts'
import { splitPath, treePath } from './path.ts'
import { isWritten } from './payload.ts'
import { Tree, treeOf, type StoredTree } from './tree.ts'
import { userOf } from './user.ts'
import { PodVolumes } from './pod-volumes.ts'
import type { Mount } from './walk.ts'

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
   * The files of a run. One that is only being started begins by that. Ask again after each restart.
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

  /** What is stored of a pod's disk use, in bytes as programs count them, by volume name. */
  sizes(): Readonly<Record<string, number>> {
    return this.#volumes.sizes()
  }

  /** Puts what changed into the plan. */
  save(plan: Plan): void {
    const { pod } = this.#frame
    this.#volumes.save(plan)
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
    const mounts = this.#mounts(run, own, pins)
    const files = new ContainerFiles({
      mounts,
      uid: userOf(pod, spec, config).uid,
      now: view.now,
      random: (count) => this.#random(spec.name, count),
    })
    return { run, own, before: before ?? stale, pins, begun, files }
  }

  #mounts(run: Run, own: Tree, pins: Record<string, StoredTree>): Mount[] {
    const { spec, config } = run
    const now = this.#frame.view.now
    const shared = this.#frame.pod.spec.securityContext?.fsGroup !== undefined
    const asked = (spec.volumeMounts ?? []).flatMap((mount): Mount[] => {
      const volume = this.#volumes.named(mount.name)
      const at = treePath(mount.mountPath)
      // As a runtime does, through the links of the image: /var/run is /run.
      const common = { at: throughLinks(own, at), volume: mount.name, shared }
      const pin = pins[at]
      if (pin) return [{ ...common, tree: new Tree(undefined, pin), part: '', readOnly: true }]
      const found = volume && this.#volumes.tree(volume)
      if (!found) return []
      const sub = partOf(mount, run.env) ?? ''
      const part = [found.part, sub].filter(Boolean).join('/')
      return [
        { ...common, tree: found.tree, part, readOnly: found.readOnly || mount.readOnly === true },
      ]
    })
    const readOnly = spec.securityContext?.readOnlyRootFilesystem === true
    const single = [...MANAGED, terminationPath(spec)].map((at) => ownMount(at, own, at, false))
    return [
      ...asked,
      ...single,
      ownMount('proc', procTree(this.#frame, argvOf(spec, config), now), '', true),
      ownMount('sys/fs/cgroup', cgroupTree(spec, now), '', true),
      ownMount('dev/shm', new Tree(undefined, { '': directory(0o1777, now) }), '', false),
      { ...ownMount('', own, '', readOnly), volume: '' },
    ]
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

function ownMount(at: string, tree: Tree, part: string, readOnly: boolean): Mount {
  return { at, tree, part, volume: at, readOnly, isOwn: true }
}

/** Which part of its volume a mount shows; undefined when its expression is no path. */
function partOf(
  { subPath, subPathExpr }: VolumeMount,
  env: Readonly<Record<string, Bytes>>,
): string | undefined {
  if (!subPathExpr) return treePath(subPath ?? '')
  let isKnown = true
  const path = expand(subPathExpr, (name) => {
    if (env[name] === undefined) isKnown = false
    return env[name]
  })
  if (!isKnown || path.startsWith('/') || path.split('/').includes('..')) return undefined
  return treePath(path)
}

/** Follows the links within one tree. */
function throughLinks(tree: Tree, path: string): string {
  let real = ''
  const names = path.split('/')
  for (let budget = 100; names.length > 0 && budget > 0; budget -= 1) {
    const next = [real, names.shift() ?? ''].filter(Boolean).join('/')
    const entry: Entry | undefined = tree.get(next)
    if (entry?.type !== 'link') {
      real = next
      continue
    }
    const home = entry.target.startsWith('/') ? '' : splitPath(next).home
    names.unshift(...treePath(`${home}/${entry.target}`).split('/'))
    real = ''
  }
  return real
}
