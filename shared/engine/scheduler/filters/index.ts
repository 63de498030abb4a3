import { affinity } from './affinity.ts'
import type { Filter } from './filter.ts'
import { nodeName } from './node-name.ts'
import { podAffinity } from './pod-affinity.ts'
import { podAntiAffinity } from './pod-anti-affinity.ts'
import { ports } from './ports.ts'
import { resources } from './resources.ts'
import { taints } from './taints.ts'
import { topologyLabel } from './topology-label.ts'
import { topologySpread } from './topology-spread.ts'
import { unschedulable } from './unschedulable.ts'
import { volumeBinding } from './volume-binding.ts'

/** In upstream's order: a node is refused for the first rule that it breaks. */
export const filters: readonly Filter[] = [
  unschedulable,
  nodeName,
  taints,
  affinity,
  ports,
  resources,
  volumeBinding,
  topologyLabel,
  topologySpread,
  podAffinity,
  podAntiAffinity,
]
