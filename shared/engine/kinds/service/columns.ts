import { selectorText } from '../../schema/match-selector.ts'
import { ageColumn, nameColumn } from '../common-columns.ts'
import type { Column } from '../define-kind.ts'
import type { Service } from './schema.ts'

const NONE = '<none>'

/** The columns of `kubectl get services`. Source: printers/internalversion printService. */
export const columns: readonly Column<Service>[] = [
  nameColumn,
  {
    name: 'Type',
    type: 'string',
    description: 'How the service can be reached: in the cluster, on nodes, from outside.',
    cell: ({ spec }) => spec.type,
  },
  {
    name: 'Cluster-IP',
    type: 'string',
    description: 'The address that stands for all of its pods.',
    cell: ({ spec }) => spec.clusterIPs?.[0] || NONE,
  },
  {
    name: 'External-IP',
    type: 'string',
    description: 'Where it is reached from outside of the cluster.',
    cell: externalText,
  },
  {
    name: 'Port(s)',
    type: 'string',
    description: 'Its ports; behind the colon those on the nodes.',
    cell: portsText,
  },
  ageColumn,
  {
    name: 'Selector',
    type: 'string',
    description: 'Which pods it sends traffic to.',
    priority: 1,
    cell: ({ spec }) => selectorText({ matchLabels: spec.selector ?? {} }) || NONE,
  },
]

function externalText({ spec, status }: Service): string {
  const own = spec.externalIPs ?? []
  if (spec.type === 'ExternalName') return spec.externalName ?? ''
  if (spec.type !== 'LoadBalancer') return own.join(',') || NONE
  const given = (status.loadBalancer.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '')
  return [...given, ...own].filter(Boolean).join(',') || '<pending>'
}

function portsText({ spec }: Service): string {
  const ports = (spec.ports ?? []).map(({ port, nodePort, protocol }) =>
    nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  )
  return ports.join(',') || NONE
}
