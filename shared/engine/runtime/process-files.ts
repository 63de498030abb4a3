import type { Bytes } from '../programs/bytes.ts'
import type { FileInfo, Files, Refused } from '../programs/files.ts'
import type { Box } from './box.ts'
import { TURN_FILE_BYTES, TURN_PATH_BYTES } from './limits.ts'
import { absolute } from './paths.ts'
import { put, take, toLog } from './streams.ts'
import type { Row } from './table.ts'

const STREAMS: Readonly<Record<string, number>> = {
  '/dev/stdin': 0,
  '/dev/stdout': 1,
  '/dev/stderr': 2,
  '/dev/fd/0': 0,
  '/dev/fd/1': 1,
  '/dev/fd/2': 2,
  '/proc/self/fd/0': 0,
  '/proc/self/fd/1': 1,
  '/proc/self/fd/2': 2,
}

/** The number of a process's own stream that a path stands for. */
export function streamOf(path: string): number | undefined {
  return STREAMS[path]
}

/** A container's files with the devices and the parts of /proc that depend on who looks. */
export class ProcessFiles implements Files {
  readonly #box: Box
  readonly #row: Row

  constructor(box: Box, row: Row) {
    this.#box = box
    this.#row = row
  }

  stat(path: string): FileInfo | Refused {
    return this.#device(path) ?? this.#box.files.stat(this.#path(path))
  }

  lstat(path: string): FileInfo | Refused {
    return this.#device(path) ?? this.#box.files.lstat(this.#path(path))
  }

  read(path: string): Bytes | Refused {
    const whole = this.#path(path)
    if (whole.endsWith('random')) this.#box.machine.asked = true
    const stream = STREAMS[whole]
    if (stream !== undefined) return take(this.#box, this.#row, stream) ?? ''
    const bytes = this.#ofProcess(whole) ?? this.#box.files.read(whole)
    if (typeof bytes === 'string') this.#box.work += Math.floor(bytes.length / TURN_FILE_BYTES)
    return bytes
  }

  write(path: string, bytes: Bytes, how?: { append?: boolean; mode?: number }): true | Refused {
    const whole = this.#path(path)
    const stream = STREAMS[whole]
    if (stream !== undefined) {
      put(this.#box, this.#row, stream, bytes)
      return true
    }
    const log = /^\/proc\/1\/fd\/([12])$/.exec(whole)
    if (!log) return this.#box.files.write(whole, bytes, how)
    toLog(this.#box, bytes, log[1] === '2')
    return true
  }

  list(path: string): readonly string[] | Refused {
    return this.#box.files.list(this.#path(path))
  }

  mkdir(path: string, mode?: number): true | Refused {
    return this.#box.files.mkdir(this.#path(path), mode)
  }

  remove(path: string): true | Refused {
    return this.#box.files.remove(this.#path(path))
  }

  rename(from: string, to: string): true | Refused {
    return this.#box.files.rename(this.#path(from), this.#path(to))
  }

  link(target: string, path: string): true | Refused {
    return this.#box.files.link(target, this.#path(path))
  }

  chmod(path: string, mode: number): true | Refused {
    return this.#box.files.chmod(this.#path(path), mode)
  }

  touch(path: string, at: number): true | Refused {
    return this.#box.files.touch(this.#path(path), at)
  }

  mounts(): readonly { path: string; volume: string; readOnly: boolean }[] {
    return this.#box.files.mounts()
  }

  /** Commands may name files as they were typed. */
  #path(path: string): string {
    const whole = absolute(path, this.#row.cwd)
    this.#box.work += Math.floor(whole.length / TURN_PATH_BYTES)
    return whole
  }

  #device(path: string): FileInfo | undefined {
    const whole = this.#path(path)
    const isDevice = STREAMS[whole] !== undefined || /^\/proc\/1\/fd\/[12]$/.test(whole)
    const mode = isDevice ? 0o666 : 0o444
    const text = isDevice ? '' : this.#ofProcess(whole)
    if (text === undefined) return undefined
    return { type: 'file', size: 0, mode, at: this.#box.table.startedAt }
  }

  /** /proc/PID/cmdline and /proc/PID/environ, also of oneself. */
  #ofProcess(path: string): Bytes | undefined {
    const [, who, what] = /^\/proc\/(self|\d+)\/(cmdline|environ|comm)$/.exec(path) ?? []
    if (who === undefined) return undefined
    const row = who === 'self' ? this.#row : this.#box.row(Number(who))
    if (!row) return undefined
    if (what === 'cmdline') return row.argv.map((word) => `${word}\0`).join('')
    if (what === 'comm') return `${(row.argv[0] ?? '').split('/').at(-1) ?? ''}\n`
    const env = Object.entries(this.#box.envOf(row))
    return env.map(([name, value]) => `${name}=${value}\0`).join('')
  }
}
