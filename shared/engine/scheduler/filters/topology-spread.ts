import type { Filter } from './filter.ts'

const REASONS = ["node(s) didn't match pod topology spread constraints"]

/**
 * No part of the cluster may have more than `maxSkew` pods more than the emptiest one. With parts
 * of 2, 2 and 1 and a skew of 1 a further pod can only go to the third. Upstream:
 * podtopologyspread.
 */
export const topologySpread: Filter = {
  name: 'PodTopologySpread',
  helpedByPreemption: true,
  refuse: ({ topology }, { node }) =>
    topology.spread.some(({ constraint, counts, least, self }) => {
      if (constraint.whenUnsatisfiable !== 'DoNotSchedule') return false
      const part = node.metadata.labels?.[constraint.topologyKey] ?? ''
      return (counts.get(part) ?? 0) + self - least > constraint.maxSkew
    })
      ? REASONS
      : undefined,
}
