import type { Pod } from '../../kinds/pod/schema.ts'
import { CLUSTER_DOMAIN } from './zone.ts'

const HEAD = [
  '# Kubernetes-managed hosts file.',
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::0\tip6-localnet',
  'fe00::0\tip6-mcastprefix',
  'fe00::1\tip6-allnodes',
  'fe00::2\tip6-allrouters',
]

/**
 * The content of a pod's /etc/hosts: itself and what `hostAliases` adds.
 * Source: pkg/kubelet/kubelet_pods.go managedHostsFileContent (v1.32).
 */
export function hostsFileOf(pod: Pod, podIP: string | undefined): string {
  const lines = [...HEAD]
  if (podIP && !pod.spec.hostNetwork) lines.push(`${podIP}\t${ownNames(pod)}`)
  const aliases = pod.spec.hostAliases ?? []
  if (aliases.length > 0) lines.push('', '# Entries added by HostAliases.')
  for (const { ip, hostnames } of aliases) lines.push(`${ip}\t${(hostnames ?? []).join('\t')}`)
  return `${lines.join('\n')}\n`
}

function ownNames(pod: Pod): string {
  const name = hostNameOf(pod)
  const { subdomain } = pod.spec
  if (!subdomain) return name
  return `${name}.${subdomain}.${pod.metadata.namespace ?? ''}.svc.${CLUSTER_DOMAIN}\t${name}`
}

/** What `hostname` says in a pod. Source: util.GetPodHostname; names are cut to 63 characters. */
export function hostNameOf({ metadata, spec }: Pod): string {
  if (spec.hostNetwork) return spec.nodeName ?? ''
  return (spec.hostname || metadata.name).slice(0, 63).replace(/[-.]+$/, '')
}

/** The address that a hosts file gives a name, IPv4 before IPv6. */
export function addressInHosts(text: string, name: string): string | undefined {
  const wanted = name.replace(/\.$/, '').toLowerCase()
  const found = text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    return names.some((one) => one.toLowerCase() === wanted) ? [address] : []
  })
  return found.find((address) => !address.includes(':')) ?? found[0]
}
