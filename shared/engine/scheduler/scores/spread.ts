import type { Ask, Candidate } from '../candidate.ts'
import { MOST, type Score } from './score.ts'

/**
 * Prefers parts of the cluster with few like pods: as the pod's own soft constraints say, or, where
 * it has none at all, nodes with few pods of the same controller. Upstream: podtopologyspread
 * scoring.go (of its two default constraints the one for zones is not modelled).
 */
export const spread: Score = {
  name: 'PodTopologySpread',
  weight: 2,
  applies: (ask) => soft(ask).length > 0 || (hasNoOwn(ask) && ask.siblings.size > 0),
  points(ask, candidates) {
    const counts = candidates.map((candidate) => countOf(ask, candidate))
    const most = Math.max(...counts)
    const least = Math.min(...counts)
    if (most === 0) return counts.map(() => MOST)
    return counts.map((count) => Math.floor((MOST * (most + least - count)) / most))
  },
}

const hasNoOwn = ({ topology }: Ask): boolean => topology.spread.length === 0

function soft({ topology }: Ask) {
  return topology.spread.filter(({ constraint }) => {
    return constraint.whenUnsatisfiable === 'ScheduleAnyway'
  })
}

function countOf(ask: Ask, { name, node }: Candidate): number {
  if (hasNoOwn(ask)) return ask.siblings.get(name) ?? 0
  return soft(ask).reduce((sum, { constraint, counts }) => {
    const part = node.metadata.labels?.[constraint.topologyKey]
    // A node that does not say where it is has nothing to offer.
    const here = part === undefined ? Math.max(0, ...counts.values()) : (counts.get(part) ?? 0)
    return sum + here
  }, 0)
}
