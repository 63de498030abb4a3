import { isSilent } from '../kinds/fault/effects.ts'
import { isPartitioned } from '../kinds/fault/network.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { View } from '../store/view.ts'

/**
 * Can nothing get from one node to another? An empty name stands for what is on no node: the
 * control plane and the outside. Within a node everything gets through as long as it runs.
 */
export function isCutOff(view: View, from: string, to: string): boolean {
  if (from === to) return false
  const nodes = [from, to].map((name) => (name ? view.get<Node>('Node', '', name) : undefined))
  if (nodes.some((node) => node && isSilent(view, node))) return true
  return nodes.every(Boolean) && isPartitioned(view, nodes[0]!, nodes[1]!)
}
