import type { Cluster, KubeObject } from '../../shared/engine/index.ts'
import type {
  EventLine,
  LiveChanges,
  NodeDot,
  PodDot,
  WorkloadDot,
} from '../../shared/protocol/cluster.ts'

/** What the dots read of an object; everything may be missing. */
interface Loose extends KubeObject {
  spec?: {
    nodeName?: string
    taints?: { key: string }[]
    replicas?: number
    containers?: unknown[]
    template?: { spec?: { containers?: { image?: string }[] } }
  }
  status?: {
    containerStatuses?: { ready?: boolean; restartCount?: number }[]
    allocatable?: { pods?: string | number }
    updatedReplicas?: number
    readyReplicas?: number
    availableReplicas?: number
  }
  involvedObject?: { kind?: string; name?: string }
  type?: string
  reason?: string
  message?: string
  count?: number
  lastTimestamp?: string
  series?: { count?: number }
}

const REVISION = 'deployment.kubernetes.io/revision'

/** Kinds that the map draws. */
export const DRAWN = ['Node', 'Pod', 'Deployment', 'Event'] as const

const seconds = (time: string | undefined) => Math.floor(Date.parse(time ?? '') / 1000) || 0

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

/** The word of a column of the kind's own table: the same that kubectl prints. */
function cell(cluster: Cluster, object: KubeObject, column: string): string {
  const found = cluster.api.kinds
    .get(object.kind)
    ?.columns.find(({ name }) => name.toLowerCase() === column)
  const word = found?.cell(object as never, { now: cluster.now, view: cluster.view })
  return String(word ?? '')
}

function podDot(cluster: Cluster, pod: Loose): PodDot {
  const { namespace = '', name, ownerReferences = [], creationTimestamp } = pod.metadata
  const statuses = pod.status?.containerStatuses ?? []
  const owner = ownerReferences.find(({ controller }) => controller)
  return [
    namespace,
    name,
    pod.spec?.nodeName ?? '',
    cell(cluster, pod, 'status'),
    statuses.filter(({ ready }) => ready).length,
    pod.spec?.containers?.length ?? 0,
    sum(statuses.map(({ restartCount = 0 }) => restartCount)),
    owner ? `${owner.kind}/${owner.name}` : '',
    seconds(creationTimestamp),
  ]
}

function nodeDot(cluster: Cluster, node: Loose): NodeDot {
  const taints = (node.spec?.taints ?? []).map(({ key }) => key)
  const pods = Number(node.status?.allocatable?.pods ?? 0)
  return [node.metadata.name, cell(cluster, node, 'status'), taints, pods]
}

function workloadDot({ metadata, spec, status }: Loose): WorkloadDot {
  const images = (spec?.template?.spec?.containers ?? []).map(({ image = '' }) => image)
  return [
    metadata.namespace ?? '',
    metadata.name,
    spec?.replicas ?? 0,
    status?.updatedReplicas ?? 0,
    status?.readyReplicas ?? 0,
    status?.availableReplicas ?? 0,
    images.join(','),
    metadata.annotations?.[REVISION] ?? '',
  ]
}

function eventLine(event: Loose): EventLine {
  const { involvedObject: about = {} } = event
  return [
    event.metadata.namespace ?? '',
    `${about.kind ?? ''}/${about.name ?? ''}`,
    event.type ?? '',
    event.reason ?? '',
    event.message ?? '',
    event.series?.count ?? event.count ?? 1,
    seconds(event.lastTimestamp ?? event.metadata.creationTimestamp),
  ]
}

/** Is this only for teachers: of a hidden kind, or an Event about one? */
export function isHidden(cluster: Cluster, object: KubeObject): boolean {
  const about = (object as Loose).involvedObject?.kind ?? ''
  const isTeachersOnly = (kind: string) => cluster.api.kinds.get(kind)?.teachersOnly === true
  return isTeachersOnly(object.kind) || isTeachersOnly(about)
}

/** Draws objects as the live view sends them; lists without entries are left out. */
export function dotsOf(cluster: Cluster, objects: readonly KubeObject[]): LiveChanges {
  const changes: Required<Pick<LiveChanges, 'pods' | 'nodes' | 'workloads' | 'events'>> = {
    pods: [],
    nodes: [],
    workloads: [],
    events: [],
  }
  for (const object of objects) {
    if (object.kind === 'Pod') changes.pods.push(podDot(cluster, object))
    else if (object.kind === 'Node') changes.nodes.push(nodeDot(cluster, object))
    else if (object.kind === 'Deployment') changes.workloads.push(workloadDot(object))
    else if (object.kind === 'Event') changes.events.push(eventLine(object))
  }
  return Object.fromEntries(Object.entries(changes).filter(([, list]) => list.length > 0))
}
