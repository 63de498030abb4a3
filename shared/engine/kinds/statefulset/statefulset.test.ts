import { expect, test } from 'vitest'
import { Lab } from '../../kubelet/test-support/lab.ts'
import { keyOf } from '../../object.ts'
import { parseTimestamp } from '../../time.ts'
import { REVISION_HASH } from '../revision-history.ts'
import type { PersistentVolumeClaim } from '../persistentvolumeclaim/schema.ts'
import type { Pod } from '../pod/schema.ts'
import type { StatefulSet } from './schema.ts'

type Spec = Record<string, unknown>

const SLOW = { readinessProbe: { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 10 } }

const stateful = (rest: Spec = {}, pod: Spec = {}, container: Spec = {}): Spec => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    serviceName: 'nginx',
    replicas: 3,
    selector: { matchLabels: { app: 'nginx' } },
    template: {
      metadata: { labels: { app: 'nginx' } },
      spec: {
        terminationGracePeriodSeconds: 10,
        containers: [{ name: 'nginx', image: 'nginx:1.7.9', ...container }],
        ...pod,
      },
    },
    ...rest,
  },
})

const setOf = (lab: Lab): StatefulSet => lab.cluster.view.get('StatefulSet', 'default', 'web')!
const podsOf = (lab: Lab): Pod[] =>
  lab.cluster.view.list<Pod>('Pod', 'default').filter((pod) => pod.metadata.name.startsWith('web-'))
const namesOf = (lab: Lab): string[] => podsOf(lab).map(({ metadata }) => metadata.name)
const ready = (lab: Lab): number => setOf(lab).status.readyReplicas ?? 0
const born = (lab: Lab, name: string): number =>
  (parseTimestamp(lab.get(name).metadata.creationTimestamp) ?? 0) / 1_000
const claimsOf = (lab: Lab): readonly PersistentVolumeClaim[] =>
  lab.cluster.view.list('PersistentVolumeClaim', 'default')

function running(rest: Spec = {}, pod: Spec = {}, container: Spec = {}): Lab {
  const lab = new Lab()
  lab.create(stateful(rest, pod, container))
  lab.until(() => ready(lab) === (rest.replicas ?? 3), 120)
  return lab
}

function change(lab: Lab, spec: Partial<StatefulSet['spec']>): void {
  const set = setOf(lab)
  lab.update({ ...set, spec: { ...set.spec, ...spec } } as StatefulSet)
}

function setImage(lab: Lab, image: string): void {
  const { template } = setOf(lab).spec
  const containers = template.spec.containers.map((one) => ({ ...one, image }))
  change(lab, { template: { ...template, spec: { ...template.spec, containers } } })
}

/** The names of pods in the order in which their deletion was asked for. */
function deletions(lab: Lab): string[] {
  const seen = new Set<string>()
  for (const { object } of lab.changes) {
    if (object.kind !== 'Pod' || object.metadata.deletionTimestamp === undefined) continue
    seen.add(object.metadata.name)
  }
  return [...seen]
}

test('[STS-001] [STS-012] names pods by number and gives them hostname, subdomain, labels', () => {
  const lab = running()
  expect(namesOf(lab)).toEqual(['web-0', 'web-1', 'web-2'])
  const { metadata, spec } = lab.get('web-1')
  expect(spec).toMatchObject({ hostname: 'web-1', subdomain: 'nginx' })
  expect(metadata.labels).toMatchObject({
    'apps.kubernetes.io/pod-index': '1',
    'statefulset.kubernetes.io/pod-name': 'web-1',
    [REVISION_HASH]: setOf(lab).status.updateRevision,
  })
  const { updateRevision } = setOf(lab).status
  expect(setOf(lab).status).toEqual({
    observedGeneration: 1,
    replicas: 3,
    readyReplicas: 3,
    currentReplicas: 3,
    updatedReplicas: 3,
    availableReplicas: 3,
    currentRevision: updateRevision,
    updateRevision,
    collisionCount: 0,
  })
})

test('[STS-024] [STS-028] makes one pod after the other, each when the one before is ready', () => {
  const lab = running({}, {}, SLOW)
  expect(born(lab, 'web-1') - born(lab, 'web-0')).toBeGreaterThanOrEqual(10)
  expect(born(lab, 'web-2') - born(lab, 'web-1')).toBeGreaterThanOrEqual(10)
  expect(lab.messages('web', 'SuccessfulCreate')).toEqual([
    'create Pod web-0 in StatefulSet web successful',
    'create Pod web-1 in StatefulSet web successful',
    'create Pod web-2 in StatefulSet web successful',
  ])
})

test('[STS-027] [STS-030] goes from the highest number down, one by one', () => {
  const lab = running()
  lab.mark()
  change(lab, { replicas: 1 })
  lab.until(() => podsOf(lab).length === 1, 60)
  expect(deletions(lab)).toEqual(['web-2', 'web-1'])
  expect(lab.messages('web', 'SuccessfulDelete')).toEqual([
    'delete Pod web-2 in StatefulSet web successful',
    'delete Pod web-1 in StatefulSet web successful',
  ])
})

