import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '../kinds/networkpolicy/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { KubeObject } from '../object.ts'
import { matchesSelector } from '../schema/match-selector.ts'
import type { View } from '../store/view.ts'
import { isInRange } from './addresses.ts'
import type { Party, Protocol } from './party.ts'

/**
 * May traffic pass? Pods that a policy chooses get and send only what some policy lets through;
 * answers always may. Two exceptions hold in every network: a pod may talk to itself, and a node to
 * its own pods. Ports and addresses are those behind a Service, as most network plugins see them.
 * Source: the documentation of networking.k8s.io/v1 NetworkPolicy (v1.32).
 */
export function isAllowed(
  view: View,
  from: Party,
  to: Party,
  port: number,
  protocol: Protocol,
): boolean {
  if (isSame(from, to) || isOwnNode(from, to)) return true
  const wish = { view, port, protocol, target: to.is === 'pod' ? to.pod : undefined }
  return leaves(wish, from, to) && enters(wish, from, to)
}

interface Wish {
  view: View
  port: number
  protocol: Protocol
  /** The pod whose names of ports count. */
  target: Pod | undefined
}

const isSame = (from: Party, to: Party): boolean =>
  from.is === 'pod' && to.is === 'pod' && from.pod.metadata.uid === to.pod.metadata.uid

const isOwnNode = (from: Party, to: Party): boolean =>
  from.is === 'node' && !from.forwarded && to.is === 'pod' && from.node === to.node

function leaves(wish: Wish, from: Party, to: Party): boolean {
  if (from.is !== 'pod') return true
  const policies = policiesFor(wish.view, from.pod, 'Egress')
  return (
    policies.length === 0 ||
    policies.some((policy) =>
      (policy.spec.egress ?? []).some(
        (rule) => hasPort(rule.ports ?? [], wish) && hasPeer(rule.to ?? [], policy, to, wish.view),
      ),
    )
  )
}

function enters(wish: Wish, from: Party, to: Party): boolean {
  if (to.is !== 'pod') return true
  const policies = policiesFor(wish.view, to.pod, 'Ingress')
  return (
    policies.length === 0 ||
    policies.some((policy) =>
      (policy.spec.ingress ?? []).some(
        (rule) =>
          hasPort(rule.ports ?? [], wish) && hasPeer(rule.from ?? [], policy, from, wish.view),
      ),
    )
  )
}

function policiesFor(view: View, pod: Pod, type: 'Ingress' | 'Egress'): NetworkPolicy[] {
  const { namespace = '', labels } = pod.metadata
  return view
    .list<NetworkPolicy>('NetworkPolicy', namespace)
    .filter(
      ({ spec }) =>
        (spec.policyTypes ?? []).includes(type) && matchesSelector(spec.podSelector, labels),
    )
}

function hasPort(ports: readonly NetworkPolicyPort[], wish: Wish): boolean {
  return ports.length === 0 || ports.some((one) => isPort(one, wish))
}

function isPort({ protocol, port, endPort }: NetworkPolicyPort, wish: Wish): boolean {
  if (protocol !== wish.protocol) return false
  if (port === undefined) return true
  if (typeof port === 'number') return wish.port >= port && wish.port <= (endPort ?? port)
  return (wish.target?.spec.containers ?? []).some((container) =>
    (container.ports ?? []).some(
      (named) =>
        named.name === port && named.protocol === protocol && named.containerPort === wish.port,
    ),
  )
}

function hasPeer(
  peers: readonly NetworkPolicyPeer[],
  policy: NetworkPolicy,
  party: Party,
  view: View,
): boolean {
  return peers.length === 0 || peers.some((peer) => isPeer(peer, policy, party, view))
}

function isPeer(peer: NetworkPolicyPeer, policy: NetworkPolicy, party: Party, view: View): boolean {
  const { podSelector, namespaceSelector, ipBlock } = peer
  if (ipBlock) {
    const { cidr, except = [] } = ipBlock
    return isInRange(party.ip, cidr) && !except.some((range) => isInRange(party.ip, range))
  }
  const who = whoIs(party)
  if (!who) return false
  if (podSelector && !matchesSelector(podSelector, who.labels)) return false
  if (!namespaceSelector) return who.namespace === policy.metadata.namespace
  const namespace = view.get<KubeObject>('Namespace', '', who.namespace)
  return matchesSelector(namespaceSelector, namespace?.metadata.labels)
}

/** Labels and namespace of a party that selectors can choose; nodes and others they cannot. */
function whoIs(
  party: Party,
): { labels: Readonly<Record<string, string>> | undefined; namespace: string } | undefined {
  if (party.is === 'dns') return party
  if (party.is !== 'pod') return undefined
  const { labels, namespace = '' } = party.pod.metadata
  return { labels, namespace }
}
