import { MOST, type Score } from './score.ts'

/**
 * Prefers nodes with few pods of the same controller: upstream's default constraint, a soft spread
 * over hostnames. Upstream: podtopologyspread scoring.go (its default for zones is not modelled).
 */
export const spread: Score = {
  name: 'PodTopologySpread',
  weight: 2,
  applies: ({ siblings }) => siblings.size > 0,
  points({ siblings }, candidates) {
    const counts = candidates.map(({ name }) => siblings.get(name) ?? 0)
    const most = Math.max(...counts)
    const least = Math.min(...counts)
    if (most === 0) return counts.map(() => MOST)
    return counts.map((count) => Math.floor((MOST * (most + least - count)) / most))
  },
}
