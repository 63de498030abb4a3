import type { Volume, VolumeMount } from '../kinds/pod/schema.ts'
import type { Bytes } from '../programs/bytes.ts'
import type { PodFrame } from './downward.ts'
import { directory, type Entry } from './entry.ts'
import { expand } from './expand.ts'
import { argvOf, cgroupTree, MANAGED, procTree, terminationPath } from './own-files.ts'
import { splitPath, treePath } from './path.ts'
import type { Run } from './pod-files.ts'
import type { Part, PodVolumes } from './pod-volumes.ts'
import { Tree, type StoredTree } from './tree.ts'
import type { Mount } from './walk.ts'

type How = Pick<Mount, 'at' | 'volume' | 'shared' | 'isOwn'>

/** A mount whose files are made when somebody looks at them: most containers never do. */
class LateMount implements Mount {
  readonly at: string
  readonly volume: string
  readonly shared: boolean
  readonly isOwn: boolean
  readonly #make: () => Part
  #made: Part | undefined

  constructor({ at, volume, shared = false, isOwn = false }: How, make: () => Part) {
    this.at = at
    this.volume = volume
    this.shared = shared
    this.isOwn = isOwn
    this.#make = make
  }

  get tree(): Tree {
    return this.#part.tree
  }

  get part(): string {
    return this.#part.part
  }

  get readOnly(): boolean {
    return this.#part.readOnly
  }

  get #part(): Part {
    return (this.#made ??= this.#make())
  }
}

/** What a run of a container sees, in the order in which equal places hide each other. */
export function mountsOf(
  frame: PodFrame,
  volumes: PodVolumes,
  run: Run,
  own: Tree,
  pins: Readonly<Record<string, StoredTree>>,
): Mount[] {
  const { spec, config } = run
  const { now } = frame.view
  const shared = frame.pod.spec.securityContext?.fsGroup !== undefined
  const asked = (spec.volumeMounts ?? []).flatMap((mount): Mount[] => {
    const volume = volumes.named(mount.name)
    const at = treePath(mount.mountPath)
    // As a runtime does, through the links of the image: /var/run is /run.
    const how = { at: throughLinks(own, at), volume: mount.name, shared }
    return volume ? [new LateMount(how, () => partFor(volumes, volume, mount, run, pins[at]))] : []
  })
  const readOnly = spec.securityContext?.readOnlyRootFilesystem === true
  const single = [...MANAGED, terminationPath(spec)].map((at) =>
    ownMount(at, () => ({ tree: own, part: at, readOnly: false })),
  )
  return [
    ...asked,
    ...single,
    ownMount('proc', () => bare(procTree(frame, argvOf(spec, config), now), true)),
    ownMount('sys/fs/cgroup', () => bare(cgroupTree(spec, now), true)),
    ownMount('dev/shm', () => bare(new Tree(undefined, { '': directory(0o1777, now) }), false)),
    { at: '', tree: own, part: '', volume: '', readOnly, isOwn: true },
  ]
}

function ownMount(at: string, make: () => Part): Mount {
  return new LateMount({ at, volume: at, isOwn: true }, make)
}

const bare = (tree: Tree, readOnly: boolean): Part => ({ tree, part: '', readOnly })

function partFor(
  volumes: PodVolumes,
  volume: Volume,
  mount: VolumeMount,
  { env }: Run,
  pin: StoredTree | undefined,
): Part {
  if (pin) return bare(new Tree(undefined, pin), true)
  const found = volumes.tree(volume) ?? bare(new Tree(), true)
  const sub = partOf(mount, env) ?? ''
  const part = [found.part, sub].filter(Boolean).join('/')
  return { tree: found.tree, part, readOnly: found.readOnly || mount.readOnly === true }
}

/** Which part of its volume a mount shows; undefined when its expression is no path. */
export function partOf(
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
export function throughLinks(tree: Tree, path: string): string {
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
