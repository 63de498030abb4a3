import { tolerates } from '../../kinds/tolerations.ts'
import { MOST, type Score } from './score.ts'

/** Avoids nodes that would rather not have the pod. Upstream: plugins/tainttoleration. */
export const taints: Score = {
  name: 'TaintToleration',
  weight: 3,
  applies: (_ask, candidates) =>
    candidates.some(({ node }) =>
      node.spec.taints?.some(({ effect }) => effect === 'PreferNoSchedule'),
    ),
  points({ pod }, candidates) {
    const counts = candidates.map(
      ({ node }) =>
        (node.spec.taints ?? []).filter(
          (taint) => taint.effect === 'PreferNoSchedule' && !tolerates(pod.spec.tolerations, taint),
        ).length,
    )
    const most = Math.max(...counts)
    return counts.map((count) => (most === 0 ? MOST : MOST - Math.floor((MOST * count) / most)))
  },
}
