import type { Change } from './change.ts'
import type { Json } from './json.ts'
import type { Millis } from './time.ts'

/** Who asks. Upstream: authentication's user.Info. */
export interface Actor {
  /** `teacher:ada`, `student:4`, `system:serviceaccount:…`. */
  user: string
  groups: readonly string[]
}

/** A request to the Kubernetes API, as plain data: what arrives by HTTP, and what the log keeps. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Without query, such as `/api/v1/namespaces/default/pods`. */
  path: string
  /** The raw query without `?`. */
  query?: string
  accept?: string
  contentType?: string
  /** JSON or YAML text. Protobuf is decoded to JSON before it becomes an input. */
  body?: string
  /** Asks for a stream in both directions, as the upgrade to a WebSocket does. */
  upgrade?: true
}

/** A pod that is meant and no other of its name. */
export interface PodName {
  namespace: string
  name: string
  uid: string
}

/**
 * What happens: a request; one that opens a session with a pod; or something that is said in such a
 * session, as a `Message` of programs/session.ts. `advance` only lets time pass.
 */
export type Doing =
  | { type: 'advance' }
  | { type: 'request'; request: ApiRequest }
  | { type: 'connect'; request: ApiRequest; session: string }
  | { type: 'session'; pod: PodName; message: Json }

/** One thing that happens to a cluster from outside. */
export interface Input {
  /** Counts a cluster's inputs from 1; an input that was seen already does nothing. */
  seq: number
  /** When it happens; an `at` in the past counts as now. */
  at: Millis
  actor: Actor
  do: Doing
}

/** The answer to a request. */
export interface Reply {
  code: number
  body: Json
  /** Texts of `Warning` headers. */
  warnings?: string[]
  /** `application/json` when absent. */
  contentType?: string
}

/** What an input led to. */
export interface Outcome {
  reply: Reply
  /** Every write, in the order of resourceVersions. */
  changes: Change[]
  /** When the cluster wants to be advanced next; null when nothing waits. */
  nextDue: Millis | null
}
