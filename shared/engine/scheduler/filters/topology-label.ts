import type { Filter } from './filter.ts'

const REASONS = ["node(s) didn't match pod topology spread constraints (missing required label)"]

/** A hard spread needs nodes that say where they are. Upstream: plugins/podtopologyspread. */
export const topologyLabel: Filter = {
  name: 'PodTopologySpread',
  helpedByPreemption: false,
  refuse: ({ topology }, { node }) =>
    topology.spread.some(
      ({ constraint }) =>
        constraint.whenUnsatisfiable === 'DoNotSchedule' &&
        node.metadata.labels?.[constraint.topologyKey] === undefined,
    )
      ? REASONS
      : undefined,
}
