import { list, message, type Of, text } from '../../../schema/tree.ts'

export const hostAlias = message('io.k8s.api.core.v1.HostAlias', '', {
  ip: text(1, '', { required: true }),
  hostnames: list(2, 'string', '', { list: 'atomic' }),
})
export type HostAlias = Of<typeof hostAlias>

export const podDNSConfigOption = message('io.k8s.api.core.v1.PodDNSConfigOption', '', {
  name: text(1, ''),
  value: text(2, '', { pointer: true }),
})
export type PodDNSConfigOption = Of<typeof podDNSConfigOption>

export const podDNSConfig = message('io.k8s.api.core.v1.PodDNSConfig', '', {
  nameservers: list(1, 'string', '', { list: 'atomic' }),
  searches: list(2, 'string', '', { list: 'atomic' }),
  options: list(3, podDNSConfigOption, '', { list: 'atomic' }),
})
export type PodDNSConfig = Of<typeof podDNSConfig>
