import { matchesTerm } from '../../kinds/node-terms.ts'
import { MOST, type Score } from './score.ts'

/**
 * Prefers nodes that meet preferred node affinity, by its weights. Upstream: plugins/nodeaffinity.
 */
export const affinity: Score = {
  name: 'NodeAffinity',
  weight: 2,
  applies: ({ pod }) =>
    (pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
      .length > 0,
  points({ pod }, candidates) {
    const terms = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution
    const sums = candidates.map(({ node }) =>
      (terms ?? []).reduce(
        (sum, { weight, preference }) => (matchesTerm(preference, node) ? sum + weight : sum),
        0,
      ),
    )
    const most = Math.max(...sums)
    return sums.map((sum) => (most === 0 ? 0 : Math.floor((MOST * sum) / most)))
  },
}
