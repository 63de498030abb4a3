import { objectMeta } from '../../schema/meta.ts'
import { int32, message, microTime, type Of, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const leaseSpec = message('io.k8s.api.coordination.v1.LeaseSpec', '', {
  holderIdentity: text(1, '', { pointer: true }),
  leaseDurationSeconds: int32(2, '', { pointer: true }),
  acquireTime: microTime(3, '', { pointer: true }),
  renewTime: microTime(4, '', { pointer: true }),
  leaseTransitions: int32(5, '', { pointer: true }),
  strategy: text(6, '', { oneOf: ['OldestEmulationVersion'], pointer: true }),
  preferredHolder: text(7, '', { pointer: true }),
})
export type LeaseSpec = Of<typeof leaseSpec>

export const lease = message('io.k8s.api.coordination.v1.Lease', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  spec: struct(2, leaseSpec, ''),
})

/**  */
export interface Lease extends TopLevel<typeof lease> {
  apiVersion: 'coordination.k8s.io/v1'
  kind: 'Lease'
}
