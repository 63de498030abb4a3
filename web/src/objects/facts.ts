import type { KubeObject } from '../kube/api.ts'

export interface Condition {
  type: string
  status: string
  reason?: string
  message?: string
}

/** One container as the drawer shows it: what it should be and how it is. */
export interface ContainerFacts {
  name: string
  image: string
  /** `Running`, or the reason why it waits or has ended. */
  state: string
  message: string
  ready: boolean | null
  restarts: number
}

export interface Facts {
  node: string
  owner: { kind: string; name: string } | null
  containers: ContainerFacts[]
  conditions: Condition[]
}

interface Loose {
  spec?: {
    nodeName?: string
    containers?: { name: string; image?: string }[]
    template?: { spec?: { containers?: { name: string; image?: string }[] } }
  }
  status?: { conditions?: Condition[]; containerStatuses?: LooseStatus[] }
}

interface LooseStatus {
  name: string
  ready?: boolean
  restartCount?: number
  state?: Record<string, { reason?: string; message?: string }>
}

/** What the overview says of any object; what an object has not is left out. */
export function factsOf(object: KubeObject): Facts {
  const { spec, status } = object as Loose
  const owner = object.metadata.ownerReferences?.find(({ controller }) => controller)
  const containers = spec?.containers ?? spec?.template?.spec?.containers ?? []
  return {
    node: spec?.nodeName ?? '',
    owner: owner ? { kind: owner.kind, name: owner.name } : null,
    containers: containers.map(({ name, image = '' }) => ({
      name,
      image,
      ...lifeOf(status?.containerStatuses?.find((known) => known.name === name)),
    })),
    conditions: status?.conditions ?? [],
  }
}

function lifeOf(status: LooseStatus | undefined) {
  if (!status) return { state: '', message: '', ready: null, restarts: 0 }
  const [[word, detail] = ['', {}]] = Object.entries(status.state ?? {})
  const plain = word.charAt(0).toUpperCase() + word.slice(1)
  return {
    state: detail?.reason ?? plain,
    message: detail?.message ?? '',
    ready: status.ready ?? false,
    restarts: status.restartCount ?? 0,
  }
}
