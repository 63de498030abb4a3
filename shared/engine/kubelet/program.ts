import type { Runtime, Visit } from '../runtime/contract.ts'
import { ThinRuntime } from './thin-runtime.ts'

/** The container runtime for one visit of a pod. */
export function openRuntime(visit: Visit): Runtime {
  return new ThinRuntime(visit)
}
