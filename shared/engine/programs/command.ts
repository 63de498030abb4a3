import type { Json } from '../json.ts'
import type { Millis } from '../time.ts'
import type { Bytes } from './bytes.ts'
import type { Files } from './files.ts'
import type { Net } from './net.ts'
import type { Server } from './server.ts'

/** A process id within a container: 1 is what the container was started for. */
export type Pid = number

/** Signals that programs meet. */
export type Signal =
  | 'HUP'
  | 'INT'
  | 'QUIT'
  | 'KILL'
  | 'TERM'
  | 'USR1'
  | 'USR2'
  | 'CHLD'
  | 'PIPE'
  | 'ALRM'
  | 'CONT'
  | 'STOP'

/**
 * Where a stream of a process leads. `log`: the container's log. `pipe`: a pipe of this container,
 * by number. `file`: a file, with the offset to read from. `session`: an exec or attach session.
 */
export type Stream =
  | { to: 'log'; stderr?: true }
  | { to: 'null' }
  | { to: 'pipe'; pipe: number }
  | { to: 'file'; path: string; offset: number; append?: true }
  | { to: 'session'; session: string; stderr?: true }

/** What a process waits for; with several, whatever comes first. A signal always wakes it. */
export interface Wait {
  /** An instant. */
  until?: Millis
  /** Input on a stream: data or its end. */
  input?: number
  /** A child: any when 0. */
  child?: Pid
  /** Bytes in a pipe that it drains, or their end. */
  pipe?: number
}

/**
 * What a command did with its turn: ended with a code, or waits, with all that it must remember as
 * plain JSON. `busy` is for one that would go on computing: it gets its next turn when the
 * container's share of the CPU allows.
 */
export type Turn =
  | { exit: number }
  | { wait: Wait; state?: Json }
  | { busy: true; state?: Json }
  /** Becomes another program, as `exec` does. */
  | { become: readonly string[]; env?: Readonly<Record<string, string>> }

/** How a process is started by another. */
export interface Spawn {
  argv: readonly string[]
  env?: Readonly<Record<string, string>>
  cwd?: string
  /** Streams by number; the parent's where left out. */
  streams?: Readonly<Record<number, Stream>>
  /** First state, for a shell that continues as a subshell. */
  state?: Json
}

/** Another process of the container (or of the pod, where they share that). */
export interface Peer {
  pid: Pid
  parent: Pid
  argv: readonly string[]
  startedAt: Millis
}

/** One turn of a process: what it is, and all that it can do. */
export interface Process {
  readonly pid: Pid
  readonly parent: Pid
  readonly argv: readonly Bytes[]
  /** Exported variables. Changing them is for the shell: children are given theirs. */
  readonly env: Readonly<Record<string, Bytes>>
  readonly cwd: string
  /** What it said last that it must remember; undefined at its first turn. */
  readonly state: Json | undefined
  readonly startedAt: Millis
  readonly now: Millis
  readonly files: Files
  readonly net: Net
  /** The pod around it, for `hostname`, `ps`, `free` and their like. */
  readonly host: Host
  /** Signals that came since the last turn and that it handles (see `Command.handles`). */
  readonly signals: readonly Signal[]
  /** Reads what there is: '' when nothing is there yet, null at the end. Streams: 0 is stdin. */
  read(max?: number): Bytes | null
  /**
   * Reads up to and with the next line end; '' when no whole line is there yet, null at the end.
   */
  readLine(): Bytes | null
  /** Writes to a stream: 1 is stdout, 2 stderr. False: nobody reads any more. */
  write(bytes: Bytes, stream?: 1 | 2): boolean
  /** Starts another process. A text is why not, such as `not found`. */
  spawn(what: Spawn): Pid | 'not found' | 'permission denied' | 'too many processes'
  /** Makes a pipe and gives its number. */
  pipe(): number
  stream(number: number): Stream | undefined
  /** Is the stream a terminal? */
  isTerminal(number: number): boolean
  /** The code of a child that has ended, which is then forgotten; undefined while it runs. */
  reap(pid: Pid): number | undefined
  children(): readonly Pid[]
  /** All processes that it can see, with itself. */
  peers(): readonly Peer[]
  /** False: there is no such process. */
  kill(pid: Pid, signal: Signal): boolean
  /** Is there such a command, and where? The shell's `which`, `command -v`, `type`. */
  which(name: string): string | undefined
  chdir(path: string): void
  /** A fraction that is the same for this process and purpose for ever. */
  luck(purpose: string): number
}

/**
 * A process that rules over its own streams and signals, as a shell does. The runtime gives this to
 * every command; only those that start others for a living need it.
 */
export interface Controller extends Process {
  /** The shell behind `sh` in this image, where that is known. */
  readonly shell: 'bash' | 'ash' | 'dash' | undefined
  /** As `read` and `readLine`, from any stream. */
  readFrom(stream: number, max?: number): Bytes | null
  readLineFrom(stream: number): Bytes | null
  /** Writes to any of its streams. False: it is not open, or nobody reads. */
  writeTo(stream: number, bytes: Bytes): boolean
  /** Takes all bytes out of a pipe: '' when none are there yet, null when none will ever come. */
  drain(pipe: number): Bytes | null
  /** Puts bytes into a pipe, as a here-document does. */
  fill(pipe: number, bytes: Bytes): void
  /** Leads one of its own streams elsewhere; undefined closes it. */
  redirect(stream: number, to: Stream | undefined): void
  /** The numbers of its open streams. */
  openStreams(): readonly number[]
  /** From now on these signals do not end it: it hears of them. Those with false it ignores. */
  handle(signals: Readonly<Partial<Record<Signal, boolean>>>): void
  /** Signals that came in the course of this turn, such as those that it sent itself. */
  newSignals(): readonly Signal[]
}

/** Facts of the pod and its node. */
export interface Host {
  /** What `hostname` says: the pod's name, or its `hostname`. */
  name: string
  podName: string
  namespace: string
  podIP: string
  node: string
  user: string
  uid: number
  /** Memory that the container may use, and the CPU of the node. */
  memoryBytes: number
  cpus: number
}

/** A command of an image: a file in its path, as far as a user can tell. */
export interface Command {
  /** As typed, such as `cat`. */
  name: string
  /** One line for the catalogue of images: what of the real one is there. */
  about: string
  /**
   * Gives it a turn. Left out for a pure server, which is started and then only asked.
   */
  run?(process: Process): Turn
  /** What it serves while it runs. */
  server?: Server
  /** Signals that do not end it: it hears of them at its next turn. */
  handles?: readonly Signal[]
  /** Signals that it does not even hear, such as TERM for process 1 of a plain tool. */
  ignores?: readonly Signal[]
  /**
   * What it uses while it runs, by its arguments. A `stress` uses much. Undefined: see `server`.
   */
  usage?(
    argv: readonly string[],
    ranMs: Millis,
  ): { milliCpu: number; memoryBytes: number } | undefined
}

/** Declares a command; one file each, listed in `commands/index.ts`. */
export function defineCommand(command: Command): Command {
  return command
}
