import type { Millis } from '../time.ts'

/**
 * What the kubelet remembers of a pod beyond the API: instants to the millisecond, back-offs, what
 * it is about to do. The API's own times are whole seconds.
 */
export interface PodNote {
  /** The boot of the machine in which the sandbox was made. */
  boot: string
  /** How many sandboxes the pod has had. */
  sandbox: number
  acceptedAt: Millis
  units: Record<string, UnitNote>
  stop?: StopNote
  /** Why volumes could not be mounted, as it was told last. */
  unmounted?: string
}

/** An end that was asked for. */
export interface StopNote {
  at: Millis
  /** When what still runs is killed. */
  killAt: Millis
}

/**
 * What a container is at. Left out: nothing yet, or about to be started again. `pull`: its image is
 * on the way. `refused`: the pull failed and is tried again. `stuck`: only a change of the spec can
 * help. `misconfigured`: it waits for a ConfigMap or Secret. `start`: being created.
 * `run`: its process lives. `end`: it has ended.
 */
export type Step = 'pull' | 'refused' | 'stuck' | 'misconfigured' | 'start' | 'run' | 'end'

/** What the kubelet remembers of one container. */
export interface UnitNote {
  step?: Step
  /** The image that the step is about. */
  image?: string
  pull?: PullNote
  refused?: RefusedNote
  startAt?: Millis
  startedAt?: Millis
  /** When the process ends by itself or was told to; left out where it runs for ever. */
  endAt?: Millis
  code?: number
  /** A fault ended this run already. */
  struck?: boolean
  /** When it is ready if nothing keeps it from being so. */
  readyAt?: Millis
  finishedAt?: Millis
  backOff?: { delayMs: Millis; setAt: Millis }
  /** CrashLoopBackOff was told for this end. */
  told?: boolean
}

/** A pull: nodes pull one image after the other. */
export interface PullNote {
  full: string
  asked: Millis
  begin: Millis
  end: Millis
  /** The fault that makes it slow: when that is healed, the pull is over. */
  slow?: string
}

/** A pull that failed. */
export interface RefusedNote {
  begin: Millis
  at: Millis
  delayMs: Millis
  why: string
  told: boolean
}
