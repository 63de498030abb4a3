import type { Json } from '../../json.ts'
import type { Millis } from '../../time.ts'
import type { Bytes } from '../bytes.ts'
import type { Command, Pid, Signal, Stream, Turn } from '../command.ts'
import type { Script } from './scripted-net.ts'

/** What a machine of a test is made of. */
export interface Setting {
  commands: ReadonlyMap<string, Command>
  files?: Readonly<Record<string, Bytes>>
  readOnly?: readonly string[]
  net?: Script
  env?: Readonly<Record<string, Bytes>>
  cwd?: string
  /** GNU's tools instead of BusyBox's. */
  gnu?: boolean
  /** Commands that are not installed. */
  lacks?: readonly string[]
  uid?: number
  now?: Millis
  terminal?: boolean
}

/** How one run went. */
export interface Ran {
  out: Bytes
  err: Bytes
  /** Undefined while it still runs. */
  code: number | undefined
  tookMs: Millis
  turns: number
}

/** A process of the machine. */
export interface Running {
  pid: Pid
  parent: Pid
  argv: readonly Bytes[]
  env: Readonly<Record<string, Bytes>>
  cwd: string
  state: Json | undefined
  startedAt: Millis
  turn: Turn | undefined
  signals: Signal[]
  streams: Record<number, Stream>
  code: number | undefined
}
