import { netOf } from '../network/index.ts'
import type { Runtime, Visit } from '../runtime/contract.ts'
import { createRuntime } from '../runtime/index.ts'
import type { Ports } from '../runtime/ports.ts'
import { portsWith } from './ports.ts'

/** The container runtime for one visit of a pod. */
export function openRuntime(visit: Visit): Runtime {
  return createRuntime(visit, portsOf(visit))
}

/** All that the runtime of a node needs of the rooms around it. */
export function portsOf(visit: Visit): Ports {
  const { pod, view, plan } = visit
  return portsWith(visit, ({ own, files, isDry }) => {
    const netted = { pod, podIP: visit.podIP, view, own, files }
    return isDry ? netOf(netted) : netOf({ ...netted, plan })
  })
}
