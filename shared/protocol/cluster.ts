import * as v from 'valibot'

/**
 * The live view of one cluster: what a ClusterRoom tells the sockets that watch it. The map is
 * drawn from it alone; whole objects are fetched from the Kubernetes API when somebody looks at
 * them. Socket: `/ws/cluster/<id>`, subprotocols `flotilla.v1` and the seat's token. Text frames,
 * JSON.
 */

/** How virtual time runs. While it runs, now = virtualMs + (wall clock − wallMs) × speed. */
export interface Clock {
  virtualMs: number
  wallMs: number
  /** Virtual milliseconds for each real one, 0.1 to 1,000; 0 is paused. */
  speed: number
}

/**
 * A pod as the map draws it; a list to stay within 150 bytes: namespace, name, node ('' before it
 * is bound), the STATUS word of `kubectl get pods`, ready containers, containers, restarts, the
 * managing owner as `ReplicaSet/name` ('' without), when it was created in virtual seconds.
 */
export type PodDot = [
  namespace: string,
  name: string,
  node: string,
  status: string,
  ready: number,
  containers: number,
  restarts: number,
  owner: string,
  createdSeconds: number,
]

/** A node: name, the STATUS word of `kubectl get nodes`, names of its taints, allocatable pods. */
export type NodeDot = [name: string, status: string, taints: string[], pods: number]

/** A Deployment: namespace, name, wanted, updated, ready, available, images, revision. */
export type WorkloadDot = [
  namespace: string,
  name: string,
  wanted: number,
  updated: number,
  ready: number,
  available: number,
  images: string,
  revision: string,
]

/**
 * An Event: namespace, involved `Kind/name`, type, reason, message, count, last seen (virtual s).
 */
export type EventLine = [
  namespace: string,
  about: string,
  type: string,
  reason: string,
  message: string,
  count: number,
  lastSeconds: number,
]

/** Changes of the live view; a key is gone when it stands in `gone` as `Kind/namespace/name`. */
export interface LiveChanges {
  pods?: PodDot[]
  nodes?: NodeDot[]
  workloads?: WorkloadDot[]
  events?: EventLine[]
  gone?: string[]
  /** Kinds that changed in any way: tables of these kinds are worth fetching again. */
  touched?: string[]
}

/**
 * What the room sends. A snapshot replaces everything; a batch (every 50–100 ms at most) adds to
 * it. Frames are numbered: a socket that says which it has seen (`seen`) gets a fresh snapshot when
 * it falls behind, instead of a queue that grows without bound.
 */
export type FromCluster =
  | ({ t: 'snapshot'; n: number; clock: Clock; rv: number; tasks: TaskState[] } & LiveChanges)
  | ({ t: 'batch'; n: number; clock: Clock; rv: number; tasks?: TaskState[] } & LiveChanges)
  | { t: 'refused'; why: string }

/**
 * What a socket says: the number of the newest frame that it has drawn. Every tenth frame, and
 * after each snapshot, is enough; 60 frames without a word count as too slow.
 */
export const ToCluster = v.variant('t', [
  v.object({ t: v.literal('seen'), n: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
])
export type ToCluster = v.InferOutput<typeof ToCluster>

/** How far a task of the running exercise or challenge is. */
export interface TaskState {
  id: string
  state: 'locked' | 'open' | 'passed' | 'failed'
  /** When it got there, in virtual milliseconds. */
  at?: number
}
