import { list, message, type Of, text } from '../../../schema/tree.ts'

export const hostAlias = message(
  'io.k8s.api.core.v1.HostAlias',
  "A line of the pod's hosts file.",
  {
    ip: text(1, 'The address.', { required: true }),
    hostnames: list(2, 'string', 'Its names.', { list: 'atomic' }),
  },
)
export type HostAlias = Of<typeof hostAlias>

export const podDNSConfigOption = message(
  'io.k8s.api.core.v1.PodDNSConfigOption',
  'An option of the resolver.',
  {
    name: text(1, 'Name of the option.'),
    value: text(2, 'Its value.', { pointer: true }),
  },
)
export type PodDNSConfigOption = Of<typeof podDNSConfigOption>

export const podDNSConfig = message(
  'io.k8s.api.core.v1.PodDNSConfig',
  "What the pod's resolver gets besides its policy.",
  {
    nameservers: list(1, 'string', 'Addresses of name servers.', { list: 'atomic' }),
    searches: list(2, 'string', 'Domains to look in.', { list: 'atomic' }),
    options: list(3, podDNSConfigOption, 'Options of the resolver.', { list: 'atomic' }),
  },
)
export type PodDNSConfig = Of<typeof podDNSConfig>
