import { failure, type Status } from '../../api/status.ts'
import type { View } from '../../store/view.ts'
import { isSilent } from '../fault/effects.ts'
import type { Node } from '../node/schema.ts'
import type { Pod } from './schema.ts'

/**
 * Why the API server cannot reach the kubelet of a pod: undefined when it can. Kubelets listen on
 * port 10250 of their node.
 */
export function unreachable(pod: Pod, view: View): Status | undefined {
  const { nodeName = '' } = pod.spec
  const node = view.get<Node>('Node', '', nodeName)
  if (node && !isSilent(view, node)) return undefined
  const address = node?.status.addresses?.find(({ type }) => type === 'InternalIP')?.address
  const why = address
    ? `dial tcp ${address}:10250: connect: no route to host`
    : `no preferred addresses found; known addresses: []`
  return failure(500, '', `error dialing backend: ${why}`)
}
