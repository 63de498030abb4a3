import { addressOf } from '../kinds/node/columns.ts'
import type { Container } from '../kinds/pod/schema.ts'
import { toBytes } from '../programs/bytes.ts'
import type { ImageConfig } from '../programs/image-config.ts'
import { milliValue, wholeValue } from '../schema/quantity.ts'
import { parseTimestamp, SECOND, type Millis } from '../time.ts'
import type { Told } from './downward.ts'
import { file, type Entry } from './entry.ts'
import { domainOf, hostNameOf, resolverOf } from './host-name.ts'
import { splitPath, treePath } from './path.ts'
import { treeOf, type Tree } from './tree.ts'

/** Files of a container that the kubelet makes and mounts one by one. */
export const MANAGED = ['etc/hosts', 'etc/hostname', 'etc/resolv.conf'] as const

/** What the kubelet and the runtime put beside an image's files, by path. */
export function managedFiles(told: Told, spec: Container, at: Millis): Record<string, Entry> {
  const { pod, node } = told
  const last = terminationPath(spec)
  return {
    'etc/hosts': file(toBytes(hostsText(told)), 0o644, at),
    'etc/hostname': file(`${toBytes(hostNameOf(pod, node))}\n`, 0o644, at),
    'etc/resolv.conf': file(resolvText(told), 0o644, at),
    ...(last ? { [last]: file('', 0o666, at) } : {}),
  }
}

/** Where a container may leave its last words, as a tree path. */
export function terminationPath({ terminationMessagePath }: Container): string {
  return treePath(terminationMessagePath ?? '/dev/termination-log')
}

/** Source: kubelet_pods.go managedHostsFileContent, hostsEntriesFromHostAliases. */
function hostsText({ pod, node, podIP }: Told): string {
  const { hostNetwork, hostAliases = [] } = pod.spec
  const lines = [`# Kubernetes-managed hosts file${hostNetwork ? ' (host network)' : ''}.`]
  lines.push('127.0.0.1\tlocalhost', '::1\tlocalhost ip6-localhost ip6-loopback')
  if (!hostNetwork) {
    lines.push('fe00::0\tip6-localnet', 'fe00::0\tip6-mcastprefix')
    lines.push('fe00::1\tip6-allnodes', 'fe00::2\tip6-allrouters')
  }
  const name = hostNameOf(pod, node)
  const domain = domainOf(pod)
  const address = hostNetwork ? (addressOf(node, 'InternalIP') ?? '') : podIP
  if (address) lines.push(`${address}\t${domain ? `${name}.${domain}\t` : ''}${name}`)
  if (hostAliases.length > 0) {
    lines.push('', '# Entries added by HostAliases.')
    for (const { ip, hostnames = [] } of hostAliases) lines.push([ip, ...hostnames].join('\t'))
  }
  return `${lines.join('\n')}\n`
}

/** In the order in which containerd writes it. */
function resolvText({ pod }: Told): string {
  const { nameservers, searches, options } = resolverOf(pod)
  return [
    ...(searches.length > 0 ? [`search ${searches.join(' ')}\n`] : []),
    ...nameservers.map((server) => `nameserver ${server}\n`),
    ...(options.length > 0 ? [`options ${options.join(' ')}\n`] : []),
  ].join('')
}

const KERNEL = 'Linux version 6.1.0-28-amd64 (debian-kernel@lists.debian.org) #1 SMP'

/** What `/proc` tells: of the machine, as real containers see it, and of the first process. */
export function procTree({ node }: Told, argv: readonly string[], now: Millis): Tree {
  const bootedAt = parseTimestamp(node.metadata.creationTimestamp) ?? now
  const cpus = Math.max(1, Math.floor(milliValue(node.status.capacity?.cpu ?? '1') / 1_000))
  const total = Math.floor(wholeValue(node.status.capacity?.memory ?? '0') / 1_024)
  const free = Math.floor(total * 0.6)
  const up = Math.max(0, now - bootedAt) / SECOND
  const texts: Record<string, string> = {
    uptime: `${up.toFixed(2)} ${(up * cpus * 0.9).toFixed(2)}\n`,
    loadavg: '0.12 0.10 0.09 1/312 42\n',
    version: `${KERNEL}\n`,
    meminfo:
      [
        ['MemTotal:', total],
        ['MemFree:', free],
        ['MemAvailable:', Math.floor(total * 0.8)],
      ]
        .map(([name, amount]) => `${String(name).padEnd(16)}${String(amount).padStart(8)} kB`)
        .join('\n') + '\n',
    cpuinfo: Array.from(
      { length: cpus },
      (_none, index) => `processor\t: ${index}\nmodel name\t: virtual\ncpu MHz\t\t: 2400.000\n\n`,
    ).join(''),
    '1/cmdline': argv.map((word) => `${word}\0`).join(''),
    '1/comm': `${splitPath(argv[0] ?? '').name}\n`,
    'sys/kernel/hostname': `${node.metadata.name}\n`,
  }
  const entries = Object.entries(texts).map(([path, text]) => [path, file(text, 0o444, now)])
  return treeOf(Object.fromEntries(entries) as Record<string, Entry>)
}

/** What a container finds of its limits. Source: cgroup v2. */
export function cgroupTree({ resources }: Container, now: Millis): Tree {
  const { cpu, memory } = resources.limits ?? {}
  return treeOf({
    'cpu.max': file(`${cpu ? milliValue(cpu) * 100 : 'max'} 100000\n`, 0o644, now),
    'memory.max': file(`${memory ? wholeValue(memory) : 'max'}\n`, 0o644, now),
    'cgroup.controllers': file('cpuset cpu io memory hugetlb pids rdma\n', 0o444, now),
  })
}

/** What an image runs with a container's own words, before variables are filled in. */
export function argvOf({ command, args }: Container, config?: ImageConfig): readonly string[] {
  if (command?.length) return [...command, ...(args ?? [])]
  return [...(config?.entrypoint ?? []), ...(args?.length ? args : (config?.cmd ?? []))]
}
