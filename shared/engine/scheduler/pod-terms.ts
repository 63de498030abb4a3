import type { Pod, PodAffinityTerm } from '../kinds/pod/schema.ts'
import type { Namespace } from '../kinds/namespace/schema.ts'
import { matchesSelector } from '../schema/match-selector.ts'
import type { LabelSelector } from '../schema/selector.ts'
import type { View } from '../store/view.ts'

/** The selector that a term or constraint means for one pod: some keys take their value from it. */
export function selectorFor(
  pod: Pod,
  selector: LabelSelector | undefined,
  keys: readonly string[] = [],
  otherThan: readonly string[] = [],
): LabelSelector | undefined {
  if (!selector || keys.length + otherThan.length === 0) return selector
  const labels = pod.metadata.labels ?? {}
  const demand = (operator: 'In' | 'NotIn') => (key: string) =>
    labels[key] === undefined ? [] : [{ key, operator, values: [labels[key]] }]
  const matchExpressions = [
    ...(selector.matchExpressions ?? []),
    ...keys.flatMap(demand('In')),
    ...otherThan.flatMap(demand('NotIn')),
  ]
  return { ...selector, matchExpressions }
}

/** Does a term of pod `of` mean this other pod? Its own namespace counts when it names none. */
export function meansPod(term: PodAffinityTerm, of: Pod, other: Pod, view: View): boolean {
  const selector = selectorFor(of, term.labelSelector, term.matchLabelKeys, term.mismatchLabelKeys)
  return inNamespaces(term, of, other, view) && matchesSelector(selector, other.metadata.labels)
}

function inNamespaces(term: PodAffinityTerm, of: Pod, other: Pod, view: View): boolean {
  const namespace = other.metadata.namespace ?? ''
  const { namespaces = [], namespaceSelector } = term
  if (namespaces.length === 0 && !namespaceSelector) return namespace === of.metadata.namespace
  if (namespaces.includes(namespace)) return true
  const labels = view.get<Namespace>('Namespace', '', namespace)?.metadata.labels
  return namespaceSelector !== undefined && matchesSelector(namespaceSelector, labels)
}
