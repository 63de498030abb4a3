import type { Draft } from '../../object.ts'

/** Higher ones are the system's. Source: pkg/apis/scheduling/types.go. */
export const HIGHEST_OF_USERS = 1_000_000_000
/** Names that begin so are the system's. */
export const SYSTEM_PREFIX = 'system-'

/** The classes that every cluster has. Source: pkg/apis/scheduling/v1/helpers.go. */
export const SYSTEM_CLASSES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
}

const WORDS: Readonly<Record<string, string>> = {
  'system-cluster-critical':
    'Used for system critical pods that must run in the cluster, ' +
    'but can be moved to another node if necessary.',
  'system-node-critical':
    'Used for system critical pods that must not be moved from their current node.',
}

/** The system's classes as objects. */
export function systemClasses(): Draft[] {
  return Object.entries(SYSTEM_CLASSES).map(([name, value]) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value,
    description: WORDS[name],
    preemptionPolicy: 'PreemptLowerPriority',
  }))
}
