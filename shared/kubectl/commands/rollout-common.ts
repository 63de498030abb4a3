import { FILES, OUTPUT, SELECTOR } from '../common-flags.ts'
import { groupResource, type Resource } from '../discovery.ts'
import { Failure, throwAll } from '../failure.ts'
import type { Flag } from '../flags.ts'
import { same, sortKeys, type JsonRecord, type KubeObject } from '../object.ts'
import { listObjects, type Session } from '../session.ts'
import { mustFind, type Found } from '../targets.ts'

/** Flags of every `rollout` command. */
export const ROLLOUT: readonly Flag[] = [...FILES, ...OUTPUT, ...SELECTOR]

/** The number of a revision, on Deployments and ReplicaSets. */
export const REVISION = 'deployment.kubernetes.io/revision'

/** A pod template as far as rollouts look at it. */
export interface Template {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> }
  spec?: JsonRecord
}

/** A Deployment as far as rollouts look at it. */
export interface Deployment extends KubeObject {
  spec: {
    replicas?: number
    paused?: boolean
    selector?: { matchLabels?: Record<string, string> }
    template: Template
  }
  status?: {
    observedGeneration?: number
    replicas?: number
    updatedReplicas?: number
    availableReplicas?: number
    conditions?: { type: string; status: string; reason?: string }[]
  }
}

/** A ReplicaSet as far as rollouts look at it. */
export interface ReplicaSet extends KubeObject {
  spec: { replicas?: number; template: Template }
  status?: { replicas?: number }
}

/** The workloads that a rollout command names. */
export async function workloads(session: Session): Promise<Found[]> {
  if (session.args.length === 0 && !session.flags.has('filename')) {
    throw new Failure('required resource not specified')
  }
  const found = await mustFind(session, session.args, { allWithoutName: true })
  if (found.length === 0) {
    session.io.stderr(`No resources found in ${session.namespace} namespace.\n`)
  }
  return found
}

/** Does something with each workload; what fails does not keep back the others. */
export async function eachWorkload(
  session: Session,
  act: (found: Found) => Promise<void>,
): Promise<void> {
  const failures: Failure[] = []
  for (const found of await workloads(session)) {
    try {
      await act(found)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failures.push(error)
    }
  }
  throwAll(failures)
}

/** Kinds that kubectl's rollout commands know of, though not each of them has rollouts. */
const WORKLOADS = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Pod',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
]

/**
 * Refuses what is no Deployment, as the command does for a workload without rollouts (`what`), or
 * for something that is no workload at all.
 */
export function mustBeDeployment(resource: Resource, what: string, retrieving?: string): void {
  const { kind, group } = resource
  if (kind === 'Deployment' && group === 'apps') return
  if (retrieving === undefined || WORKLOADS.includes(kind)) throw new Failure(what)
  throw new Failure(
    `error retrieving ${retrieving} for "${goGroupKind(resource)}", ` +
      `no visitor method exists for {${group} ${kind}}`,
  )
}

/** `Pod` or `Deployment.apps`, as Go prints a GroupKind. */
export function goGroupKind({ kind, group }: Resource): string {
  return group === '' ? kind : `${kind}.${group}`
}

/** `deployments.apps "web"`. */
export function quotedName({ resource, object }: Found): string {
  return `${groupResource(resource)} "${object.metadata.name}"`
}

/** The ReplicaSets that a Deployment owns, in the order of their names. */
export async function replicaSetsOf(session: Session, owner: Deployment): Promise<ReplicaSet[]> {
  const resource = (await session.discovery()).mustHave('replicasets.apps')
  const pairs = Object.entries(owner.spec.selector?.matchLabels ?? {})
  const labelSelector = pairs
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',')
  const all = await listObjects<ReplicaSet>(session, resource, owner.metadata.namespace, {
    labelSelector,
  })
  return all.filter(({ metadata }) => {
    return metadata.ownerReferences?.some((one) => one.controller && one.uid === owner.metadata.uid)
  })
}

/** The revision of a Deployment or ReplicaSet; 0 without the annotation. */
export function revisionOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.[REVISION] ?? 0)
}

/** Are two templates the same but for the hash that a ReplicaSet adds? */
export function sameTemplate(left: Template, right: Template): boolean {
  return same(withoutHash(left), withoutHash(right))
}

/** A template without the label that tells a ReplicaSet's pods from others. */
export function withoutHash(template: Template): JsonRecord {
  const { 'pod-template-hash': _hash, ...labels } = template.metadata?.labels ?? {}
  const metadata = { ...template.metadata, labels }
  return sortKeys({ ...template, metadata }) as unknown as JsonRecord
}

/** A Deployment's ReplicaSets, told apart: that of its template, and all others. */
export function splitSets(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
): { current: ReplicaSet | undefined; old: ReplicaSet[] } {
  const byAge = [...sets].sort((left, right) => {
    const [a = '', b = ''] = [left.metadata.creationTimestamp, right.metadata.creationTimestamp]
    return a < b ? -1 : a > b ? 1 : left.metadata.name < right.metadata.name ? -1 : 1
  })
  const current = byAge.find((set) => sameTemplate(set.spec.template, deployment.spec.template))
  return { current, old: sets.filter((set) => set !== current) }
}
