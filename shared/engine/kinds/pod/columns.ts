import { ageText, parseTimestamp } from '../../time.ts'
import type { Column } from '../define-kind.ts'
import { conditionOf } from './condition.ts'
import type { Pod } from './schema.ts'
import { podReadyText, podRestartsText, podStatusWord } from './status-word.ts'

const NONE = '<none>'

/** The columns of `kubectl get pods`. Source: printers/internalversion (v1.32). */
export const columns: readonly Column<Pod>[] = [
  {
    name: 'Name',
    type: 'string',
    format: 'name',
    description: 'Unique within the namespace.',
    cell: (pod) => pod.metadata.name,
  },
  {
    name: 'Ready',
    type: 'string',
    description: 'Containers that are ready, of all that belong to the pod.',
    cell: podReadyText,
  },
  {
    name: 'Status',
    type: 'string',
    description: 'The pod in one word, taken from its phase and its containers.',
    cell: podStatusWord,
  },
  {
    name: 'Restarts',
    type: 'string',
    description: 'How often containers were started again, and when that was last needed.',
    cell: (pod, { now }) => podRestartsText(pod, now),
  },
  {
    name: 'Age',
    type: 'string',
    description: 'Time since the pod was created.',
    cell: (pod, { now }) => ageText(now - (parseTimestamp(pod.metadata.creationTimestamp) ?? now)),
  },
  {
    name: 'IP',
    type: 'string',
    description: 'Address of the pod in the cluster.',
    priority: 1,
    cell: (pod) => pod.status.podIPs?.[0]?.ip ?? NONE,
  },
  {
    name: 'Node',
    type: 'string',
    description: 'The node that runs the pod.',
    priority: 1,
    cell: (pod) => pod.spec.nodeName || NONE,
  },
  {
    name: 'Nominated Node',
    type: 'string',
    description: 'The node where room is being made for the pod.',
    priority: 1,
    cell: (pod) => pod.status.nominatedNodeName || NONE,
  },
  {
    name: 'Readiness Gates',
    type: 'string',
    description: 'Extra conditions that hold, of those that readiness demands.',
    priority: 1,
    cell: gatesText,
  },
]

function gatesText(pod: Pod): string {
  const gates = pod.spec.readinessGates ?? []
  if (gates.length === 0) return NONE
  const open = gates.filter((gate) => conditionOf(pod, gate.conditionType)?.status === 'True')
  return `${open.length}/${gates.length}`
}
