import type { Bytes } from '../bytes.ts'
import { isRefused, type FileInfo, type FileProblem, type Files, type Refused } from '../files.ts'
import type { Millis } from '../../time.ts'

type Entry =
  | { type: 'file'; bytes: Bytes; mode: number; at: Millis }
  | { type: 'directory'; mode: number; at: Millis }
  | { type: 'link'; target: Bytes; mode: number; at: Millis }

const refused = (problem: FileProblem): Refused => ({ problem })

/** Files that live in a map, for tests. Paths under a read-only one refuse to change. */
export class MemoryFiles implements Files {
  readonly entries = new Map<string, Entry>()
  readonly readOnly: readonly string[]
  now: () => Millis

  constructor(
    files: Readonly<Record<string, Bytes>>,
    now: () => Millis,
    readOnly: readonly string[] = [],
  ) {
    this.now = now
    this.readOnly = readOnly
    this.entries.set('/', { type: 'directory', mode: 0o755, at: now() })
    for (const path of ['/tmp', '/dev', '/etc']) this.grow(path)
    for (const [path, bytes] of Object.entries(files)) {
      this.grow(path.replace(/\/[^/]*$/, ''))
      if (!path.endsWith('/'))
        this.entries.set(path, { type: 'file', bytes, mode: 0o644, at: now() })
    }
  }

  grow(path: string): void {
    if (path === '' || this.entries.has(path)) return
    this.grow(path.replace(/\/[^/]*$/, ''))
    this.entries.set(path, { type: 'directory', mode: 0o755, at: this.now() })
  }

  /** The path with links followed; the last one only when asked. */
  real(path: string, follow: boolean, hops = 0): string | Refused {
    if (hops > 20) return refused('Too many levels of symbolic links')
    const parts: string[] = []
    const words = path.split('/').filter((part) => part !== '' && part !== '.')
    for (const [index, part] of words.entries()) {
      if (part === '..') {
        parts.pop()
        continue
      }
      const at = `/${parts.join('/')}`
      if (this.entries.get(at)?.type === 'file') return refused('Not a directory')
      parts.push(part)
      const entry = this.entries.get(`/${parts.join('/')}`)
      if (entry?.type !== 'link' || (index === words.length - 1 && !follow)) continue
      const target = entry.target.startsWith('/') ? entry.target : `${at}/${entry.target}`
      return this.real([target, ...words.slice(index + 1)].join('/'), follow, hops + 1)
    }
    return `/${parts.join('/')}`
  }

  look(path: string, follow: boolean): { path: string; entry: Entry } | Refused {
    const real = this.real(path, follow)
    if (isRefused(real)) return real
    const entry = this.entries.get(real as string)
    return entry ? { path: real as string, entry } : refused('No such file or directory')
  }

  info(path: string, follow: boolean): FileInfo | Refused {
    const found = this.look(path, follow)
    if (isRefused(found)) return found
    const { entry } = found
    const size =
      entry.type === 'file'
        ? entry.bytes.length
        : entry.type === 'link'
          ? entry.target.length
          : 4096
    const target = entry.type === 'link' ? { target: entry.target } : {}
    return { type: entry.type, size, mode: entry.mode, at: entry.at, ...target }
  }

  stat(path: string): FileInfo | Refused {
    return this.info(path, true)
  }

  lstat(path: string): FileInfo | Refused {
    return this.info(path, false)
  }

  read(path: string): Bytes | Refused {
    const found = this.look(path, true)
    if (isRefused(found)) return found
    return found.entry.type === 'file' ? found.entry.bytes : refused('Is a directory')
  }

  /** Where something new may stand. */
  place(path: string, follow = true): string | Refused {
    const real = this.real(path, follow)
    if (isRefused(real)) return real
    const where = real as string
    if (this.readOnly.some((one) => where === one || where.startsWith(`${one}/`)))
      return refused('Read-only file system')
    const parent = this.entries.get(where.replace(/\/[^/]*$/, '') || '/')
    if (!parent) return refused('No such file or directory')
    return parent.type === 'directory' ? where : refused('Not a directory')
  }

  write(path: string, bytes: Bytes, how: { append?: boolean; mode?: number } = {}): true | Refused {
    const where = this.place(path)
    if (isRefused(where)) return where
    const before = this.entries.get(where as string)
    if (before && before.type !== 'file') return refused('Is a directory')
    const text = how.append ? (before?.bytes ?? '') + bytes : bytes
    this.entries.set(where as string, {
      type: 'file',
      bytes: text,
      mode: how.mode ?? before?.mode ?? 0o644,
      at: this.now(),
    })
    return true
  }

  list(path: string): readonly string[] | Refused {
    const found = this.look(path, true)
    if (isRefused(found)) return found
    if (found.entry.type !== 'directory') return refused('Not a directory')
    const base = found.path === '/' ? '/' : `${found.path}/`
    return [...this.entries.keys()]
      .filter((one) => one.startsWith(base) && one !== '/' && !one.slice(base.length).includes('/'))
      .map((one) => one.slice(base.length))
      .sort((left, right) => (left < right ? -1 : 1))
  }

  mkdir(path: string, mode = 0o755): true | Refused {
    const where = this.place(path)
    if (isRefused(where)) return where
    if (this.entries.has(where as string)) return refused('File exists')
    this.entries.set(where as string, { type: 'directory', mode, at: this.now() })
    return true
  }

  remove(path: string): true | Refused {
    const found = this.look(path, false)
    if (isRefused(found)) return found
    const where = this.place(path, false)
    if (isRefused(where)) return where
    const names = found.entry.type === 'directory' ? this.list(found.path) : []
    if (!isRefused(names) && names.length > 0) return refused('Directory not empty')
    this.entries.delete(found.path)
    return true
  }

  rename(from: string, to: string): true | Refused {
    const found = this.look(from, false)
    if (isRefused(found)) return found
    const where = this.place(to, false)
    if (isRefused(where)) return where
    for (const [path, entry] of new Map(this.entries)) {
      if (path !== found.path && !path.startsWith(`${found.path}/`)) continue
      this.entries.delete(path)
      this.entries.set((where as string) + path.slice(found.path.length), entry)
    }
    return true
  }

  link(target: string, path: string): true | Refused {
    const where = this.place(path, false)
    if (isRefused(where)) return where
    if (this.entries.has(where as string)) return refused('File exists')
    this.entries.set(where as string, { type: 'link', target, mode: 0o777, at: this.now() })
    return true
  }

  chmod(path: string, mode: number): true | Refused {
    const found = this.look(path, true)
    if (isRefused(found)) return found
    found.entry.mode = mode
    return true
  }

  touch(path: string, at: Millis): true | Refused {
    const found = this.look(path, true)
    if (isRefused(found)) return found
    found.entry.at = at
    return true
  }

  mounts(): readonly { path: string; volume: string; readOnly: boolean }[] {
    return this.readOnly.map((path) => ({ path, volume: 'volume', readOnly: true }))
  }
}
