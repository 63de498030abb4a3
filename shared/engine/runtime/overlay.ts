import type { Bytes } from '../programs/bytes.ts'
import { isRefused, type FileInfo, type Files, type Refused } from '../programs/files.ts'
import { absolute } from './paths.ts'

type Entry = { info: FileInfo; bytes: Bytes } | 'gone'

const GONE: Refused = { problem: 'No such file or directory' }

/**
 * Files over files: what is written stays here, what is not is read from below. For rehearsals;
 * links that are made are followed by nobody, and directories are renamed without what is in them.
 */
export class Overlay implements Files {
  readonly #below: Files
  readonly #changed = new Map<string, Entry>()

  constructor(below: Files) {
    this.#below = below
  }

  stat(path: string): FileInfo | Refused {
    const entry = this.#changed.get(absolute(path, '/'))
    if (entry) return entry === 'gone' ? GONE : entry.info
    return this.#below.stat(path)
  }

  lstat(path: string): FileInfo | Refused {
    return this.#changed.has(absolute(path, '/')) ? this.stat(path) : this.#below.lstat(path)
  }

  read(path: string): Bytes | Refused {
    const entry = this.#changed.get(absolute(path, '/'))
    if (!entry) return this.#below.read(path)
    if (entry === 'gone') return GONE
    return entry.info.type === 'directory' ? { problem: 'Is a directory' } : entry.bytes
  }

  write(path: string, bytes: Bytes, how: { append?: boolean; mode?: number } = {}): true | Refused {
    const info = this.stat(path)
    if (!isRefused(info) && info.type === 'directory') return { problem: 'Is a directory' }
    const parent = this.stat(parentOf(path))
    if (isRefused(parent)) return parent
    const before = how.append ? this.read(path) : ''
    const whole = (isRefused(before) ? '' : before) + bytes
    const mode = isRefused(info) ? (how.mode ?? 0o644) : info.mode
    return this.#put(path, { type: 'file', size: whole.length, mode, at: 0 }, whole)
  }

  list(path: string): readonly string[] | Refused {
    const home = absolute(path, '/')
    const own = this.#changed.get(home)
    if (own === 'gone') return GONE
    const below = own ? [] : this.#below.list(path)
    if (isRefused(below)) return below
    const names = new Set(below)
    const prefix = home === '/' ? '/' : `${home}/`
    for (const [at, entry] of this.#changed) {
      const name = at.startsWith(prefix) ? at.slice(prefix.length) : ''
      if (name === '' || name.includes('/')) continue
      if (entry === 'gone') names.delete(name)
      else names.add(name)
    }
    return [...names].sort((left, right) => (left < right ? -1 : 1))
  }

  mkdir(path: string, mode = 0o755): true | Refused {
    if (!isRefused(this.stat(path))) return { problem: 'File exists' }
    const parent = this.stat(parentOf(path))
    if (isRefused(parent)) return parent
    return this.#put(path, { type: 'directory', size: 4096, mode, at: 0 }, '')
  }

  remove(path: string): true | Refused {
    const info = this.stat(path)
    if (isRefused(info)) return info
    const names = info.type === 'directory' ? this.list(path) : []
    if (isRefused(names)) return names
    if (names.length > 0) return { problem: 'Directory not empty' }
    this.#changed.set(absolute(path, '/'), 'gone')
    return true
  }

  rename(from: string, to: string): true | Refused {
    const info = this.stat(from)
    if (isRefused(info)) return info
    const bytes = info.type === 'file' ? this.read(from) : ''
    if (isRefused(bytes)) return bytes
    this.#changed.set(absolute(from, '/'), 'gone')
    return this.#put(to, info, bytes)
  }

  link(target: string, path: string): true | Refused {
    if (!isRefused(this.stat(path))) return { problem: 'File exists' }
    return this.#put(path, { type: 'link', size: target.length, mode: 0o777, at: 0, target }, '')
  }

  chmod(path: string, mode: number): true | Refused {
    return this.#change(path, (info) => ({ ...info, mode }))
  }

  touch(path: string, at: number): true | Refused {
    return this.#change(path, (info) => ({ ...info, at }))
  }

  mounts(): readonly { path: string; volume: string; readOnly: boolean }[] {
    return this.#below.mounts()
  }

  #change(path: string, change: (info: FileInfo) => FileInfo): true | Refused {
    const info = this.stat(path)
    if (isRefused(info)) return info
    const bytes = info.type === 'file' ? this.read(path) : ''
    return isRefused(bytes) ? bytes : this.#put(path, change(info), bytes)
  }

  #put(path: string, info: FileInfo, bytes: Bytes): true {
    this.#changed.set(absolute(path, '/'), { info, bytes })
    return true
  }
}

function parentOf(path: string): string {
  return absolute(`${absolute(path, '/')}/..`, '/')
}
