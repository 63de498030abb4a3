import type { FileProblem, Refused } from '../programs/files.ts'
import { directory, type Entry } from './entry.ts'
import { isWithin, joinPath, namesOf, splitPath } from './path.ts'
import type { Tree } from './tree.ts'

/** A tree, or a part of one, at a place in a container. */
export interface Mount {
  /** Where it stands, as a tree path: '' is the container's root. */
  at: string
  tree: Tree
  /** What of the tree stands there: '' is all of it. */
  part: string
  /** The volume by its name; '' for the container's own files. */
  volume: string
  readOnly: boolean
  /** Its files belong to a group in which the container is: `fsGroup`. */
  shared?: boolean
  /** Made with each container, such as `/proc`: not shown among the volumes. */
  isOwn?: boolean
}

/** Where a path leads. */
export interface Place {
  /** In the container, as a tree path, with all links followed that had to be. */
  path: string
  mount: Mount
  /** In the mount's tree. */
  within: string
  /** What stands there; undefined where nothing does, though its directory is there. */
  entry: Entry | undefined
}

/** Source: Linux, path_resolution(7). */
const MOST_LINKS = 40
/** Linux' NAME_MAX. Whole paths end sooner than its PATH_MAX: each step along them takes time. */
const LONGEST_NAME = 255
const LONGEST_PATH = 1_024

export function refused(problem: FileProblem): Refused {
  return { problem }
}

/** What a container sees: mounts over mounts, the deepest one first. */
export class Space {
  readonly mounts: readonly Mount[]
  readonly #uid: number

  constructor(mounts: readonly Mount[], uid: number) {
    this.mounts = [...mounts].sort((a, b) => b.at.length - a.at.length)
    this.#uid = uid
  }

  /** What stands at a path of which no part is a link. */
  placeAt(path: string): Place {
    const mount = this.mounts.find(({ at }) => isWithin(path, at))
    if (!mount) throw new Error(`nothing is mounted at /${path}`)
    const rest = mount.at === '' ? path : path.slice(mount.at.length + 1)
    const within = joinPath(mount.part, rest)
    const entry = mount.tree.get(within) ?? this.#madeForMounts(path)
    return { path, mount, within, entry }
  }

  /** Follows a path; links at its end only where asked. */
  walk(path: string, follow = true): Place | Refused {
    const todo = namesOf(path)
    let links = 0
    let here = this.placeAt('')
    while (todo.length > 0) {
      const name = todo.shift() ?? ''
      const why = this.#entering(here)
      if (why) return why
      if (name.length > LONGEST_NAME || here.path.length + name.length > LONGEST_PATH) {
        return refused('File name too long')
      }
      if (name === '..') {
        here = this.placeAt(splitPath(here.path).home)
        continue
      }
      const next = this.placeAt(joinPath(here.path, name))
      if (next.entry?.type !== 'link' || (todo.length === 0 && !follow)) {
        here = next
        continue
      }
      links += 1
      if (links > MOST_LINKS) return refused('Too many levels of symbolic links')
      const { target } = next.entry
      if (target.startsWith('/')) here = this.placeAt('')
      todo.unshift(...namesOf(target))
    }
    if (here.entry && path.endsWith('/') && here.entry.type === 'file') {
      return refused('Not a directory')
    }
    return here
  }

  /** Names in a directory, with the places of mounts. */
  names({ path, mount, within }: Place): string[] {
    const names = new Set(mount.tree.names(within))
    for (const { at } of this.mounts) {
      if (at !== '' && at !== path && isWithin(at, path)) {
        const [first = ''] = namesOf(at.slice(path.length))
        names.add(first)
      }
    }
    return [...names].sort((a, b) => (a < b ? -1 : 1))
  }

  /** May it read (4), write (2) or enter (1) what stands there? */
  may(bit: 1 | 2 | 4, { mount }: Place, entry: Entry): boolean {
    if (this.#uid === 0) return true
    const { mode, uid = 0 } = entry
    if (uid === this.#uid) return (mode & (bit << 6)) !== 0
    return (mode & bit) !== 0 || (mount.shared === true && (mode & (bit << 3)) !== 0)
  }

  #entering(place: Place): Refused | undefined {
    const { entry } = place
    if (!entry) return refused('No such file or directory')
    if (entry.type !== 'directory') return refused('Not a directory')
    return this.may(1, place, entry) ? undefined : refused('Permission denied')
  }

  /** A runtime makes the directories that lead to a mount. */
  #madeForMounts(path: string): Entry | undefined {
    const leads = this.mounts.some(({ at }) => at !== path && isWithin(at, path))
    return leads ? directory() : undefined
  }
}
