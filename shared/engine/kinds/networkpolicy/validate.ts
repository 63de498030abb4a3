import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { checkSelector } from '../../schema/check-selector.ts'
import {
  forbidden,
  required,
  unsupported,
  wrong,
  wrongGo,
  type FieldError,
} from '../../schema/field-errors.ts'
import { goList } from '../../schema/go-syntax.ts'
import { dnsSubdomain, isIp, portName, portNumber } from '../../schema/names.ts'
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from './schema.ts'

const PROTOCOLS = ['TCP', 'UDP', 'SCTP']
const TYPES = ['Ingress', 'Egress']

/** What is wrong with a NetworkPolicy. Upstream: networking/validation (v1.32). */
export function validateNetworkPolicy(policy: NetworkPolicy): FieldError[] {
  return [...checkMetadata(policy, 'Namespaced', dnsSubdomain), ...checkSpec(policy)]
}

/** What is wrong with a changed NetworkPolicy. */
export function validateNetworkPolicyUpdate(next: NetworkPolicy, old: NetworkPolicy): FieldError[] {
  return [...checkMetadataUpdate(next, old), ...checkSpec(next)]
}

function checkSpec({ spec }: NetworkPolicy): FieldError[] {
  return [
    ...checkSelector(spec.podSelector, 'spec.podSelector'),
    ...(spec.ingress ?? []).flatMap(({ ports, from }, index) =>
      checkRule(ports ?? [], from ?? [], `spec.ingress[${index}]`, 'from'),
    ),
    ...(spec.egress ?? []).flatMap(({ ports, to }, index) =>
      checkRule(ports ?? [], to ?? [], `spec.egress[${index}]`, 'to'),
    ),
    ...checkTypes(spec.policyTypes ?? []),
  ]
}

function checkRule(
  ports: readonly NetworkPolicyPort[],
  peers: readonly NetworkPolicyPeer[],
  path: string,
  side: string,
): FieldError[] {
  return [
    ...ports.flatMap((port, index) => checkPort(port, `${path}.ports[${index}]`)),
    ...peers.flatMap((peer, index) => checkPeer(peer, `${path}.${side}[${index}]`)),
  ]
}

function checkPort({ protocol, port, endPort }: NetworkPolicyPort, path: string): FieldError[] {
  const errors: FieldError[] = []
  if (!PROTOCOLS.includes(protocol)) {
    errors.push(unsupported(`${path}.protocol`, protocol, PROTOCOLS))
  }
  const last = `${path}.endPort`
  if (port === undefined) {
    if (endPort === undefined) return errors
    return [...errors, wrong(last, endPort, 'may not be specified when `port` is not specified')]
  }
  if (typeof port === 'string') {
    const rule = 'may not be specified when `port` is non-numeric'
    if (endPort !== undefined) errors.push(wrong(last, endPort, rule))
    return [...errors, ...portName(port).map((words) => wrong(`${path}.port`, port, words))]
  }
  errors.push(...portNumber(port).map((words) => wrong(`${path}.port`, port, words)))
  if (endPort === undefined) return errors
  if (endPort < port) {
    errors.push(wrong(last, endPort, 'must be greater than or equal to `port`'))
  }
  return [...errors, ...portNumber(endPort).map((words) => wrong(last, endPort, words))]
}

function checkPeer(peer: NetworkPolicyPeer, path: string): FieldError[] {
  const { podSelector, namespaceSelector, ipBlock } = peer
  const errors = [
    ...checkSelector(podSelector, `${path}.podSelector`),
    ...checkSelector(namespaceSelector, `${path}.namespaceSelector`),
    ...(ipBlock ? checkBlock(ipBlock, `${path}.ipBlock`) : []),
  ]
  if (!podSelector && !namespaceSelector && !ipBlock) {
    errors.push(required(path, 'must specify a peer'))
  } else if (ipBlock && (podSelector || namespaceSelector)) {
    errors.push(forbidden(path, 'may not specify both ipBlock and another peer'))
  }
  return errors
}

function checkBlock({ cidr, except = [] }: IPBlock, path: string): FieldError[] {
  if (!cidr) return [required(`${path}.cidr`)]
  const range = rangeOf(cidr)
  if (!range) return [notARange(`${path}.cidr`, cidr)]
  return except.flatMap((text, index) => {
    const field = `${path}.except[${index}]`
    const inner = rangeOf(text)
    if (!inner) return [notARange(field, text)]
    const isInside = inner.length > range.length && inner.startsWith(range)
    return isInside ? [] : [wrong(field, text, 'must be a strict subset of `cidr`')]
  })
}

function notARange(field: string, text: string): FieldError {
  return wrong(field, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')
}

/**
 * The bits that all addresses of a range begin with, as text, behind a letter for the family;
 * undefined where it is no range.
 */
function rangeOf(text: string): string | undefined {
  const [, address = '', size = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? []
  if (!isIp(address)) return undefined
  const bits = address.includes(':') ? bitsOfSix(address) : bitsOfFour(address)
  return Number(size) < bits.length ? bits.slice(0, Number(size) + 1) : undefined
}

const binary = (value: number, width: number): string => value.toString(2).padStart(width, '0')

function bitsOfFour(address: string): string {
  const bytes = address.split('.').map((part) => binary(Number(part), 8))
  return `4${bytes.join('')}`
}

function bitsOfSix(address: string): string {
  const [head = '', tail] = address.split('::').map(groupsOf)
  const missing = 128 - head.length - (tail?.length ?? 0)
  return `6${head}${tail === undefined ? '' : '0'.repeat(missing) + tail}`
}

function groupsOf(half: string): string {
  if (half === '') return ''
  const groups = half.split(':').map((group) => {
    return group.includes('.') ? bitsOfFour(group).slice(1) : binary(parseInt(group, 16), 16)
  })
  return groups.join('')
}

function checkTypes(types: readonly string[]): FieldError[] {
  const field = 'spec.policyTypes'
  if (types.length > TYPES.length) {
    const go = goList(types).replace('string', 'networking.PolicyType')
    return [wrongGo(field, go, 'may not specify more than two policyTypes')]
  }
  return types.flatMap((type, index) =>
    TYPES.includes(type) ? [] : [unsupported(`${field}[${index}]`, type, TYPES)],
  )
}
