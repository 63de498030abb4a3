import { includesLabels } from '../../schema/match-selector.ts'
import { matchesTerm } from '../node-terms.ts'
import type { Filter } from './filter.ts'

const REASONS = ["node(s) didn't match Pod's node affinity/selector"]

/** Node selector and required node affinity. Upstream: plugins/nodeaffinity. */
export const affinity: Filter = {
  name: 'NodeAffinity',
  helpedByPreemption: false,
  refuse({ pod }, { node }) {
    const { nodeSelector, affinity } = pod.spec
    if (nodeSelector && !includesLabels(node.metadata.labels, nodeSelector)) return REASONS
    const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
    if (!required) return undefined
    return required.nodeSelectorTerms.some((term) => matchesTerm(term, node)) ? undefined : REASONS
  },
}
