import { selectorText } from '../../schema/match-selector.ts'
import { ageColumn, nameColumn } from '../common-columns.ts'
import { defineKind } from '../define-kind.ts'
import { networkPolicy as schema, type NetworkPolicy } from './schema.ts'
import { validateNetworkPolicy, validateNetworkPolicyUpdate } from './validate.ts'

/** Which traffic pods may have. What it does to traffic: see network/policy.ts. */
export const networkpolicy = defineKind<NetworkPolicy>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  singular: 'networkpolicy',
  short: ['netpol'],
  scope: 'Namespaced',
  schema,
  generation: true,
  columns: [
    nameColumn,
    {
      name: 'Pod-Selector',
      type: 'string',
      description: 'The pods that it is about; all of the namespace when there is none.',
      cell: ({ spec }) => selectorText(spec.podSelector) || '<none>',
    },
    ageColumn,
  ],
  strategy: { validate: validateNetworkPolicy, validateUpdate: validateNetworkPolicyUpdate },
})
