import type { Resource } from '../discovery.ts'
import { deployment } from './deployment.ts'
import type { Describer } from './describer.ts'
import { endpoints, endpointSlice } from './endpoints.ts'
import { generic } from './generic.ts'
import { node } from './node.ts'
import { pod } from './pod.ts'
import { replicaSet } from './replicaset.ts'
import { service } from './service.ts'
import { configMap, namespace, secret, serviceAccount } from './small.ts'

/** Kinds that have a page of their own; everything else has the generic one. */
const describers: readonly Describer[] = [
  pod,
  deployment,
  replicaSet,
  node,
  service,
  endpoints,
  endpointSlice,
  configMap,
  secret,
  namespace,
  serviceAccount,
]

/** Who describes objects of a resource. */
export function describerOf({ kind, group }: Resource): Describer {
  const name = group === '' ? kind : `${kind}.${group}`
  return describers.find((one) => one.kind === name) ?? generic
}
