import type { Bytes } from '../programs/bytes.ts'
import { isRefused, type FileInfo, type Files, type Refused } from '../programs/files.ts'
import type { Millis } from '../time.ts'
import { directory, lengthOf, link, type DeviceName, type Entry, type File } from './entry.ts'
import { isWithin, joinPath, splitPath, treePath } from './path.ts'
import { Space, refused, type Mount, type Place } from './walk.ts'

/** More zeros than this are not handed out in one piece. */
const MOST_ZEROS = 16 * 1_048_576
/** What one read of an endless device gives. */
const DEVICE_BYTES = 65_536
const MANY_ZEROS = '\0'.repeat(DEVICE_BYTES)
const NONE = 'No such file or directory'

/** What a container's files need to know of who uses them. */
export interface Viewer {
  mounts: readonly Mount[]
  uid: number
  now: Millis
  /** The image's own files, as long as the container wrote none of its own. */
  image?: () => object | undefined
  /** So many bytes that nobody can guess, for `/dev/urandom`. */
  random(count: number): Bytes
}

/** The files of one container. */
export class ContainerFiles implements Files {
  readonly #space: Space
  readonly #viewer: Viewer

  constructor(viewer: Viewer) {
    this.#viewer = viewer
    this.#space = new Space(viewer.mounts, viewer.uid)
  }

