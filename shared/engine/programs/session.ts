import type { Bytes } from './bytes.ts'
import type { HttpRequest } from './net.ts'

/**
 * What is sent to a pod from outside its kubelet: kept as the note `inbox` until the next visit,
 * which comes at the same instant.
 */
export type Message =
  | {
      type: 'open'
      session: string
      container: string
      mode: 'exec' | 'attach'
      argv: readonly string[]
      stdin: boolean
      tty: boolean
    }
  | { type: 'input'; session: string; bytes: Bytes; ends?: boolean }
  | { type: 'resize'; session: string; width: number; height: number }
  | { type: 'close'; session: string }
  /** What was said up to these positions has been passed on: it need not be kept any longer. */
  | { type: 'taken'; session: string; out: number; err: number }
  /** A request that was answered already: the server notes what it did to it. */
  | { type: 'http'; container: string; port: number; request: HttpRequest; from: string }
  | { type: 'talk'; container: string; port: number; bytes: Bytes; from: string }
  /** A forwarded connection: bytes that came from the client of `kubectl port-forward`. */
  | { type: 'forward'; session: string; port: number; bytes: Bytes; ends?: boolean }

/** The writer of the note that holds messages to a pod. */
export const INBOX = 'inbox'

/** What a session has said, kept as the note `session:<id>` of its pod until it is closed. */
export interface SessionNote {
  container: string
  /** How many bytes went before those in `out`, and `err`: the room remembers what it has sent. */
  outBase: number
  out: Bytes
  errBase: number
  err: Bytes
  tty: boolean
  /** Set when it is over: the code of its process, or why there was none. */
  ended?: { code: number } | { reason: string; message: string }
}

/** The writer of the note of one session. */
export function sessionNote(session: string): string {
  return `session:${session}`
}

/** What a request for a session opened: the body of a reply with code 101. */
export interface Opened {
  pod: { namespace: string; name: string; uid: string }
  mode: 'exec' | 'attach' | 'portforward'
  /** '' for `portforward`, which is about the pod as a whole. */
  container: string
  argv: readonly string[]
  stdin: boolean
  stdout: boolean
  stderr: boolean
  tty: boolean
  /** The session was granted, but its kubelet cannot give it: in whose words. */
  refused?: string
}
