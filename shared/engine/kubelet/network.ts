import type { Node } from '../kinds/node/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { View } from '../store/view.ts'

/** Host numbers of a /24 that pods may have: .0 is the network, .1 the bridge, .255 everybody. */
const FIRST = 2
const LAST = 254

/**
 * An address for a new pod: the one after the highest in use on the node, from the beginning again
 * when that is the last. So addresses are given out in order, as the host-local plugin does.
 */
export function freePodIP(node: Node, view: View): string {
  const prefix = (node.spec.podCIDR ?? '10.244.0.0/24').replace(/\d+\/\d+$/, '')
  const taken = new Set<number>()
  let highest = FIRST - 1
  for (const { status } of view.indexed<Pod>('podsByNode', node.metadata.name)) {
    const { podIP } = status
    if (podIP === undefined || !podIP.startsWith(prefix)) continue
    const host = Number(podIP.slice(prefix.length))
    taken.add(host)
    if (host > highest) highest = host
  }
  if (highest < LAST) return `${prefix}${highest + 1}`
  let host = FIRST
  while (taken.has(host) && host < LAST) host += 1
  return `${prefix}${host}`
}
