import { countNear } from '../topology.ts'
import type { Filter } from './filter.ts'

const REASONS = ["node(s) didn't match pod affinity rules"]

/** Pods that must be near others. Upstream: plugins/interpodaffinity. */
export const podAffinity: Filter = {
  name: 'InterPodAffinity',
  helpedByPreemption: false,
  refuse: ({ topology }, { node }) =>
    topology.near.every((term) => countNear(term, node) > 0) ? undefined : REASONS,
}