test('[STS-033] in parallel all come and go at once', () => {
  const lab = new Lab()
  lab.create(stateful({ podManagementPolicy: 'Parallel' }, {}, SLOW))
  lab.run(1)
  expect(namesOf(lab)).toEqual(['web-0', 'web-1', 'web-2'])
  change(lab, { replicas: 0 })
  lab.run(0.5)
  expect(podsOf(lab).every(({ metadata }) => metadata.deletionTimestamp)).toBe(true)
})

test('[STS-037] an update goes from the highest number down and ends as the current revision', () => {
  const lab = running()
  const before = setOf(lab).status.currentRevision
  lab.mark()
  setImage(lab, 'nginx:1.9.1')
  lab.run(0.1)
  expect(setOf(lab).status.updateRevision).not.toBe(before)
  expect(setOf(lab).status.currentRevision).toBe(before)
  lab.until(() => setOf(lab).status.currentRevision !== before, 120)
  expect(deletions(lab)).toEqual(['web-2', 'web-1', 'web-0'])
  expect(setOf(lab).status.currentRevision).toBe(setOf(lab).status.updateRevision)
})

test('[STS-039] with a partition only pods from that number on are updated', () => {
  const lab = running({ updateStrategy: { rollingUpdate: { partition: 2 } } })
  const before = lab.get('web-0').metadata.labels?.[REVISION_HASH]
  setImage(lab, 'nginx:1.9.1')
  lab.run(60)
  expect(podsOf(lab).map(({ spec }) => spec.containers[0]?.image)).toEqual([
    'nginx:1.7.9',
    'nginx:1.7.9',
    'nginx:1.9.1',
  ])
  lab.delete(keyOf(lab.get('web-0')))
  lab.run(30)
  expect(lab.get('web-0').metadata.labels?.[REVISION_HASH]).toBe(before)
  expect(lab.get('web-0').spec.containers[0]?.image).toBe('nginx:1.7.9')
})

test('[STS-036] with OnDelete a pod is updated when somebody deletes it', () => {
  const lab = running({ updateStrategy: { type: 'OnDelete' } })
  lab.mark()
  setImage(lab, 'nginx:1.9.1')
  lab.run(600)
  expect(deletions(lab)).toEqual([])
  lab.delete(keyOf(lab.get('web-1')))
  lab.until(() => ready(lab) === 3 && lab.exists('web-1'), 60)
  lab.run(10)
  expect(lab.get('web-1').spec.containers[0]?.image).toBe('nginx:1.9.1')
  expect(setOf(lab).status.updatedReplicas).toBe(1)
})

test('[STS-042] [STS-043] [STS-044] a broken update stays stuck until its pod is deleted', () => {
  const lab = running()
  setImage(lab, 'nginx:1.91')
  lab.run(600)
  expect(lab.word('web-2')).toMatch(/ImagePull/)
  expect(setOf(lab).status).toMatchObject({ updatedReplicas: 1, readyReplicas: 2 })
  setImage(lab, 'nginx:1.7.9')
  lab.run(600)
  expect(lab.get('web-2').spec.containers[0]?.image).toBe('nginx:1.91')
  lab.delete(keyOf(lab.get('web-2')))
  lab.until(() => ready(lab) === 3, 60)
  expect(lab.get('web-2').spec.containers[0]?.image).toBe('nginx:1.7.9')
})

test('[STS-018] [STS-002] [STS-005] each pod has its own claim, which outlives it', () => {
  const claim = {
    metadata: { name: 'www' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }
  const mount = { volumeMounts: [{ name: 'www', mountPath: '/usr/share/nginx/html' }] }
  const lab = running({ volumeClaimTemplates: [claim] }, {}, mount)
  expect(claimsOf(lab).map(({ metadata }) => metadata.name)).toEqual([
    'www-web-0',
    'www-web-1',
    'www-web-2',
  ])
  expect(lab.messages('web', 'SuccessfulCreate')[0]).toBe(
    'create Claim www-web-0 Pod web-0 in StatefulSet web success',
  )
  const uids = claimsOf(lab).map(({ metadata }) => metadata.uid)
  lab.delete(keyOf(lab.get('web-1')))
  lab.until(() => ready(lab) === 3 && lab.exists('web-1'), 60)
  change(lab, { replicas: 1 })
  lab.until(() => podsOf(lab).length === 1, 60)
  expect(claimsOf(lab).map(({ metadata }) => metadata.uid)).toEqual(uids)
})

test('[STS-010] most of its spec stays as it was made', () => {
  const lab = running()
  expect(() => change(lab, { serviceName: 'other' })).toThrow(
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', " +
      "'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and " +
      "'minReadySeconds' are forbidden",
  )
})

test.each(['Never', 'OnFailure'])('[LIFE-027] a template must run for ever, not %s', (policy) => {
  expect(() => new Lab().create(stateful({}, { restartPolicy: policy }))).toThrow(
    'StatefulSet.apps "web" is invalid: spec.template.spec.restartPolicy: Unsupported value: ' +
      `"${policy}": supported values: "Always"`,
  )
})
