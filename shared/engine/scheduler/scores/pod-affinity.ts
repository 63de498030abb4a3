import { countNear } from '../topology.ts'
import { MOST, type Score } from './score.ts'

/**
 * Prefers to be near pods, or away from them, by weights. Upstream: interpodaffinity scoring.go.
 */
export const podAffinity: Score = {
  name: 'InterPodAffinity',
  weight: 2,
  applies: ({ topology }) => topology.preferred.length > 0,
  points({ topology }, candidates) {
    const sums = candidates.map(({ node }) =>
      topology.preferred.reduce((sum, term) => sum + term.weight * countNear(term, node), 0),
    )
    const least = Math.min(...sums)
    const range = Math.max(...sums) - least
    return sums.map((sum) => (range === 0 ? 0 : Math.floor((MOST * (sum - least)) / range)))
  },
}
