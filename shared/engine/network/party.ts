import { addressOf } from '../kinds/node/columns.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { View } from '../store/view.ts'

/** What speaks TCP, UDP or SCTP. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP'

/**
 * One end of a connection. A pod on its node's network is the node: policies know no other. The
 * cluster's DNS stands for itself, with the labels that its pods have elsewhere.
 */
export type Party =
  | { is: 'pod'; pod: Pod; ip: string; node: string }
  /** `forwarded`: what a node passes on for somebody else, under its own address. */
  | { is: 'node'; ip: string; node: string; forwarded?: true }
  | { is: 'dns'; ip: string; namespace: string; labels: Readonly<Record<string, string>> }
  | { is: 'outside'; ip: string }

/** The address of people and machines that are no part of the cluster, as nodes see it. */
export const OUTSIDE = '192.0.2.10'

/** A pod as an end of a connection; `ip` where it is not in its status yet. */
export function partyOf(pod: Pod, view: View, ip = pod.status.podIP): Party {
  const node = pod.spec.nodeName ?? ''
  if (!pod.spec.hostNetwork) return { is: 'pod', pod, ip: ip ?? '', node }
  return { is: 'node', ip: ip ?? nodeIP(view, node), node }
}

/** The address of a node, or an empty text. */
export function nodeIP(view: View, name: string): string {
  const node = view.get<Node>('Node', '', name)
  return (node && addressOf(node, 'InternalIP')) ?? ''
}

/** On which node an end is; empty for what is on none. */
export function nodeNameOf(party: Party): string {
  return party.is === 'pod' || party.is === 'node' ? party.node : ''
}
