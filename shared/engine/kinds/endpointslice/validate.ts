import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import {
  duplicate,
  required,
  tooMany,
  unsupported,
  wrong,
  type FieldError,
} from '../../schema/field-errors.ts'
import { dnsSubdomain, isIpv4 } from '../../schema/names.ts'
import { unchanged } from '../../schema/rules.ts'
import type { EndpointSlice } from './schema.ts'

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6']
const PROTOCOLS = ['SCTP', 'TCP', 'UDP']
const MAX_ENDPOINTS = 1_000

/** What is wrong with an EndpointSlice. Upstream: discovery/validation (v1.32). */
export function validateEndpointSlice(slice: EndpointSlice): FieldError[] {
  const errors = checkMetadata(slice, 'Namespaced', dnsSubdomain)
  const { addressType, endpoints, ports } = slice
  if (!addressType) errors.push(required('addressType'))
  else if (!ADDRESS_TYPES.includes(addressType)) {
    errors.push(unsupported('addressType', addressType, ADDRESS_TYPES))
  }
  if ((endpoints ?? []).length > MAX_ENDPOINTS) {
    errors.push(tooMany('endpoints', (endpoints ?? []).length, MAX_ENDPOINTS))
  }
  const rule = 'must be a valid IPv4 address'
  for (const [index, { addresses }] of (endpoints ?? []).entries()) {
    const field = `endpoints[${index}].addresses`
    if ((addresses ?? []).length === 0) {
      errors.push(required(field, 'must contain at least 1 address'))
    }
    for (const [at, address] of (addresses ?? []).entries()) {
      if (addressType !== 'IPv4' || isIpv4(address)) continue
      errors.push(wrong(`${field}[${at}]`, address, rule))
    }
  }
  return [...errors, ...checkPorts(ports ?? [])]
}

function checkPorts(ports: NonNullable<EndpointSlice['ports']>): FieldError[] {
  const names = new Set<string>()
  return ports.flatMap(({ name, protocol }, index) => {
    const errors: FieldError[] = []
    if (names.has(name)) errors.push(duplicate('ports', name))
    names.add(name)
    if (!PROTOCOLS.includes(protocol)) {
      errors.push(unsupported(`ports[${index}].protocol`, protocol, PROTOCOLS))
    }
    return errors
  })
}

/** What an update of an EndpointSlice may not do: the type of its addresses stays. */
export function validateEndpointSliceUpdate(next: EndpointSlice, old: EndpointSlice): FieldError[] {
  return [
    ...checkMetadataUpdate(next, old),
    ...unchanged(next.addressType, old.addressType, 'addressType'),
  ]
}
