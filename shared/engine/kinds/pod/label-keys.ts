import type { Affinity, PodAffinityTerm, PodSpec } from './schema.ts'

type Labels = Readonly<Record<string, string>> | undefined
type Terms = NonNullable<Affinity['podAffinity']>

const HARD = 'requiredDuringSchedulingIgnoredDuringExecution'
const SOFT = 'preferredDuringSchedulingIgnoredDuringExecution'

/**
 * The spec of a new pod with `matchLabelKeys` and `mismatchLabelKeys` of its affinity written into
 * the selectors, with the values that its own labels have. Source: registry/core/pod/strategy.go
 * mutatePodAffinity (v1.32).
 */
export function withLabelKeys(spec: PodSpec, labels: Labels): PodSpec {
  const { affinity } = spec
  if (!affinity?.podAffinity && !affinity?.podAntiAffinity) return spec
  const next = { ...affinity }
  if (affinity.podAffinity) next.podAffinity = mutated(affinity.podAffinity, labels)
  if (affinity.podAntiAffinity) next.podAntiAffinity = mutated(affinity.podAntiAffinity, labels)
  return { ...spec, affinity: next }
}

function mutated(terms: Terms, labels: Labels): Terms {
  const next = { ...terms }
  if (terms[HARD]) next[HARD] = terms[HARD].map((term) => withKeys(term, labels))
  if (terms[SOFT]) {
    next[SOFT] = terms[SOFT].map((one) => ({
      ...one,
      podAffinityTerm: withKeys(one.podAffinityTerm, labels),
    }))
  }
  return next
}

function withKeys(term: PodAffinityTerm, labels: Labels): PodAffinityTerm {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term
  if (!labelSelector || matchLabelKeys.length + mismatchLabelKeys.length === 0) return term
  const demand = (operator: 'In' | 'NotIn') => (key: string) => {
    const value = labels?.[key]
    return value === undefined ? [] : [{ key, operator, values: [value] }]
  }
  const matchExpressions = [
    ...(labelSelector.matchExpressions ?? []),
    ...matchLabelKeys.flatMap(demand('In')),
    ...mismatchLabelKeys.flatMap(demand('NotIn')),
  ]
  return { ...term, labelSelector: { ...labelSelector, matchExpressions } }
}
