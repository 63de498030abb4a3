import { longTime } from '../age.ts'
import { Failure } from '../failure.ts'
import { byText, sorted, type KubeObject } from '../object.ts'
import { getObject, listObjects, type Session } from '../session.ts'
import type { Describer } from './describer.ts'
import type { Description } from './description.ts'
import { describeEvents, eventsAbout } from './events.ts'
import { describeNodeResources } from './node-resources.ts'
import type { Pod } from './pod-types.ts'

/** A node as far as its page shows it. */
export interface Node extends KubeObject {
  spec?: {
    taints?: { key: string; value?: string; effect: string }[]
    unschedulable?: boolean
    podCIDR?: string
    podCIDRs?: string[]
    providerID?: string
  }
  status?: {
    conditions?: {
      type: string
      status: string
      lastHeartbeatTime?: string
      lastTransitionTime?: string
      reason?: string
      message?: string
    }[]
    addresses?: { type: string; address: string }[]
    capacity?: Record<string, string>
    allocatable?: Record<string, string>
    nodeInfo?: Record<string, string>
  }
}

/** A node. Upstream: kubectl pkg/describe describeNode. */
export const node: Describer = {
  kind: 'Node',
  describe: async (page, object, session) => {
    const one = object as Node
    const { name } = one.metadata
    const discovery = await session.discovery()
    const fieldSelector = `spec.nodeName=${name},status.phase!=Failed,status.phase!=Succeeded`
    const pods = await listObjects<Pod>(session, discovery.mustHave('pods'), undefined, {
      fieldSelector,
    })
    const events = [
      ...(await eventsAbout(session, object, { kind: 'Node' })),
      ...(await eventsAbout(session, object, { kind: 'Node', uid: name })),
    ]
    head(page, one)
    await lease(page, session, name)
    body(page, one)
    describeNodeResources(page, one, pods, session.now)
    describeEvents(page, events, session.now)
  },
}

function head(page: Description, { metadata, spec = {} }: Node): void {
  const prefix = 'node-role.kubernetes.io/'
  const roles = sorted(metadata.labels).flatMap(([key, value]) => {
    if (key.startsWith(prefix)) return [key.slice(prefix.length)]
    return key === 'kubernetes.io/role' && value ? [value] : []
  })
  page.line(0, `Name:\t${metadata.name}`)
  page.line(0, `Roles:\t${[...new Set(roles)].sort(byText).join(',') || '<none>'}`)
  page.labels('Labels', metadata.labels)
  page.annotations('Annotations', metadata.annotations)
  page.line(0, `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`)
  const taints = [...(spec.taints ?? [])].sort((a, b) => {
    return byText(`${a.effect},${a.key}`, `${b.effect},${b.key}`)
  })
  const texts = taints.map(
    ({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`,
  )
  page.rows('Taints', texts)
  page.line(0, `Unschedulable:\t${spec.unschedulable ?? false}`)
}

interface Lease extends KubeObject {
  spec?: { holderIdentity?: string; acquireTime?: string; renewTime?: string }
}

async function lease(page: Description, session: Session, name: string): Promise<void> {
  const resource = (await session.discovery()).named('leases')
  if (!resource) return
  try {
    const { spec = {} } = await getObject<Lease>(session, resource, 'kube-node-lease', name)
    const time = (text: string | undefined) => (text ? longTime(text) : '<unset>')
    page.line(0, 'Lease:')
    page.line(1, `HolderIdentity:\t${spec.holderIdentity ?? '<unset>'}`)
    page.line(1, `AcquireTime:\t${time(spec.acquireTime)}`)
    page.line(1, `RenewTime:\t${time(spec.renewTime)}`)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    page.line(0, `Lease:\tFailed to get lease: ${error.message}`)
  }
}

const FACTS = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
  ['Kube-Proxy Version', 'kubeProxyVersion'],
] as const

function body(page: Description, { spec = {}, status = {} }: Node): void {
  const conditions = status.conditions ?? []
  if (conditions.length > 0) {
    const titles = 'Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage'
    page.write(0, `Conditions:\n  ${titles}\n`)
    page.line(1, '----\t------\t-----------------\t------------------\t------\t-------')
  }
  for (const row of conditions) {
    const times = `${longTime(row.lastHeartbeatTime)} \t${longTime(row.lastTransitionTime)} `
    const { type, status: value, reason = '', message = '' } = row
    page.line(1, `${type} \t${value} \t${times}\t${reason} \t${message}`)
  }
  page.line(0, 'Addresses:')
  for (const { type, address } of status.addresses ?? []) page.line(1, `${type}:\t${address}`)
  resources(page, 'Capacity', status.capacity)
  resources(page, 'Allocatable', status.allocatable)
  page.line(0, 'System Info:')
  for (const [title, field] of FACTS) page.line(1, `${title}:\t${status.nodeInfo?.[field] ?? ''}`)
  if (spec.podCIDR) page.line(0, `PodCIDR:\t${spec.podCIDR}`)
  if (spec.podCIDRs?.length) page.line(0, `PodCIDRs:\t${spec.podCIDRs.join(',')}`)
  if (spec.providerID) page.line(0, `ProviderID:\t${spec.providerID}`)
}

function resources(
  page: Description,
  title: string,
  list: Record<string, string> | undefined,
): void {
  const rows = sorted(list)
  if (rows.length > 0) page.line(0, `${title}:`)
  for (const [name, value] of rows) page.line(1, `${name}:\t${value}`)
}
