import type { Process } from '../../command.ts'
import { isRefused } from '../../files.ts'

/** What `/etc/resolv.conf` says. */
export interface Resolver {
  nameservers: string[]
  search: string[]
  ndots: number
}

/** Reads the container's resolver configuration. */
export function resolverOf(process: Process): Resolver {
  const bytes = process.files.read('/etc/resolv.conf')
  const resolver: Resolver = { nameservers: [], search: [], ndots: 1 }
  if (isRefused(bytes)) return resolver
  for (const line of bytes.split('\n')) {
    const [word, ...rest] = line.trim().split(/\s+/)
    if (word === 'nameserver' && rest[0]) resolver.nameservers.push(rest[0])
    if (word === 'search') resolver.search = rest
    const ndots = word === 'options' ? rest.find((one) => one.startsWith('ndots:')) : undefined
    if (ndots) resolver.ndots = Number(ndots.slice('ndots:'.length))
  }
  return resolver
}

/** Is it an IPv4 address? */
export function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text)
}

/** The name under which an address is looked up backwards. */
export function reverseName(address: string): string {
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`
}

/** A name without its last dot. */
export function undotted(name: string): string {
  return name.replace(/\.$/, '')
}
