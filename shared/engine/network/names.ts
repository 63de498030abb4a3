import type { Pod } from '../kinds/pod/schema.ts'
import { isRefused, type Files } from '../programs/files.ts'
import { domainOf, resolverOf } from '../volumes/index.ts'
import { dotsIn, parseResolvConf, type ResolvConf } from './dns/resolv-conf.ts'

/** By what a process finds addresses for names, beside the DNS itself. */
export interface Names {
  conf: ResolvConf
  /** The content of a hosts file. */
  hosts: string
}

/** What a pod's containers have, unless one of them changed its files. */
export function namesOf(pod: Pod, podIP = pod.status.podIP): Names {
  const { nameservers, searches, options } = resolverOf(pod)
  const conf = { servers: nameservers, searches, ndots: dotsIn(options) ?? 1 }
  const { hostname, hostAliases = [], hostNetwork, nodeName = '' } = pod.spec
  const name = hostNetwork ? nodeName : hostname || pod.metadata.name
  const lines = [
    '127.0.0.1 localhost',
    `${podIP ?? '127.0.0.1'} ${name} ${domainedName(pod, name)}`,
  ]
  for (const { ip, hostnames } of hostAliases) lines.push([ip, ...(hostnames ?? [])].join(' '))
  return { conf, hosts: lines.join('\n') }
}

function domainedName(pod: Pod, name: string): string {
  const domain = domainOf(pod)
  return domain ? `${name}.${domain}` : ''
}

/** What a container has, as its files are now. */
export function namesIn(files: Pick<Files, 'read'>, otherwise: Names): Names {
  const conf = files.read('/etc/resolv.conf')
  const hosts = files.read('/etc/hosts')
  return {
    conf: isRefused(conf) ? otherwise.conf : parseResolvConf(conf),
    hosts: isRefused(hosts) ? otherwise.hosts : hosts,
  }
}
