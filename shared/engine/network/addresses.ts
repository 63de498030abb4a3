import { addressOf } from '../kinds/node/columns.ts'
import type { Node } from '../kinds/node/schema.ts'
import { isTerminal } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { isIpv4 } from '../schema/names.ts'
import type { View } from '../store/view.ts'

/** An IPv4 address as a number; undefined where it is none. */
function ipNumber(address: string): number | undefined {
  if (!isIpv4(address)) return undefined
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

/** Does an address lie in a range such as `10.244.1.0/24`? */
export function isInRange(address: string, range: string): boolean {
  const [base = '', bits = '32'] = range.split('/')
  const size = 2 ** (32 - Number(bits))
  const [wanted, first] = [ipNumber(address), ipNumber(base)]
  if (wanted === undefined || first === undefined) return false
  return Math.floor(wanted / size) === Math.floor(first / size)
}

/** Is it an address by which a machine means itself? */
export function isLoopback(address: string): boolean {
  return address === '::1' || isInRange(address, '127.0.0.0/8')
}

/** The node with an address of its own. */
export function nodeAt(view: View, address: string): Node | undefined {
  return view
    .list<Node>('Node')
    .find(
      (node) =>
        addressOf(node, 'InternalIP') === address || addressOf(node, 'ExternalIP') === address,
    )
}

/** The node from whose range a pod's address is. */
export function nodeOfPodAddress(view: View, address: string): Node | undefined {
  return view
    .list<Node>('Node')
    .find(({ spec }) => spec.podCIDR !== undefined && isInRange(address, spec.podCIDR))
}

/**
 * The pod that has an address of its own. Without an index: the range tells the node, and a node
 * has few pods.
 */
export function podAt(view: View, address: string): Pod | undefined {
  const node = nodeOfPodAddress(view, address)
  return node && podsOn(view, node.metadata.name).find((pod) => hasAddress(pod, address))
}

const hasAddress = (pod: Pod, address: string): boolean =>
  pod.status.podIP === address && !pod.spec.hostNetwork && !isTerminal(pod)

/** All pods of a node. */
export function podsOn(view: View, node: string): readonly Pod[] {
  return view.indexed<Pod>('podsByNode', node)
}
