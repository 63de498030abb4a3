import { countNear } from '../topology.ts'
import type { Filter } from './filter.ts'

const OWN = ["node(s) didn't match pod anti-affinity rules"]
const THEIRS = ["node(s) didn't satisfy existing pods anti-affinity rules"]

/**
 * Pods that must not be near others, whoever of them says so. Upstream: plugins/interpodaffinity.
 */
export const podAntiAffinity: Filter = {
  name: 'InterPodAffinity',
  helpedByPreemption: true,
  refuse({ topology }, { node }) {
    if (topology.apart.some((term) => countNear(term, node) > 0)) return OWN
    return topology.shunned.some((term) => countNear(term, node) > 0) ? THEIRS : undefined
  },
}
