import type { Json } from '../json.ts'
import type { Millis } from '../time.ts'
import type { Bytes } from './bytes.ts'
import type { Files } from './files.ts'
import type { HttpRequest, HttpResponse, Net } from './net.ts'

/** What a server knows when it is asked. Everything is of this instant and frozen. */
export interface Served {
  now: Millis
  /** When its process was started. */
  startedAt: Millis
  argv: readonly string[]
  env: Readonly<Record<string, string>>
  /** Its working directory. */
  cwd?: string
  files: Pick<Files, 'read' | 'stat' | 'list' | 'pristine'>
  /** What it remembers; undefined while that is what a fresh one remembers. */
  state: Json | undefined
  /** The pod around it. */
  pod: { name: string; namespace: string; ip: string; node: string; uid: string }
  /** Who asks: an address. */
  from: string
  /** The pod's network, for proxies. Left out where nobody may be asked: they then answer 502. */
  net?: Pick<Net, 'resolve' | 'http' | 'dial' | 'talk'>
}

/** What a server does about a request. It may be asked twice: once for the answer, once to note. */
export interface Answer {
  response: HttpResponse
  /** How long it takes; a few milliseconds when left out. */
  tookMs?: Millis
  /** The instant from which the same request may get another answer, though nothing happened. */
  until?: Millis
  /** What it remembers from now on; left out: as before. */
  state?: Json
  /** Lines for its log. */
  log?: readonly string[]
  /** The request makes the process end with this code. */
  exit?: number
}

/** Bytes over a connection, for what is not HTTP. */
export type Talk = Pick<Answer, 'tookMs' | 'state' | 'log' | 'exit'> & {
  /** What it says back. */
  bytes: Bytes
  /** It hangs up after that. */
  closes?: boolean
}

/**
 * A program that listens and runs until it is told to end. All of it is pure: a server that nobody
 * changed needs no memory, so thousands of them cost nothing.
 *
 * gRPC health checks are asked through `answer`: a POST for GRPC_HEALTH whose body is the name of
 * the service, bare. The answer is 200 with the body `SERVING` or `NOT_SERVING`, or 404 for a
 * service that is not known; any other answer comes from a server that does not speak gRPC.
 */
export interface Server {
  /**
   * Do these arguments make it serve? Left out: always. Where they do not (`nginx -v`), it is
   * started as a plain command, by `Command.run`.
   */
  serves?(argv: readonly string[]): boolean
  /** Ports on which it listens, by its arguments, environment and files. */
  ports(served: Served): readonly number[]
  udpPorts?(served: Served): readonly number[]
  /** How long after its start it begins to listen; 0 when left out. */
  bootMs?(served: Served): Millis
  /** Answers HTTP. Left out: what comes is not understood, and the connection is reset. */
  answer?(request: HttpRequest, port: number, served: Served): Answer
  /**
   * Something under which every container that runs it so answers the same request alike, such as
   * the files of an image that nobody touched; undefined where the pod, its files or the hour
   * matter. A thousand probes of a rollout are then one.
   */
  alike?(served: Served): object | undefined
  /** Answers other protocols; what was said on this connection so far comes as one text. */
  talk?(bytes: Bytes, port: number, served: Served): Talk
  /** Its log from its start, as if nobody ever asked: milliseconds after the start, and a line. */
  banner?(served: Served): readonly { afterMs: Millis; line: string; stream?: 'stderr' }[]
  /** Why it cannot run, as its last line and its code, such as a database without a password. */
  refuses?(served: Served): { line: string; code: number; afterMs?: Millis } | undefined
  /** It ends by itself. */
  ends?(served: Served): { afterMs: Millis; code: number } | undefined
  /** How it takes SIGTERM: ends after a while with a code, or does not hear it. */
  onTerm: { ms: Millis; code: number } | 'ignored'
  /** The same where it depends on its arguments, such as a delay; asked before `onTerm`. */
  onTermOf?(served: Served): { ms: Millis; code: number } | 'ignored'
  /** What it uses while it is idle, for `kubectl top`. */
  usage?(served: Served): { milliCpu: number; memoryBytes: number }
}

/** The path of gRPC's health check. Upstream: grpc/health/v1/health.proto. */
export const GRPC_HEALTH = '/grpc.health.v1.Health/Check'
