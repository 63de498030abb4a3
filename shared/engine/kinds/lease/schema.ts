import { objectMeta } from '../../schema/meta.ts'
import { int32, message, microTime, type Of, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const leaseSpec = message(
  'io.k8s.api.coordination.v1.LeaseSpec',
  'Who holds something, and until when.',
  {
    holderIdentity: text(1, 'Who holds it.', { pointer: true }),
    leaseDurationSeconds: int32(2, 'How long after a renewal it is still held.', { pointer: true }),
    acquireTime: microTime(3, 'Since when it is held.', { pointer: true }),
    renewTime: microTime(4, 'When the holder was last heard of.', { pointer: true }),
    leaseTransitions: int32(5, 'How often it changed hands.', { pointer: true }),
    strategy: text(6, 'How the holder is chosen.', {
      oneOf: ['OldestEmulationVersion'],
      pointer: true,
    }),
    preferredHolder: text(7, 'Who should have it.', { pointer: true }),
  },
)
export type LeaseSpec = Of<typeof leaseSpec>

export const lease = message(
  'io.k8s.api.coordination.v1.Lease',
  'A claim that must be renewed; nodes show with it that they are alive.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and namespace of the lease.'),
    spec: struct(2, leaseSpec, 'Who holds it, and until when.'),
  },
)

/** A claim that must be renewed; nodes show with it that they are alive. */
export interface Lease extends TopLevel<typeof lease> {
  apiVersion: 'coordination.k8s.io/v1'
  kind: 'Lease'
}
