import { defineKind } from '../define-kind.ts'
import { columns } from './columns.ts'
import { conditionOf, isTerminal } from './condition.ts'
import { attach, exec, portforward } from './connect.ts'
import { log } from './log.ts'
import { pod as schema, type Pod } from './schema.ts'
import { strategy } from './strategy.ts'

/** The smallest thing that runs. Its life on a node is the kubelet's: see kubelet/. */
export const pod = defineKind<Pod>({
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  short: ['po'],
  categories: ['all'],
  scope: 'Namespaced',
  schema,
  status: true,
  columns,
  fieldSelectors: {
    'spec.nodeName': ({ spec }) => spec.nodeName ?? '',
    'spec.restartPolicy': ({ spec }) => spec.restartPolicy,
    'spec.schedulerName': ({ spec }) => spec.schedulerName,
    'spec.serviceAccountName': ({ spec }) => spec.serviceAccountName ?? '',
    'spec.hostNetwork': ({ spec }) => String(spec.hostNetwork ?? false),
    'status.phase': ({ status }) => status.phase ?? '',
    'status.podIP': ({ status }) => status.podIP ?? '',
    'status.nominatedNodeName': ({ status }) => status.nominatedNodeName ?? '',
  },
  strategy,
  connect: { attach, exec, log, portforward },
  indexes: {
    podsByNode: nodeWords,
    unschedulablePods: (object) => (isUnschedulable(object as Pod) ? ['all'] : []),
    terminatedPods: (object) => (object.kind === 'Pod' && isTerminal(object as Pod) ? ['all'] : []),
    antiAffinePods: (object) => (keepsOthersAway(object as Pod) ? ['all'] : []),
    affinePods: (object) => (drawsOthers(object as Pod) ? ['all'] : []),
    nominatedPods: (object) => (isNominated(object as Pod) ? ['all'] : []),
  },
})

function nodeWords(object: { kind: string }): readonly string[] {
  if (object.kind !== 'Pod') return []
  const { nodeName } = (object as Pod).spec
  return nodeName ? [nodeName] : []
}

/** Waits for room: the scheduler has tried and found none. */
function isUnschedulable(pod: Pod): boolean {
  if (pod.kind !== 'Pod' || pod.spec.nodeName || isTerminal(pod)) return false
  return conditionOf(pod, 'PodScheduled')?.reason === 'Unschedulable'
}

/** Is bound, and wants none of some pods near it: those who come must be asked. */
function keepsOthersAway(pod: Pod): boolean {
  if (pod.kind !== 'Pod' || !pod.spec.nodeName || isTerminal(pod)) return false
  const rules = pod.spec.affinity?.podAntiAffinity
  return (rules?.requiredDuringSchedulingIgnoredDuringExecution ?? []).length > 0
}

/** Is bound, and says near which pods it would rather be, or not: those who come are drawn too. */
function drawsOthers(pod: Pod): boolean {
  if (pod.kind !== 'Pod' || !pod.spec.nodeName || isTerminal(pod)) return false
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {}
  const apart = podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  return podAffinity !== undefined || apart.length > 0
}

/** Waits for room that is being made for it on a node. */
function isNominated(pod: Pod): boolean {
  if (pod.kind !== 'Pod' || pod.spec.nodeName) return false
  return pod.status.nominatedNodeName !== undefined && !isTerminal(pod)
}
