import type { Json } from '../../json.ts'
import type { Bytes } from '../bytes.ts'
import type { Pid, Signal, Stream } from '../command.ts'

/** What the shells differ in. */
export type Dialect = 'bash' | 'ash' | 'dash'

/** A variable: its value, or values by index; exported; read-only. */
export interface Variable {
  v: Bytes | Bytes[]
  x?: 1
  r?: 1
}

/** What a frame is in the middle of: a loop, or a command with streams of its own. */
export type Block =
  | { is: 'loop'; next: number; end: number; list?: Bytes[]; name?: string; status?: number }
  | { is: 'streams'; saved: Record<string, Stream | null> }

/** Where the shell is in one text: the number of the next instruction. */
export interface Frame {
  is: 'main' | 'function' | 'source' | 'eval' | 'trap' | 'line'
  text: number
  pc: number
  /** Instructions from here on are not its own. */
  end?: number
  blocks: Block[]
  /** What a function or sourced file hides: positional parameters and local variables. */
  params?: Bytes[]
  locals?: Record<string, Variable | null>
  /** Called where a failure does not end the shell. */
  guarded?: true
  /** The status before a trap. */
  before?: number
}

/** What it waits for before its next instruction. */
export type Await = {
  /** The instruction that made it wait. */
  at?: number
} & (
  | { for: 'command'; pid: Pid }
  | { for: 'pipeline'; pids: Pid[]; codes: (number | null)[]; negated?: true }
  | { for: 'substitution'; pid: Pid; pipe: number; key: string; bytes: Bytes; code?: number }
  | { for: 'jobs'; pids: Pid[]; any?: true; last?: Pid }
  | { for: 'read'; until?: number; told?: true }
)

/** One background job. */
export interface Job {
  pid: Pid
  words: Bytes
  done?: number
}

/** All that a shell remembers: plain JSON at any instant between two turns. */
export interface ShellState {
  dialect: Dialect
  /** How it calls itself in complaints, and `$0`. */
  name: Bytes
  zero: Bytes
  /** The process that `$$` means: in a subshell its parent. */
  self: Pid
  texts: Bytes[]
  frames: Frame[]
  variables: Record<string, Variable>
  params: Bytes[]
  /** Functions: where their bodies begin. */
  functions: Record<string, { text: number; from: number; to: number }>
  /** Options by their letters, and `pipefail`. */
  options: string[]
  status: number
  lastJob?: Pid
  jobs: Job[]
  traps: Partial<Record<Signal | 'EXIT' | 'ERR', Bytes>>
  /** Signals whose traps are still to be run. */
  pending: Signal[]
  awaits?: Await
  /** Substitutions of the command at hand, by where they stand in it. */
  substituted: Record<string, Bytes>
  /** Status of the last substitution of the command at hand. */
  substitutionStatus?: number
  /** Where `exit` has been called: the code, once the EXIT trap has run. */
  leaving?: number
  /** Reads its commands from standard input; with a prompt on a terminal. */
  reads?: 'lines' | 'prompt'
  /** Lines of a command that is not whole yet. */
  unread?: Bytes
  /** The prompt stands there already. */
  asked?: true
  /** How often $RANDOM was asked for. */
  draws?: number
  /** A line of `read` that a backslash goes on with. */
  partial?: Bytes
  /** When the `read -t` at hand gives up. */
  readUntil?: number
  /** Where the options of `getopts` stand within a word. */
  optionAt?: number
  umask: number
}

/** A shell's state as the runtime keeps it. */
export function asJson(state: ShellState): Json {
  return state as unknown as Json
}
