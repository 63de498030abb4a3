import { hex16 } from '../../luck.ts'
import type { Draft } from '../../object.ts'
import type { Node, NodeStatus } from './schema.ts'

/** What simulated machines say of themselves. */
export const KUBELET_VERSION = 'v1.32.9'
const OS_IMAGE = 'Debian GNU/Linux 12 (bookworm)'
const KERNEL = '6.1.0-28-amd64'
const RUNTIME = 'containerd://1.7.24'

/** One machine: its size as Kubernetes quantities, and what is written on it. */
export interface Machine {
  name: string
  cpu?: string
  memory?: string
  pods?: number
  labels?: Record<string, string>
  taints?: { key: string; value?: string; effect: string }[]
}

/**
 * The Node that the machine's kubelet registers. `index` counts machines and gives it its
 * addresses.
 */
export function nodeOf(machine: Machine, index: number): Draft<Node> {
  const { name, labels, taints } = machine
  const podCIDR = `10.${244 + Math.floor(index / 256)}.${index % 256}.0/24`
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...labels,
      },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    spec: {
      podCIDR,
      podCIDRs: [podCIDR],
      ...(taints ? { taints: taints as NonNullable<Node['spec']['taints']> } : {}),
    },
    status: statusOf(machine, index),
  }
}

function statusOf(machine: Machine, index: number): Omit<NodeStatus, 'conditions'> {
  const capacity = {
    cpu: machine.cpu ?? '4',
    'ephemeral-storage': '100Gi',
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: machine.memory ?? '16Gi',
    pods: String(machine.pods ?? 110),
  }
  return {
    capacity,
    allocatable: capacity,
    addresses: [
      { type: 'InternalIP', address: `172.18.${Math.floor(index / 250)}.${(index % 250) + 2}` },
      { type: 'Hostname', address: machine.name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
    nodeInfo: {
      machineID: machineId(machine.name),
      systemUUID: uuidText(machineId(`${machine.name}, board`)),
      bootID: bootId(machine.name, 0),
      kernelVersion: KERNEL,
      osImage: OS_IMAGE,
      containerRuntimeVersion: RUNTIME,
      kubeletVersion: KUBELET_VERSION,
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
    runtimeHandlers: [],
  }
}

/** The id of a machine's n-th boot: a kubelet that comes back with another one was down. */
export function bootId(name: string, boot: number): string {
  return uuidText(machineId(`${name}, boot ${boot}`))
}

function machineId(text: string): string {
  return hex16('machine', text, 'first half') + hex16('machine', text, 'second half')
}

function uuidText(hex: string): string {
  const cuts = [0, 8, 12, 16, 20, 32]
  return cuts
    .slice(1)
    .map((end, index) => hex.slice(cuts[index], end))
    .join('-')
}
