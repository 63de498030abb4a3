import { tolerates } from '../../kinds/tolerations.ts'
import type { Filter } from './filter.ts'

/** Pods keep off nodes whose taints they do not tolerate. Upstream: plugins/tainttoleration. */
export const taints: Filter = {
  name: 'TaintToleration',
  helpedByPreemption: false,
  refuse({ pod }, { node }) {
    const taint = node.spec.taints?.find(
      (one) => one.effect !== 'PreferNoSchedule' && !tolerates(pod.spec.tolerations, one),
    )
    return taint && [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`]
  },
}
