import { admitsByLabels } from '../../kinds/node-terms.ts'
import type { PodSpec } from '../../kinds/pod/schema.ts'
import type { Filter } from './filter.ts'

const REASONS = ["node(s) didn't match Pod's node affinity/selector"]
const NOT_NAMED = ["node(s) didn't satisfy plugin(s) [NodeAffinity]"]

/** Node selector and required node affinity. Upstream: plugins/nodeaffinity. */
export const affinity: Filter = {
  name: 'NodeAffinity',
  helpedByPreemption: false,
  refuse({ pod }, { node, name }) {
    const named = namedNodes(pod.spec)
    if (named && !named.has(name)) return NOT_NAMED
    return admitsByLabels(pod.spec, node) ? undefined : REASONS
  },
}

/**
 * The only nodes that a pod asks for by name in every one of its terms, as pods of a DaemonSet do:
 * the others are not even looked at.
 */
function namedNodes({ affinity }: PodSpec): Set<string> | undefined {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  if (!required) return undefined
  const names = new Set<string>()
  for (const { matchFields = [] } of required.nodeSelectorTerms) {
    const byName = matchFields.filter(
      ({ key, operator }) => key === 'metadata.name' && operator === 'In',
    )
    if (byName.length === 0) return undefined
    for (const { values = [] } of byName) for (const value of values) names.add(value)
  }
  return names
}
