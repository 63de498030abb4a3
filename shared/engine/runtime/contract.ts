import type { Node } from '../kinds/node/schema.ts'
import type { Container, Pod } from '../kinds/pod/schema.ts'
import type { Plan } from '../plan.ts'
import type { Bytes } from '../programs/bytes.ts'
import type { Signal } from '../programs/command.ts'
import type { HttpRequest, HttpResponse } from '../programs/net.ts'
import type { View } from '../store/view.ts'
import type { Millis } from '../time.ts'

/** One container of the pod, as the kubelet knows it in this visit. */
export interface Hosted {
  name: string
  spec: Container
  /** The image that its run was made from, as pulled. */
  image: string
  /** The number of restarts before this run. */
  run: number
  /** When this run began; undefined while it does not run. */
  startedAt: Millis | undefined
}

/** What the kubelet hands to the runtime for one visit of a pod. */
export interface Visit {
  pod: Pod
  node: Node
  view: View
  /** Where notes, messages and rousings go. */
  plan: Plan
  podIP: string | undefined
  containers: readonly Hosted[]
}

/** How the main process of a container ended. */
export interface Ended {
  at: Millis
  code: number
  /** `OOMKilled`, or `StartError` when there was nothing to run. */
  reason?: string
  /** What it left in its termination message file, or the runtime's words. */
  message?: string
}

/** What a command that the kubelet ran in a container came to. */
export interface Ran {
  at: Millis
  code: number
  /** Both streams, the first 10 kB. */
  output: Bytes
}

/** What a rehearsal found: nothing of it happened. */
export interface Rehearsed {
  code: number
  output: Bytes
  /** How long it would take; more than a probe's timeout where it waits for ever. */
  tookMs: Millis
  /**
   * The instant from which it may come out otherwise though nobody touched the pod; null: never.
   * What asks the clock, the network or chance says "at once": it has to be run every time.
   */
  until: Millis | null
}

/** What a probe's request came to, and until when it would come to the same. */
export type Probed =
  | { response: HttpResponse; tookMs: Millis; until: Millis | null }
  | { failure: 'refused' | 'timeout' | 'reset'; until: Millis | null }

/**
 * The container runtime of a node for one visit of one pod: process tables, logs, sessions. It
 * works on copies; `save` puts everything that changed into the plan.
 */
export interface Runtime {
  /**
   * Starts a container's main process. A text says why it cannot be: upstream's words, such as
   * `exec: "ngnix": executable file not found in $PATH: unknown`.
   */
  start(container: string): { problem: string } | undefined
  /** Lets everything run as far as this instant allows; takes what came in the inbox. */
  run(): void
  /** The end of a container's main process in this run, if it has ended by now. */
  ended(container: string): Ended | undefined
  /** Signals the main process, with what follows from it at its own time. KILL ends everything. */
  signal(container: string, signal: Signal): void
  /** Forgets a run: its processes, pipes, sessions. Its log becomes the previous one. */
  forget(container: string): void
  /** Runs a command beside the main process, for hooks; `ran` tells what came of it. */
  exec(container: string, argv: readonly string[], ticket: string): void
  ran(ticket: string): Ran | undefined
  /** Gives a hook up. */
  abandon(ticket: string): void
  /** What a command would do now, for exec probes. */
  rehearse(container: string, argv: readonly string[]): Rehearsed
  /** Asks whoever listens on a port of this pod, for HTTP probes and `httpGet` hooks. */
  http(container: string, request: HttpRequest): Probed
  /** Does anybody listen on a port of this pod? Until when is that so? */
  listens(port: number, protocol?: 'TCP' | 'UDP'): { is: boolean; until: Millis | null }
  /** What a container uses now. */
  usage(container: string): { milliCpu: number; memoryBytes: number }
  /** When it wants to run next; null when nothing waits for an instant. */
  nextDue(): Millis | null
  /** Puts what changed into the plan. */
  save(): void
}
