import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { required, unsupported, wrong, type FieldError } from '../../schema/field-errors.ts'
import { dnsSubdomain, portNumber } from '../../schema/names.ts'
import { isAddress, isDnsLabel } from '../../schema/rules.ts'
import type { EndpointAddress, EndpointPort, Endpoints } from './schema.ts'

const PROTOCOLS = ['SCTP', 'TCP', 'UDP']

/** What is wrong with Endpoints. Upstream: core/validation ValidateEndpoints (v1.32). */
export function validateEndpoints(endpoints: Endpoints): FieldError[] {
  return [
    ...checkMetadata(endpoints, 'Namespaced', dnsSubdomain),
    ...(endpoints.subsets ?? []).flatMap((subset, index) => {
      const path = `subsets[${index}]`
      const { addresses = [], notReadyAddresses = [], ports = [] } = subset
      const none = addresses.length + notReadyAddresses.length === 0
      return [
        ...(none ? [required(path, 'must specify `addresses` or `notReadyAddresses`')] : []),
        ...checkAddresses(addresses, `${path}.addresses`),
        ...checkAddresses(notReadyAddresses, `${path}.notReadyAddresses`),
        ...ports.flatMap((port, at) => checkPort(port, ports.length > 1, `${path}.ports[${at}]`)),
      ]
    }),
  ]
}

function checkAddresses(addresses: readonly EndpointAddress[], field: string): FieldError[] {
  return addresses.flatMap(({ ip, hostname }, index) => [
    ...isAddress(ip, `${field}[${index}].ip`),
    ...(hostname ? isDnsLabel(hostname, `${field}[${index}].hostname`) : []),
  ])
}

function checkPort(port: EndpointPort, named: boolean, field: string): FieldError[] {
  const errors = named && !port.name ? [required(`${field}.name`)] : []
  if (port.name) errors.push(...isDnsLabel(port.name, `${field}.name`))
  errors.push(...portNumber(port.port).map((rule) => wrong(`${field}.port`, port.port, rule)))
  if (!PROTOCOLS.includes(port.protocol)) {
    errors.push(unsupported(`${field}.protocol`, port.protocol, PROTOCOLS))
  }
  return errors
}

/** What an update of Endpoints may not do. */
export function validateEndpointsUpdate(next: Endpoints, old: Endpoints): FieldError[] {
  return checkMetadataUpdate(next, old)
}
