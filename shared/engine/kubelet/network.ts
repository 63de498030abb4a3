import type { Node } from '../kinds/node/schema.ts'
import type { View } from '../store/view.ts'
import type { PodAddresses } from './pod-addresses.ts'

/** An address for a new pod in its node's range: see PodAddresses for which. */
export function freePodIP(node: Node, view: View): string {
  const prefix = (node.spec.podCIDR ?? '10.244.0.0/24').replace(/\d+\/\d+$/, '')
  return prefix + view.tally<PodAddresses>('podAddresses').next(node.metadata.name)
}
