import type { Ask, Candidate } from '../candidate.ts'

/** A rule that keeps pods off nodes. */
export interface Filter {
  /** Upstream's name of the plugin. */
  name: string
  /** Could the removal of other pods help? Not where the node itself does not fit. */
  helpedByPreemption: boolean
  /** Why the pod cannot go there, in the words of events; undefined when it can. */
  refuse(ask: Ask, candidate: Candidate): readonly string[] | undefined
}
