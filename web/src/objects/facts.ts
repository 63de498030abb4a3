import type { KubeObject } from '../kube/api.ts'

export interface Condition {
  type: string
  status: string
  reason?: string
  message?: string
}

/** What a container is in its pod. */
export type Role = 'init' | 'sidecar' | 'app' | 'ephemeral'

/** One container as the drawer shows it: what it should be and how it is. */
export interface ContainerFacts {
  name: string
  role: Role
  image: string
  /** `Running`, or the reason why it waits or has ended. */
  state: string
  message: string
  /** Does all go well? Null where it is not known, or too early to say. */
  ready: boolean | null
  restarts: number
}

export interface Facts {
  node: string
  owner: { kind: string; name: string } | null
  /** In the order in which they start. */
  containers: ContainerFacts[]
  conditions: Condition[]
}

interface LooseContainer {
  name: string
  image?: string
  restartPolicy?: string
}

interface LooseSpec {
  nodeName?: string
  initContainers?: LooseContainer[]
  containers?: LooseContainer[]
  ephemeralContainers?: LooseContainer[]
  template?: { spec?: LooseSpec }
  jobTemplate?: { spec?: LooseSpec }
}

interface LooseStatus {
  name: string
  ready?: boolean
  restartCount?: number
  state?: Record<string, { reason?: string; message?: string; exitCode?: number }>
}

interface Loose {
  spec?: LooseSpec
  status?: {
    conditions?: Condition[]
    initContainerStatuses?: LooseStatus[]
    containerStatuses?: LooseStatus[]
    ephemeralContainerStatuses?: LooseStatus[]
  }
}

/** What the overview says of any object; what an object has not is left out. */
export function factsOf(object: KubeObject): Facts {
  const { spec, status } = object as Loose
  const owner = object.metadata.ownerReferences?.find(({ controller }) => controller)
  const template = spec?.jobTemplate?.spec?.template ?? spec?.template
  const { initContainers, containers, ephemeralContainers } = template?.spec ?? spec ?? {}
  const statuses = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ]
  const known = new Map(statuses.map((one) => [one.name, one]))
  const of = (list: LooseContainer[] | undefined, role: Role) =>
    listOf(list).map((one) => containerFacts(one, roleOf(one, role), known.get(one.name)))
  return {
    node: spec?.nodeName ?? '',
    owner: owner ? { kind: owner.kind, name: owner.name } : null,
    containers: [
      ...of(initContainers, 'init'),
      ...of(containers, 'app'),
      ...of(ephemeralContainers, 'ephemeral'),
    ],
    conditions: listOf(status?.conditions),
  }
}

/** How many of how many are ready, for a workload that counts its pods; null for others. */
export function readiness({ spec, status }: KubeObject): { ready: number; wanted: number } | null {
  const wanted = status?.desiredNumberScheduled ?? spec?.replicas
  const ready = status?.numberReady ?? status?.readyReplicas ?? 0
  return typeof wanted === 'number' ? { wanted, ready: Number(ready) } : null
}

/** The container that kubectl means when none is named. */
export function mainContainer(
  object: KubeObject,
  containers: readonly ContainerFacts[],
): ContainerFacts | undefined {
  const named = object.metadata.annotations?.['kubectl.kubernetes.io/default-container']
  const apps = containers.filter(({ role }) => role === 'app')
  return containers.find(({ name }) => name === named) ?? apps[0] ?? containers[0]
}

const listOf = <T>(list: T[] | undefined): T[] => (Array.isArray(list) ? list : [])

const roleOf = ({ restartPolicy }: LooseContainer, role: Role): Role =>
  role === 'init' && restartPolicy === 'Always' ? 'sidecar' : role

function containerFacts(
  { name, image = '' }: LooseContainer,
  role: Role,
  status: LooseStatus | undefined,
): ContainerFacts {
  const none = { state: '', message: '', ready: null, restarts: 0 }
  return { name, image, role, ...(status ? lifeOf(status, role) : none) }
}

function lifeOf(status: LooseStatus, role: Role) {
  const [[word, detail] = ['', {}]] = Object.entries(status.state ?? {})
  const plain = word.charAt(0).toUpperCase() + word.slice(1)
  return {
    state: detail?.reason ?? plain,
    message: detail?.message ?? '',
    ready: isWell(status, role),
    restarts: status.restartCount ?? 0,
  }
}

/** An init container that has not begun is no trouble yet, and one that ended well is none. */
function isWell({ ready = false, state = {} }: LooseStatus, role: Role): boolean | null {
  if (state.terminated?.exitCode === 0) return true
  if (ready || role === 'sidecar' || role === 'app') return ready
  return state.terminated || /BackOff|Err/.test(state.waiting?.reason ?? '') ? false : null
}
