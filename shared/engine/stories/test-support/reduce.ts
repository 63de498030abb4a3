import type { Change } from '../../change.ts'
import { equal } from '../../json.ts'
import type { Deployment } from '../../kinds/deployment/schema.ts'
import type { KubeEvent } from '../../kinds/event/schema.ts'
import type { ReplicaSet } from '../../kinds/replicaset/schema.ts'
import type { KubeObject } from '../../object.ts'

/** What a change says of a rollout; the same shape as in the recordings. */
export interface Note {
  kind: string
  name: string
  gone?: true
  replicas?: number
  paused?: true
  revision?: string
  history?: string
  desired?: string
  max?: string
  cause?: string
  generation?: number
  conditions?: { type: string; status: string; reason: string; message: string }[]
  counts?: number[]
  type?: string
  reason?: string
  message?: string
  count?: number
}

const PREFIX = 'deployment.kubernetes.io/'

/** The changes that say something about rollouts in a namespace, in order; repeats are left out. */
export function reduce(changes: readonly Change[], namespace: string): Note[] {
  const records: Note[] = []
  const last = new Map<string, Note>()
  for (const { object, key, type } of changes) {
    if (object.metadata.namespace !== namespace) continue
    const record = type === 'DELETED' ? goneOf(object) : recordOf(object)
    if (!record || equal(record, last.get(key))) continue
    last.set(key, record)
    records.push(record)
  }
  return records
}

function goneOf({ kind, metadata }: KubeObject): Note | undefined {
  const isTold = kind === 'Deployment' || kind === 'ReplicaSet'
  return isTold ? { kind, name: metadata.name, gone: true } : undefined
}

function recordOf(object: KubeObject): Note | undefined {
  if (object.kind === 'Deployment') return ofDeployment(object as Deployment)
  if (object.kind === 'ReplicaSet') return ofSet(object as ReplicaSet)
  return object.kind === 'Event' ? ofEvent(object as KubeEvent) : undefined
}

function ofDeployment({ kind, metadata, spec, status }: Deployment): Note {
  const revision = metadata.annotations?.[`${PREFIX}revision`]
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status
  return {
    kind,
    name: metadata.name,
    replicas: spec.replicas,
    ...(spec.paused ? { paused: true } : {}),
    ...(revision ? { revision } : {}),
    generation: metadata.generation ?? 0,
    conditions: (status.conditions ?? []).map(({ type, status, reason = '', message = '' }) => {
      return { type, status, reason, message }
    }),
    counts: [replicas, updatedReplicas, readyReplicas, availableReplicas],
  }
}

function ofSet({ kind, metadata, spec }: ReplicaSet): Note {
  const said = metadata.annotations ?? {}
  const named = {
    revision: said[`${PREFIX}revision`],
    history: said[`${PREFIX}revision-history`],
    desired: said[`${PREFIX}desired-replicas`],
    max: said[`${PREFIX}max-replicas`],
    cause: said['kubernetes.io/change-cause'],
  }
  const given = Object.entries(named).filter(([, value]) => value !== undefined)
  return { kind, name: metadata.name, replicas: spec.replicas, ...Object.fromEntries(given) }
}

function ofEvent({ kind, involvedObject, type, reason, message, count }: KubeEvent) {
  if (involvedObject.kind !== 'Deployment') return undefined
  const name = involvedObject.name ?? ''
  return { kind, name, type, reason, message, count } as Note
}
