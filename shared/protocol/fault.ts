import type { FaultSpec } from '../engine/index.ts'

/** What a teacher can break: the words of a Fault, and what may be said about each. */
export type { FaultSpec, FaultTarget } from '../engine/index.ts'

/** One of the words of `Fault.spec.what`. */
export type FaultWord = FaultSpec['what']
