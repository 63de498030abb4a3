import { equal } from '../../json.ts'
import type { DaemonSet } from './schema.ts'

/**
 * How often the template was changed: no field of apps/v1 any more, yet still written as an
 * annotation and as a label of pods. Source: pkg/registry/apps/daemonset/strategy.go.
 */
export const GENERATION = 'deprecated.daemonset.template.generation'

/** The set with the number of its template. `old` is what it was before, if it was. */
export function withGeneration(set: DaemonSet, old?: DaemonSet): DaemonSet {
  const before = Number(old?.metadata.annotations?.[GENERATION] ?? 0)
  const isNew = !old || !equal(set.spec.template, old.spec.template)
  const annotations = { ...set.metadata.annotations, [GENERATION]: String(before + Number(isNew)) }
  return { ...set, metadata: { ...set.metadata, annotations } }
}
