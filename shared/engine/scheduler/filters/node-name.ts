import type { Filter } from './filter.ts'

const REASONS = ["node(s) didn't match the requested node name"]

/** A pod that names its node goes nowhere else. Upstream: plugins/nodename. */
export const nodeName: Filter = {
  name: 'NodeName',
  helpedByPreemption: false,
  refuse: ({ pod }, { name }) =>
    pod.spec.nodeName && pod.spec.nodeName !== name ? REASONS : undefined,
}
