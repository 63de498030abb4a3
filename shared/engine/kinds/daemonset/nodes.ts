import { admitsByLabels } from '../node-terms.ts'
import { tolerates } from '../tolerations.ts'
import type { Node } from '../node/schema.ts'
import type { PodSpec, Toleration } from '../pod/schema.ts'
import type { DaemonSet } from './schema.ts'

/** What a node is to a DaemonSet. */
export interface Place {
  /** Should a pod be made there? */
  wanted: boolean
  /** May one that is there stay? */
  stays: boolean
}

const TROUBLES: readonly [key: string, effect: 'NoExecute' | 'NoSchedule'][] = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
]

/**
 * A daemon is there in bad times too: what its pods tolerate beside what the template says.
 * Source: pkg/controller/daemon/util AddOrUpdateDaemonPodTolerations.
 */
export function daemonTolerations({ tolerations = [], hostNetwork }: PodSpec): Toleration[] {
  const all = hostNetwork ? [...TROUBLES, ['network-unavailable', 'NoSchedule'] as const] : TROUBLES
  const result: Toleration[] = [...tolerations]
  for (const [word, effect] of all) {
    const key = `node.kubernetes.io/${word}`
    const known = result.findIndex((one) => {
      return one.key === key && one.effect === effect && one.operator === 'Exists' && !one.value
    })
    const toleration: Toleration = { key, operator: 'Exists', effect }
    if (known < 0) result.push(toleration)
    else result[known] = toleration
  }
  return result
}

/**
 * Does the pod belong on a node? Room is not asked: that is the scheduler's business. Source:
 * pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod.
 */
export function placeOf({ spec }: DaemonSet, node: Node): Place {
  const pod = spec.template.spec
  const isNamed = !pod.nodeName || pod.nodeName === node.metadata.name
  if (!isNamed || !admitsByLabels(pod, node)) return { wanted: false, stays: false }
  const tolerations = daemonTolerations(pod)
  const refused = (node.spec.taints ?? []).filter((taint) => {
    return taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint)
  })
  return {
    wanted: refused.length === 0,
    stays: refused.every(({ effect }) => effect !== 'NoExecute'),
  }
}
