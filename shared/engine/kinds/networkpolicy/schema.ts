import { objectMeta } from '../../schema/meta.ts'
import { labelSelector } from '../../schema/selector.ts'
import { int32, intOrString, list, message, type Of, ref, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'
import { completePolicySpec } from './defaults.ts'

export const ipBlock = message(
  'io.k8s.api.networking.v1.IPBlock',
  'A range of addresses, with gaps.',
  {
    cidr: text(1, 'The range, such as 10.0.0.0/8.', { required: true }),
    except: list(2, 'string', 'Ranges within it that are left out.', { list: 'atomic' }),
  },
)
export type IPBlock = Of<typeof ipBlock>

export const networkPolicyPeer = message(
  'io.k8s.api.networking.v1.NetworkPolicyPeer',
  'Whom a rule is about: pods, pods of other namespaces, or a range of addresses.',
  {
    podSelector: ref(1, labelSelector, 'Pods by their labels; of this namespace if none is said.'),
    namespaceSelector: ref(2, labelSelector, 'Namespaces by their labels.'),
    ipBlock: ref(3, ipBlock, 'A range of addresses; goes with nothing else.'),
  },
)
export type NetworkPolicyPeer = Of<typeof networkPolicyPeer>

export const networkPolicyPort = message(
  'io.k8s.api.networking.v1.NetworkPolicyPort',
  'A port, or several in a row, on which traffic is let through.',
  {
    protocol: text(1, 'TCP, UDP or SCTP.', {
      oneOf: ['TCP', 'UDP', 'SCTP'],
      pointer: true,
      default: 'TCP',
    }),
    port: intOrString(2, "The pods' port, by number or name; all of them when left out.", {
      pointer: true,
    }),
    endPort: int32(3, 'The last of the ports from port on.', { pointer: true }),
  },
)
export type NetworkPolicyPort = Of<typeof networkPolicyPort>

export const networkPolicyIngressRule = message(
  'io.k8s.api.networking.v1.NetworkPolicyIngressRule',
  'Traffic that is let in.',
  {
    ports: list(1, networkPolicyPort, 'On which ports; on all when empty.', { list: 'atomic' }),
    from: list(2, networkPolicyPeer, 'From whom; from everybody when empty.', { list: 'atomic' }),
  },
)
export type NetworkPolicyIngressRule = Of<typeof networkPolicyIngressRule>

export const networkPolicyEgressRule = message(
  'io.k8s.api.networking.v1.NetworkPolicyEgressRule',
  'Traffic that is let out.',
  {
    ports: list(1, networkPolicyPort, 'To which ports; to all when empty.', { list: 'atomic' }),
    to: list(2, networkPolicyPeer, 'To whom; to everybody when empty.', { list: 'atomic' }),
  },
)
export type NetworkPolicyEgressRule = Of<typeof networkPolicyEgressRule>

export const networkPolicySpec = message(
  'io.k8s.api.networking.v1.NetworkPolicySpec',
  'Which pods it is about and what they may send and get.',
  {
    podSelector: struct(1, labelSelector, 'The pods; all of the namespace when empty.', {
      required: true,
    }),
    ingress: list(2, networkPolicyIngressRule, 'What they may get; nothing when empty.', {
      list: 'atomic',
    }),
    egress: list(3, networkPolicyEgressRule, 'What they may send; nothing when empty.', {
      list: 'atomic',
    }),
    policyTypes: list(4, 'string', 'Ingress, Egress or both: what the policy restricts.', {
      oneOf: ['Ingress', 'Egress'],
      list: 'atomic',
    }),
  },
  completePolicySpec,
)
export type NetworkPolicySpec = Of<typeof networkPolicySpec>

export const networkPolicy = message(
  'io.k8s.api.networking.v1.NetworkPolicy',
  'Says which traffic some pods may have.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the policy.'),
    spec: struct(2, networkPolicySpec, 'The pods and their traffic.'),
  },
)

/** Says which traffic some pods may have. */
export interface NetworkPolicy extends TopLevel<typeof networkPolicy> {
  apiVersion: 'networking.k8s.io/v1'
  kind: 'NetworkPolicy'
}
