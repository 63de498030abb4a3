import { admitsByLabels } from '../../kinds/node/node-terms.ts'
import type { Filter } from './filter.ts'

const REASONS = ["node(s) didn't match Pod's node affinity/selector"]

/** Node selector and required node affinity. Upstream: plugins/nodeaffinity. */
export const affinity: Filter = {
  name: 'NodeAffinity',
  helpedByPreemption: false,
  refuse: ({ pod }, { node }) => (admitsByLabels(pod.spec, node) ? undefined : REASONS),
}
