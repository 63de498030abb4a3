import { objectMeta } from '../../../schema/meta.ts'
import { message, struct } from '../../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../../schema/type-meta.ts'
import { completePod } from '../defaults.ts'
import { podSpec } from './spec.ts'
import { podStatus } from './status.ts'

export const pod = message(
  'io.k8s.api.core.v1.Pod',
  '',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, ''),
    spec: struct(2, podSpec, ''),
    status: struct(3, podStatus, ''),
  },
  completePod,
)

/**  */
export interface Pod extends TopLevel<typeof pod> {
  apiVersion: 'v1'
  kind: 'Pod'
}
