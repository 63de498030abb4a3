import type { Node } from './node/schema.ts'
import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from './pod/schema.ts'
import { includesLabels } from '../schema/match-selector.ts'

/** Do a pod's node selector and required node affinity let it onto a node? */
export function admitsByLabels({ nodeSelector, affinity }: PodSpec, node: Node): boolean {
  if (nodeSelector && !includesLabels(node.metadata.labels, nodeSelector)) return false
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return !required || required.nodeSelectorTerms.some((term) => matchesTerm(term, node))
}

/** Does a node meet all of a term? One without any demand meets nobody. Upstream: nodeaffinity. */
export function matchesTerm(term: NodeSelectorTerm, node: Node): boolean {
  const labels = term.matchExpressions ?? []
  const fields = term.matchFields ?? []
  if (labels.length + fields.length === 0) return false
  return (
    labels.every((demand) => meets(demand, node.metadata.labels?.[demand.key])) &&
    fields.every((demand) => meets(demand, node.metadata.name))
  )
}

function meets({ operator, values = [] }: NodeSelectorRequirement, value?: string): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
      return isWhole(value) && isWhole(values[0]) && Number(value) > Number(values[0])
    case 'Lt':
      return isWhole(value) && isWhole(values[0]) && Number(value) < Number(values[0])
  }
}

const isWhole = (text: string | undefined): boolean => /^-?\d+$/.test(text ?? '')
