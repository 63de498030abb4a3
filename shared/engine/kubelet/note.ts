import type { Millis } from '../time.ts'
import type { MountNotes } from '../volumes/mounting.ts'

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
  /** Volumes that could not be mounted yet: how often that was tried, and when last. */
  mounts?: MountNotes
  /** The pod as a whole is being ended by its node: status.reason and message once it is. */
  failed?: { reason: string; message: string; disrupted?: true }
  /** Faults that struck this pod once and for all, by uid. */
  struck?: string[]
}

/** An end that was asked for. */
export interface StopNote {
  at: Millis
  /** How long its containers may take. */
  graceMs: Millis
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
  /** A fault will end this run: when, and how. */
  doom?: { at: Millis; code: number; reason?: string }
  /** The run waits for its postStart hook: the API does not show it yet. */
  hooked?: boolean
  /** Why its postStart hook failed. */
  hookError?: string
  hooks?: Partial<Record<HookName, HookNote>>
  /** Only probes whose outcome is not settled: see probe/worker.ts. */
  probes?: Partial<Record<ProbeKind, ProbeNote>>
  /** It is being stopped. */
  kill?: KillNote
  code?: number
  finishedAt?: Millis
  /**
   * The kubelet ended it in order to start it again; when the run before that had ended; whether
   * because its definition changed.
   */
  killed?: { before?: Millis; changed?: true }
  backOff?: { delayMs: Millis; setAt: Millis }
  /** CrashLoopBackOff was told for this end. */
  told?: boolean
}

export type HookName = 'postStart' | 'preStop'
export type ProbeKind = 'startup' | 'liveness' | 'readiness'

/** A hook that runs. */
export interface HookNote {
  /** When it is over, where that is known; else the runtime is asked. */
  due?: Millis
  /** Why it failed. */
  failed?: string
}

/** Where a probe stands while that cannot be seen in the container's status. */
export interface ProbeNote {
  /** The last question. */
  at: Millis
  /** The last answers: which, and how many in a row. */
  last?: 'success' | 'failure'
  run?: number
}

/** How far a container has come on its way to its end. */
export interface KillNote {
  at: Millis
  graceMs: Millis
  /** Its preStop hook is over, or there was none. */
  hooked?: true
  /** When what still runs is killed; set once it was told to end. */
  killAt?: Millis
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
