import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change } from '../change.ts'
import type { Cluster } from '../cluster.ts'
import { HASH_LABEL } from '../kinds/deployment/annotations.ts'
import { fenceposts } from '../kinds/deployment/fenceposts.ts'
import type { Deployment } from '../kinds/deployment/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { podReady } from '../kinds/pod/condition.ts'
import type { ReplicaSet } from '../kinds/replicaset/schema.ts'
import { controllerOf, keyOf } from '../object.ts'
import { HOUR, SECOND, type Millis } from '../time.ts'
import {
  create,
  deploymentBody,
  fakeCluster,
  patch,
  send,
  wait,
} from './test-support/fake-cluster.ts'

/** Fresh histories with ROLLOUT_SEED and ROLLOUT_RUNS; the default ones are the same every time. */
const RUNS = Number(process.env.ROLLOUT_RUNS ?? 300)
const SEED = Number(process.env.ROLLOUT_SEED ?? 20_261_122)

type Op =
  | { op: 'wait'; ms: Millis }
  | { op: 'scale'; replicas: number }
  | { op: 'image'; image: string }
  | { op: 'limits'; maxSurge: number; maxUnavailable: number }
  | { op: 'undo' }
  | { op: 'pause'; paused: boolean }
  | { op: 'delete'; pick: number }

const IMAGES = ['web:1', 'web:2', 'web:3', 'web:slow', 'web:broken']

const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant('wait' as const), ms: fc.nat(300) }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('wait' as const), ms: fc.nat(8_000) }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('scale' as const), replicas: fc.nat(9) }) },
  {
    weight: 5,
    arbitrary: fc.record({ op: fc.constant('image' as const), image: fc.constantFrom(...IMAGES) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('limits' as const),
      maxSurge: fc.nat(3),
      maxUnavailable: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('undo' as const) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('pause' as const), paused: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('delete' as const), pick: fc.nat(20) }) },
)

/** Within so long of a person's deed what is seen may be its consequence, and not ours. */
const ECHO_MS = 200

function startMs(pod: Pod, luck: number): Millis | undefined {
  const image = pod.spec.containers?.[0]?.image
  if (image === 'web:broken') return undefined
  return image === 'web:slow' ? 20 * SECOND : 300 + Math.floor(luck * 2_000)
}

const deploymentOf = (cluster: Cluster): Deployment =>
  cluster.view.get<Deployment>('Deployment', 'default', 'web')!
const setsOf = (cluster: Cluster): readonly ReplicaSet[] =>
  cluster.view.list('ReplicaSet', 'default')
const podsOf = (cluster: Cluster): Pod[] =>
  cluster.view
    .list<Pod>('Pod', 'default')
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)

const by = (change: Change, controller: string): boolean =>
  change.cause.by === 'visit' && change.cause.address.startsWith(`${controller}|`)

/** How things were when an instant began: keys of pods that were ready, sizes of sets by uid. */
interface Before {
  ready: ReadonlySet<string>
  sizes: ReadonlyMap<string, number>
}

function look(cluster: Cluster): Before {
  const ready = podsOf(cluster).filter(podReady)
  const sizes = setsOf(cluster).map(({ metadata, spec }) => [metadata.uid, spec.replicas] as const)
  return { ready: new Set(ready.map((pod) => keyOf(pod))), sizes: new Map(sizes) }
}

/** The laws of one instant. */
function judge(
  cluster: Cluster,
  changes: readonly Change[],
  before: Before,
  isEcho: boolean,
): void {
  const { spec } = deploymentOf(cluster)
  const { surge, unavailable } = fenceposts(deploymentOf(cluster))
  const pods = podsOf(cluster)
  const wanted = setsOf(cluster).reduce((sum, set) => sum + set.spec.replicas, 0)
  const grew = changes.some(
    (change) =>
      change.key.startsWith('ReplicaSet/') &&
      by(change, 'deployment') &&
      (change.object as ReplicaSet).spec.replicas >
        ((change.previous as ReplicaSet | undefined)?.spec.replicas ?? 0),
  )
  if (grew) expect(wanted, 'sets together').toBeLessThanOrEqual(spec.replicas + surge)

  for (const set of setsOf(cluster)) {
    const { uid, name } = set.metadata
    const isMaker = changes.some(
      ({ type, object }) => type === 'ADDED' && controllerOf(object)?.uid === uid,
    )
    const mine = pods.filter((pod) => controllerOf(pod)?.uid === uid)
    // In the instant in which a set makes pods it may also be told to have fewer.
    const most = Math.max(set.spec.replicas, before.sizes.get(uid) ?? 0)
    if (isMaker) expect(mine.length, name).toBeLessThanOrEqual(most)
  }
  for (const pod of pods)
    expect(controllerOf(pod), `${pod.metadata.name} has an owner`).toBeDefined()

  const tookReady = changes.some(
    (change) => by(change, 'replicaset') && before.ready.has(change.key) && isGoing(change),
  )
  if (tookReady && !isEcho) {
    const ready = pods.filter(podReady).length
    expect(ready, 'ready pods after we took one').toBeGreaterThanOrEqual(
      spec.replicas - unavailable,
    )
  }
}

