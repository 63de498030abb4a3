import { byText } from '../../json.ts'
import { ageText, parseTimestamp } from '../../time.ts'
import type { Column } from '../define-kind.ts'
import { readyStatus } from './conditions.ts'
import type { Node } from './schema.ts'

const ROLE = 'node-role.kubernetes.io/'

/** The columns of `kubectl get nodes`. Source: printers/internalversion printNode (v1.32). */
export const columns: readonly Column<Node>[] = [
  {
    name: 'Name',
    type: 'string',
    format: 'name',
    description: 'Unique in the cluster.',
    cell: (node) => node.metadata.name,
  },
  {
    name: 'Status',
    type: 'string',
    description: 'Whether the node is ready, and whether new pods may come to it.',
    cell: nodeStatusWord,
  },
  { name: 'Roles', type: 'string', description: 'Roles, by its labels.', cell: rolesText },
  {
    name: 'Age',
    type: 'string',
    description: 'Time since the node was registered.',
    cell: (node, { now }) =>
      ageText(now - (parseTimestamp(node.metadata.creationTimestamp) ?? now)),
  },
  {
    name: 'Version',
    type: 'string',
    description: 'Version of its kubelet.',
    cell: (node) => node.status.nodeInfo?.kubeletVersion ?? '',
  },
  {
    name: 'Internal-IP',
    type: 'string',
    description: 'Its address inside the cluster.',
    priority: 1,
    cell: (node) => addressOf(node, 'InternalIP') ?? '<none>',
  },
  {
    name: 'External-IP',
    type: 'string',
    description: 'Its address for the world.',
    priority: 1,
    cell: (node) => addressOf(node, 'ExternalIP') ?? '<none>',
  },
  {
    name: 'OS-Image',
    type: 'string',
    description: 'Its operating system.',
    priority: 1,
    cell: (node) => node.status.nodeInfo?.osImage || '<unknown>',
  },
  {
    name: 'Kernel-Version',
    type: 'string',
    description: 'Its kernel.',
    priority: 1,
    cell: (node) => node.status.nodeInfo?.kernelVersion || '<unknown>',
  },
  {
    name: 'Container-Runtime',
    type: 'string',
    description: 'What runs its containers.',
    priority: 1,
    cell: (node) => node.status.nodeInfo?.containerRuntimeVersion || '<unknown>',
  },
]

/** The STATUS column: `Ready`, `NotReady`, `Unknown`, each perhaps with `,SchedulingDisabled`. */
export function nodeStatusWord(node: Node): string {
  const ready = readyStatus(node)
  const word = ready === undefined ? 'Unknown' : ready === 'True' ? 'Ready' : 'NotReady'
  return node.spec.unschedulable ? `${word},SchedulingDisabled` : word
}

/** The first address of a type, such as `InternalIP`. */
export function addressOf(node: Node, wanted: string): string | undefined {
  return node.status.addresses?.find(({ type }) => type === wanted)?.address
}

function rolesText(node: Node): string {
  const roles = new Set<string>()
  for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
    if (key.startsWith(ROLE) && key.length > ROLE.length) roles.add(key.slice(ROLE.length))
    else if (key === 'kubernetes.io/role' && value) roles.add(value)
  }
  return [...roles].sort(byText).join(',') || '<none>'
}
