import { ageText, microTimestamp, parseTimestamp } from '../../time.ts'
import type { View } from '../../store/view.ts'
import { defineKind } from '../define-kind.ts'
import { lastRenewal } from '../fault/effects.ts'
import { lease as schema, type Lease } from './schema.ts'
import { validateLease, validateLeaseUpdate } from './validate.ts'

/** Where kubelets show that they live. Upstream: pkg/apis/core/types.go NamespaceNodeLease. */
export const NODE_LEASES = 'kube-node-lease'

/** A sign of life that must be renewed. Those of kubelets are renewed by computation. */
export const lease = defineKind<Lease>({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  singular: 'lease',
  scope: 'Namespaced',
  schema,
  columns: [
    {
      name: 'Name',
      type: 'string',
      format: 'name',
      description: 'Unique within the namespace.',
      cell: ({ metadata }) => metadata.name,
    },
    {
      name: 'Holder',
      type: 'string',
      description: 'Who holds it now.',
      cell: ({ spec }) => spec.holderIdentity ?? '',
    },
    {
      name: 'Age',
      type: 'string',
      description: 'Time since it was created.',
      cell: ({ metadata }, { now }) =>
        ageText(now - (parseTimestamp(metadata.creationTimestamp) ?? now)),
    },
  ],
  strategy: { validate: validateLease, validateUpdate: validateLeaseUpdate, present: renewed },
})

function renewed(object: Lease, view: View): Lease {
  if (object.metadata.namespace !== NODE_LEASES) return object
  const node = view.get('Node', '', object.metadata.name)
  if (!node) return object
  const renewTime = microTimestamp(lastRenewal(view, node))
  return { ...object, spec: { ...object.spec, renewTime } }
}
