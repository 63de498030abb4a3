import { objectMeta } from '../../../schema/meta.ts'
import { message, struct } from '../../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../../schema/type-meta.ts'
import { completePod } from '../defaults.ts'
import { podSpec } from './spec.ts'
import { podStatus } from './status.ts'

export const pod = message(
  'io.k8s.api.core.v1.Pod',
  'Containers that run together on one node and share an address.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name, labels and owners of the pod.'),
    spec: struct(2, podSpec, 'How it is to run.'),
    status: struct(3, podStatus, 'How it is doing.'),
  },
  completePod,
)

/** Containers that run together on one node and share an address. */
export interface Pod extends TopLevel<typeof pod> {
  apiVersion: 'v1'
  kind: 'Pod'
}
