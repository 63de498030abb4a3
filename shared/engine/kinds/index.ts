import type { Kind } from './define-kind.ts'
import { configmap } from './configmap/index.ts'
import { controllerrevision } from './controllerrevision/index.ts'
import { daemonset } from './daemonset/index.ts'
import { deployment } from './deployment/index.ts'
import { endpoints } from './endpoints/index.ts'
import { endpointslice } from './endpointslice/index.ts'
import { event } from './event/index.ts'
import { fault } from './fault/index.ts'
import { image } from './image/index.ts'
import { job } from './job/index.ts'
import { lease } from './lease/index.ts'
import { namespace } from './namespace/index.ts'
import { networkpolicy } from './networkpolicy/index.ts'
import { node } from './node/index.ts'
import { persistentvolume } from './persistentvolume/index.ts'
import { persistentvolumeclaim } from './persistentvolumeclaim/index.ts'
import { pod } from './pod/index.ts'
import { poddisruptionbudget } from './poddisruptionbudget/index.ts'
import { priorityclass } from './priorityclass/index.ts'
import { replicaset } from './replicaset/index.ts'
import { secret } from './secret/index.ts'
import { service } from './service/index.ts'
import { serviceaccount } from './serviceaccount/index.ts'
import { statefulset } from './statefulset/index.ts'
import { storageclass } from './storageclass/index.ts'
import { traffic } from './traffic/index.ts'

/** Every kind of the cluster, one line each, in the order of `kubectl api-resources`. */
export const kinds: readonly Kind[] = [
  event,
  namespace,
  serviceaccount,
  controllerrevision,
  daemonset,
  deployment,
  replicaset,
  statefulset,
  job,
  configmap,
  endpoints,
  endpointslice,
  secret,
  service,
  node,
  persistentvolumeclaim,
  persistentvolume,
  pod,
  poddisruptionbudget,
  priorityclass,
  lease,
  networkpolicy,
  storageclass,
  fault,
  image,
  traffic,
]
