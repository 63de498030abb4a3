import { tolerates } from '../../kinds/tolerations.ts'
import type { Filter } from './filter.ts'

const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const
const REASONS = ['node(s) were unschedulable']

/** Cordoned nodes take no new pods. Upstream: plugins/nodeunschedulable. */
export const unschedulable: Filter = {
  name: 'NodeUnschedulable',
  helpedByPreemption: false,
  refuse: ({ pod }, { node }) =>
    node.spec.unschedulable && !tolerates(pod.spec.tolerations, TAINT) ? REASONS : undefined,
}
