import type { View } from '../../store/view.ts'
import type { Node } from '../node/schema.ts'
import type { Pod } from '../pod/schema.ts'
import { faults } from './effects.ts'
import { hitsNode, hitsPod } from './target.ts'

/** Does the cluster's DNS not answer: this pod, or anybody where none is given? */
export function isDnsDown(view: View, pod: Pod | undefined, node: Node | undefined): boolean {
  return faults(view, 'dns-down').some((fault) => {
    const { namespace, pods, nodes } = fault.spec.where ?? {}
    if ((namespace || pods) && !(pod && hitsPod(fault, pod))) return false
    return !nodes || (node !== undefined && hitsNode(fault, node))
  })
}

/**
 * Does a fault drop what goes between these nodes: one of them is among those that it names and the
 * other is not? Both still hear the control plane.
 */
export function isPartitioned(view: View, from: Node, to: Node): boolean {
  return faults(view, 'partition').some((fault) => hitsNode(fault, from) !== hitsNode(fault, to))
}
