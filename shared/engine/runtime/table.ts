import type { Json } from '../json.ts'
import type { Bytes } from '../programs/bytes.ts'
import type { Pid, Signal, Stream, Wait } from '../programs/command.ts'
import type { Millis } from '../time.ts'
import type { Ended } from './contract.ts'

/** One process as it is kept. */
export interface Row {
  pid: Pid
  /** 0: started from outside the container. */
  parent: Pid
  argv: string[]
  /** Its environment, where that is not the container's. */
  env?: Readonly<Record<string, Bytes>>
  cwd: string
  startedAt: Millis
  streams: Record<string, Stream>
  /** It has not had its first turn. */
  fresh?: true
  state?: Json
  wait?: Wait
  /** Signals that it hears of (true) or ignores (false), beyond those of its command. */
  handles?: Partial<Record<Signal, boolean>>
  /** Signals that it has not heard of yet. */
  signals?: Signal[]
  /** It is over: the code is kept for its parent. */
  code?: number
  /** Decided already, such as a server that was told to end: when, and how. */
  ends?: { at: Millis; code: number }
  /** What a server remembers. */
  memory?: Json
  /** How many lines of its banner it has written; left out where they are computed when read. */
  said?: number
  /** It would go on computing: how many slices it had, and when the next one comes. */
  busy?: { slices: number; at: Millis }
  /** What it belongs to that came from outside: a session, or a hook's ticket. */
  session?: string
}

/** Bytes between processes. */
export interface Pipe {
  bytes: Bytes
  /** The process that drains it, where none reads it as its input. */
  reader?: Pid
}

/** What belongs to a session on this side: its terminal and its input. */
export interface SessionRow {
  pid: Pid
  mode: 'exec' | 'attach'
  tty: boolean
  stdin: boolean
  input: Bytes
  inputEnded?: true
  /** What was typed on a terminal and not yet sent by Enter. */
  typed?: Bytes
  size?: { width: number; height: number }
}

/** A command that the kubelet runs beside the main process. */
export interface Hook {
  pid: Pid
  output: Bytes
  code?: number
  at?: Millis
}

/** All processes of one run of a container: the note `procs:<container>` of its pod. */
export interface Table {
  startedAt: Millis
  /** The main process: 1, or another number where the pod shares its process namespace. */
  main: Pid
  next: Pid
  nextPipe: number
  env: Readonly<Record<string, Bytes>>
  /** Asked for later the environment may be another one: the table must be kept. */
  isPinned?: true
  /** How busy each origin of processes has been: slices in a row, and the last one's instant. */
  spin?: Record<string, { slices: number; at: Millis }>
  /** How many times something slept for less than a second since an instant. */
  naps?: { since: Millis; count: number }
  rows: Row[]
  pipes: Record<string, Pipe>
  sessions: Record<string, SessionRow>
  hooks: Record<string, Hook>
  ended?: Ended
}

/** The writer of the note that holds a container's processes. */
export function tableNote(container: string): string {
  return `procs:${container}`
}

/** A table before its first process. */
export function newTable(startedAt: Millis, main: Pid, env: Table['env']): Table {
  return {
    startedAt,
    main,
    next: main,
    nextPipe: 1,
    env,
    rows: [],
    pipes: {},
    sessions: {},
    hooks: {},
  }
}