function isGoing({ type, object }: Change): boolean {
  return type === 'DELETED' || object.metadata.deletionTimestamp !== undefined
}

/** Lets time pass instant by instant and judges each. */
function watch(cluster: Cluster, ms: Millis, deedAt: Millis): void {
  const end = cluster.now + ms
  for (;;) {
    const due = cluster.nextDue
    const next = due === null ? end : Math.min(due, end)
    const before = look(cluster)
    const { changes } = wait(cluster, next - cluster.now)
    judge(cluster, changes, before, cluster.now - deedAt <= ECHO_MS)
    if (next >= end) return
  }
}

function perform(cluster: Cluster, step: Exclude<Op, { op: 'wait' }>): void {
  switch (step.op) {
    case 'scale':
      patch(cluster, 'deployments', 'web', { spec: { replicas: step.replicas } })
      return
    case 'image': {
      const containers = [{ name: 'c', image: step.image }]
      patch(cluster, 'deployments', 'web', { spec: { template: { spec: { containers } } } })
      return
    }
    case 'limits': {
      const { maxSurge, maxUnavailable } = step
      const strategy = { rollingUpdate: { maxSurge, maxUnavailable } }
      patch(cluster, 'deployments', 'web', { spec: { strategy } })
      return
    }
    case 'pause':
      patch(cluster, 'deployments', 'web', { spec: { paused: step.paused } })
      return
    case 'undo':
      undo(cluster)
      return
    case 'delete':
      removePod(cluster, step.pick)
  }
}

/** What `kubectl rollout undo` sends: the template of the newest revision but one. */
function undo(cluster: Cluster): void {
  const revision = (set: ReplicaSet): number =>
    Number(set.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0)
  const [, before] = [...setsOf(cluster)].sort((a, b) => revision(b) - revision(a))
  if (!before) return
  const { [HASH_LABEL]: _hash, ...labels } = before.spec.template.metadata.labels ?? {}
  const { template } = before.spec
  const value = { ...template, metadata: { ...template.metadata, labels } }
  send(cluster, {
    method: 'PATCH',
    path: '/apis/apps/v1/namespaces/default/deployments/web',
    contentType: 'application/json-patch+json',
    body: JSON.stringify([{ op: 'replace', path: '/spec/template', value }]),
  })
}

function removePod(cluster: Cluster, pick: number): void {
  const pods = podsOf(cluster)
  const chosen = pods[pick % Math.max(1, pods.length)]
  if (!chosen) return
  const path = `/api/v1/namespaces/default/pods/${chosen.metadata.name}`
  send(cluster, { method: 'DELETE', path, contentType: 'application/json', body: '{}' })
}

/** In the end every wish is fulfilled, or the condition says why not. */
function judgeRest(cluster: Cluster): void {
  const { spec, status } = deploymentOf(cluster)
  expect(cluster.nextDue, 'nothing is left to do').toBeNull()
  const pods = podsOf(cluster)
  for (const set of setsOf(cluster)) {
    const mine = pods.filter((pod) => controllerOf(pod)?.uid === set.metadata.uid)
    expect(mine.length, set.metadata.name).toBe(set.spec.replicas)
    expect(set.status.replicas, set.metadata.name).toBe(set.spec.replicas)
  }
  const image = spec.template.spec.containers?.[0]?.image
  if (spec.paused || (image === 'web:broken' && spec.replicas > 0)) return
  expect([
    status.replicas ?? 0,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
  ]).toEqual([spec.replicas, spec.replicas, spec.replicas])
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing')
  expect(progressing?.reason).toBe('NewReplicaSetAvailable')
}

describe('rollouts', () => {
  test(
    `keep within their limits and come to rest (${RUNS} histories, seed ${SEED})`,
    { timeout: 300_000 },
    () => {
      fc.assert(
        fc.property(fc.nat(9), fc.array(op, { minLength: 3, maxLength: 16 }), (replicas, ops) => {
          const cluster = fakeCluster((pod, view) => startMs(pod, view.luck(pod, 'start')))
          create(cluster, 'deployments', deploymentBody('web', { replicas }, 'web:1'))
          let deedAt = cluster.now
          for (const step of ops) {
            if (step.op === 'wait') watch(cluster, step.ms, deedAt)
            else {
              perform(cluster, step)
              deedAt = cluster.now
            }
          }
          watch(cluster, HOUR, deedAt)
          judgeRest(cluster)
        }),
        { seed: SEED, numRuns: RUNS },
      )
    },
  )
})
