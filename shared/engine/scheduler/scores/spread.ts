import { controllerOf } from '../../object.ts'
import type { Ask, Candidate } from '../candidate.ts'
import type { SpreadCount } from '../spread-count.ts'
import { MOST, type Score } from './score.ts'

const ZONE = 'topology.kubernetes.io/zone'

/** What holds for pods that say nothing themselves. Source: podtopologyspread systemDefault. */
const DEFAULT_SKEW = { zone: 5, node: 3 }

/** Controllers whose selectors the defaults count by. Source: plugins/helper DefaultSelector. */
const SELECTING = new Set(['ReplicaSet', 'ReplicationController', 'StatefulSet'])

/**
 * Prefers parts of the cluster with few like pods: as the pod's own soft constraints say, or, where
 * it has none at all, zones and nodes with few pods of the same controller. Upstream:
 * podtopologyspread scoring.go (v1.32).
 */
export const spread: Score = {
  name: 'PodTopologySpread',
  weight: 2,
  applies: (ask) => soft(ask).length > 0 || usesDefaults(ask),
  points(ask, candidates) {
    const sums = soft(ask).length > 0 ? ownSums(ask, candidates) : defaultSums(ask, candidates)
    const known = sums.filter((sum) => sum !== undefined)
    const most = Math.max(0, ...known)
    const least = known.length > 0 ? Math.min(...known) : 0
    return sums.map((sum) => {
      // A node that does not say where it is has nothing to offer.
      if (sum === undefined) return 0
      return most === 0 ? MOST : Math.floor((MOST * (most + least - sum)) / most)
    })
  },
}

function usesDefaults({ pod, topology, siblings }: Ask): boolean {
  if (topology.spread.length > 0 || siblings.size === 0) return false
  return SELECTING.has(controllerOf(pod)?.kind ?? '')
}

function soft({ topology }: Ask): readonly SpreadCount[] {
  return topology.spread.filter(({ constraint }) => {
    return constraint.whenUnsatisfiable === 'ScheduleAnyway'
  })
}

/** Parts of which there are many weigh more: one pod too many in one of them is worse. */
const weightOf = (parts: number): number => Math.log(parts + 2)

/** How crowded each candidate's parts are; undefined where one of the labels is missing. */
function ownSums(ask: Ask, candidates: readonly Candidate[]): (number | undefined)[] {
  const constraints = soft(ask)
  const labelsOf = ({ node }: Candidate) => node.metadata.labels ?? {}
  const isKnown = (candidate: Candidate): boolean =>
    constraints.every(({ constraint }) => labelsOf(candidate)[constraint.topologyKey] !== undefined)
  const known = candidates.filter(isKnown)
  const weights = constraints.map(({ constraint }) =>
    weightOf(new Set(known.map((one) => labelsOf(one)[constraint.topologyKey])).size),
  )
  return candidates.map((candidate) => {
    if (!isKnown(candidate)) return undefined
    const sum = constraints.reduce((total, { constraint, counts }, index) => {
      const count = counts.get(labelsOf(candidate)[constraint.topologyKey] ?? '') ?? 0
      return total + count * weights[index]! + constraint.maxSkew - 1
    }, 0)
    return Math.round(sum)
  })
}

function defaultSums({ siblings }: Ask, candidates: readonly Candidate[]): number[] {
  const zones = new Map<string, number>()
  for (const { name, node } of candidates) {
    const zone = node.metadata.labels?.[ZONE]
    if (zone) zones.set(zone, (zones.get(zone) ?? 0) + (siblings.get(name) ?? 0))
  }
  const ofZone = weightOf(zones.size)
  const ofNode = weightOf(candidates.length)
  return candidates.map(({ name, node }) => {
    const zone = node.metadata.labels?.[ZONE]
    const byNode = (siblings.get(name) ?? 0) * ofNode + DEFAULT_SKEW.node - 1
    if (!zone) return Math.round(byNode)
    return Math.round(byNode + (zones.get(zone) ?? 0) * ofZone + DEFAULT_SKEW.zone - 1)
  })
}
