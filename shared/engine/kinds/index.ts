import type { Kind } from './define-kind.ts'
import { deployment } from './deployment/index.ts'
import { event } from './event/index.ts'
import { namespace } from './namespace/index.ts'
import { replicaset } from './replicaset/index.ts'
import { serviceaccount } from './serviceaccount/index.ts'

/** Every kind of the cluster, one line each, in the order of `kubectl api-resources`. */
export const kinds: readonly Kind[] = [event, namespace, serviceaccount, deployment, replicaset]