  pristine(directory: string): object | undefined {
    const at = treePath(directory)
    // Who is not root may be kept from reading: then it is looked at each time.
    if (this.#viewer.uid !== 0 || !this.#viewer.image) return undefined
    const isCovered = this.#space.mounts.some((mount) => {
      return mount.at !== '' && (isWithin(mount.at, at) || isWithin(at, mount.at))
    })
    return isCovered ? undefined : this.#viewer.image()
  }

  stat(path: string): FileInfo | Refused {
    return this.#info(this.#space.walk(path))
  }

  lstat(path: string): FileInfo | Refused {
    return this.#info(this.#space.walk(path, false))
  }

  read(path: string): Bytes | Refused {
    const place = this.#space.walk(path)
    if (isRefused(place)) return place
    const { entry } = place
    if (!entry) return refused(NONE)
    if (entry.type === 'directory') return refused('Is a directory')
    if (!this.#space.may(4, place, entry)) return refused('Permission denied')
    if (entry.type === 'device') return this.#fromDevice(entry.device)
    if (entry.type === 'link') return refused(NONE)
    return entry.bytes + '\0'.repeat(Math.min(entry.zeros ?? 0, MOST_ZEROS))
  }

  write(path: string, bytes: Bytes, how: { append?: boolean; mode?: number } = {}): true | Refused {
    const place = this.#space.walk(path)
    if (isRefused(place)) return place
    const { entry } = place
    if (entry?.type === 'directory') return refused('Is a directory')
    if (entry?.type === 'device') {
      return entry.device === 'full' ? refused('No space left on device') : true
    }
    if (!entry) {
      if (path.endsWith('/')) return refused('Is a directory')
      return this.#make(place, this.#owned(fileOf(bytes, how.mode ?? 0o644, this.#viewer.now)))
    }
    const why = this.#writing(place, entry)
    if (why) return why
    const { now } = this.#viewer
    const before = entry.type === 'file' ? entry : undefined
    const next = how.append && before ? appended(before, bytes) : fileOf(bytes, entry.mode, now)
    return this.#put(place, { ...next, mode: entry.mode, at: now, ...ownerOf(entry) })
  }

  list(path: string): readonly string[] | Refused {
    const place = this.#space.walk(path)
    if (isRefused(place)) return place
    const { entry } = place
    if (!entry) return refused(NONE)
    if (entry.type !== 'directory') return refused('Not a directory')
    if (!this.#space.may(4, place, entry)) return refused('Permission denied')
    return this.#space.names(place)
  }

  mkdir(path: string, mode = 0o755): true | Refused {
    const place = this.#space.walk(path)
    if (isRefused(place)) return place
    if (place.entry) return refused('File exists')
    return this.#make(place, this.#owned(directory(mode, this.#viewer.now)))
  }

  remove(path: string): true | Refused {
    const place = this.#space.walk(path, false)
    if (isRefused(place)) return place
    const { entry } = place
    if (!entry) return refused(NONE)
    const why = this.#moving(place)
    if (why) return why
    if (entry.type === 'directory' && this.#space.names(place).length > 0) {
      return refused('Directory not empty')
    }
    place.mount.tree.drop(place.within)
    this.#stamp(place)
    return true
  }

  rename(from: string, to: string): true | Refused {
    const source = this.#space.walk(from, false)
    if (isRefused(source)) return source
    if (!source.entry) return refused(NONE)
    const target = this.#space.walk(to, false)
    if (isRefused(target)) return target
    if (target.path === source.path) return true
    const why = this.#moving(source) ?? this.#moving(target) ?? this.#replacing(source, target)
    return why ?? this.#move(source, target)
  }

  link(target: string, path: string): true | Refused {
    const place = this.#space.walk(path, false)
    if (isRefused(place)) return place
    if (place.entry) return refused('File exists')
    return this.#make(place, this.#owned(link(target, this.#viewer.now)))
  }

  chmod(path: string, mode: number): true | Refused {
    return this.#alter(path, (entry) => ({ ...entry, mode }))
  }

  touch(path: string, at: Millis): true | Refused {
    return this.#alter(path, (entry) => ({ ...entry, at }))
  }

  mounts(): readonly { path: string; volume: string; readOnly: boolean }[] {
    return this.#viewer.mounts
      .filter(({ volume, isOwn }) => volume !== '' && !isOwn)
      .map(({ at, volume, readOnly }) => ({ path: `/${at}`, volume, readOnly }))
  }

  #info(place: Place | Refused): FileInfo | Refused {
    if (isRefused(place)) return place
    const { entry } = place
    if (!entry) return refused(NONE)
    const { mode, at } = entry
    const size = entry.type === 'directory' ? 4_096 : lengthOf(entry)
    if (entry.type === 'link') return { type: 'link', size, mode, at, target: entry.target }
    return { type: entry.type === 'directory' ? 'directory' : 'file', size, mode, at }
  }

  #fromDevice(device: DeviceName): Bytes {
    if (device === 'zero' || device === 'full') return '\0'.repeat(DEVICE_BYTES)
    return device === 'random' ? this.#viewer.random(4_096) : ''
  }

  /** Puts something where nothing was. */
  #make(place: Place, entry: Entry): true | Refused {
    const home = this.#space.placeAt(splitPath(place.path).home)
    if (!home.entry) return refused(NONE)
    return this.#writing(place, home.entry, home) ?? this.#enter(place, entry)
  }

  /** A new name changes its directory. */
  #enter(place: Place, entry: Entry): true | Refused {
    const done = this.#put(place, entry)
    if (!isRefused(done)) this.#stamp(place)
    return done
  }

  #stamp({ path, mount }: Place): void {
    const home = this.#space.placeAt(splitPath(path).home)
    const { now } = this.#viewer
    if (home.mount !== mount || !home.entry || home.entry.at === now) return
    mount.tree.put(home.within, { ...home.entry, at: now })
  }

  #put({ mount, within }: Place, entry: Entry): true | Refused {
    return mount.tree.put(within, entry) ? true : refused('No space left on device')
  }

  #writing(place: Place, entry: Entry, owner: Place = place): Refused | undefined {
    if (place.mount.readOnly) return refused('Read-only file system')
    return this.#space.may(2, owner, entry) ? undefined : refused('Permission denied')
  }

  /** May its name go? What is mounted stays where it is. */
  #moving(place: Place): Refused | undefined {
    const { path, mount } = place
    if (this.#space.mounts.some(({ at }) => isWithin(at, path))) {
      return refused('Device or resource busy')
    }
    if (mount.readOnly) return refused('Read-only file system')
    const home = this.#space.placeAt(splitPath(path).home)
    if (!home.entry) return refused(NONE)
    return this.#space.may(2, home, home.entry) ? undefined : refused('Permission denied')
  }

  #replacing(source: Place, target: Place): Refused | undefined {
    const { entry } = target
    if (isWithin(target.path, source.path)) return refused('Directory not empty')
    if (!entry) return undefined
    const isHome = source.entry?.type === 'directory'
    if (entry.type !== 'directory') return isHome ? refused('Not a directory') : undefined
    if (!isHome) return refused('Is a directory')
    return this.#space.names(target).length > 0 ? refused('Directory not empty') : undefined
  }

  /** Also from one mount to another, where real programs copy and then remove. */
  #move(source: Place, target: Place): true | Refused {
    if (!source.entry) return true
    const done = this.#enter(target, source.entry)
    if (isRefused(done)) return done
    for (const name of this.#space.names(source)) {
      const from = this.#space.placeAt(joinPath(source.path, name))
      const moved = this.#move(from, this.#space.placeAt(joinPath(target.path, name)))
      if (isRefused(moved)) return moved
    }
    source.mount.tree.drop(source.within)
    this.#stamp(source)
    return true
  }

  #alter(path: string, change: (entry: Entry) => Entry): true | Refused {
    const place = this.#space.walk(path)
    if (isRefused(place)) return place
    const { entry } = place
    if (!entry) return refused(NONE)
    if (entry.type === 'device') return true
    return this.#writing(place, entry) ?? this.#put(place, change(entry))
  }

  #owned<T extends Entry>(entry: T): T {
    const { uid } = this.#viewer
    return uid === 0 ? entry : { ...entry, uid }
  }
}

const ownerOf = ({ uid }: Entry): { uid?: number } => (uid === undefined ? {} : { uid })

/** Zeros at the end are counted, not kept. */
function fileOf(bytes: Bytes, mode: number, at: Millis): File {
  if (!bytes.endsWith('\0')) return { type: 'file', bytes, mode, at }
  // Not by a pattern: it would try each run of zeros in the middle from each of its places.
  let end = bytes.length
  while (bytes.endsWith(MANY_ZEROS, end)) end -= MANY_ZEROS.length
  while (bytes.charCodeAt(end - 1) === 0) end -= 1
  return { type: 'file', bytes: bytes.slice(0, end), zeros: bytes.length - end, mode, at }
}

function appended(before: File, bytes: Bytes): File {
  const { zeros = 0, mode, at } = before
  const rest = fileOf(bytes, mode, at)
  if (rest.bytes === '') return { ...before, zeros: zeros + (rest.zeros ?? 0) }
  // Data behind a gap has to be kept with the gap: beyond what fits, it only counts as zeros.
  const gap = '\0'.repeat(Math.min(zeros, 2 * 1_048_576))
  return { ...rest, bytes: before.bytes + gap + rest.bytes }
}
