import { describe, expect, test } from 'vitest'
import { ask } from '../../api/test-support/ask.ts'
import { accepted, Desk, refusal } from '../../api/test-support/desk.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'
import { controllerOf } from '../../object.ts'
import type { Pod } from './schema.ts'

const PODS = '/api/v1/namespaces/default/pods'
const STRATEGIC = 'application/strategic-merge-patch+json'

const pod = (spec: object, name = 'p') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec,
})
const one = (container: object = {}, rest: object = {}) =>
  pod({ containers: [{ name: 'c', image: 'nginx:1.7.9', ...container }], ...rest })
/** What the API server answers to a new pod. */
const post = (body: object) => new Desk().ask('POST', PODS, { body })

const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image: 'nginx:1.7.9' }] },
}
const deployment = (replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: { replicas, selector: { matchLabels: { app: 'web' } }, template },
})
const pods = (lab: Lab) =>
  lab.cluster.view.list<Pod>('Pod').filter(({ metadata }) => !metadata.deletionTimestamp)

describe('a pod by itself', () => {
  test('[POD-001] is all that is needed: defaults are filled in, it runs, nobody owns it', () => {
    const lab = new Lab()
    const made = accepted(
      ask(lab, 'POST', PODS, pod({ containers: [{ name: 'c', image: 'nginx' }] })),
    )
    expect(made.metadata.ownerReferences).toBeUndefined()
    expect(made).toMatchObject({
      spec: {
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        dnsPolicy: 'ClusterFirst',
        schedulerName: 'default-scheduler',
        serviceAccountName: 'default',
        serviceAccount: 'default',
        enableServiceLinks: true,
        securityContext: {},
        priority: 0,
        preemptionPolicy: 'PreemptLowerPriority',
        containers: [
          {
            imagePullPolicy: 'Always',
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
            resources: {},
          },
        ],
        tolerations: ['not-ready', 'unreachable'].map((word) => ({
          key: `node.kubernetes.io/${word}`,
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: 300,
        })),
      },
      status: { phase: 'Pending', qosClass: 'BestEffort' },
    })
    expect(accepted(post(one())).spec).toMatchObject({
      containers: [{ imagePullPolicy: 'IfNotPresent' }],
    })
    lab.until(() => lab.get('p').status.phase === 'Running')
    const table = lab.cluster.read(
      {
        method: 'GET',
        path: `${PODS}/p`,
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
      },
      { user: 'teacher', groups: ['system:masters'] },
    )
    const { columnDefinitions } = table.body as unknown as {
      columnDefinitions: { name: string; priority: number }[]
    }
    const shown = columnDefinitions.filter(({ priority }) => priority === 0)
    expect(shown.map(({ name }) => name)).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age'])
    lab.delete('Pod/default/p', { graceSeconds: 0 })
    lab.run(60)
    expect(pods(lab)).toEqual([])
  })

  test('[POD-013] is pending, then bound, then told of by its kubelet, in this order', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9')
    lab.run(20)
    const states = lab.changes.flatMap(({ object, type }) =>
      object.kind === 'Pod' ? [{ type, pod: object as Pod }] : [],
    )
    const versions = states.map((state) => Number(state.pod.metadata.resourceVersion))
    expect(versions).toEqual([...versions].sort((left, right) => left - right))
    const [added, bound, ...later] = states
    expect([added?.type, added?.pod.status.phase]).toEqual(['ADDED', 'Pending'])
    expect(added?.pod.spec.nodeName).toBeUndefined()
    expect(bound?.pod.spec.nodeName).toMatch(/^node-/)
    expect(bound?.pod.status.conditions).toMatchObject([{ type: 'PodScheduled', status: 'True' }])
    expect(bound?.pod.status.containerStatuses).toBeUndefined()
    expect(later.at(-1)?.pod.status.containerStatuses).toMatchObject([{ ready: true }])
    expect(lab.messages('web', 'Scheduled')).toEqual([
      `Successfully assigned default/web to ${bound?.pod.spec.nodeName}`,
    ])
  })
})

describe('what stays as it was created', () => {
  test('[POD-034] a pod’s spec is fixed, all but images, deadline, tolerations and gates', () => {
    const desk = new Desk()
    desk.post(PODS, one())
    const patch = (spec: object) =>
      desk.ask('PATCH', `${PODS}/p`, { body: { spec }, contentType: STRATEGIC })
    const refused = refusal(patch({ containers: [{ name: 'c', command: ['sh'] }] }))
    expect([refused.code, refused.reason]).toEqual([422, 'Invalid'])
    expect(refused.message).toContain(
      'Pod "p" is invalid: spec: Forbidden: pod updates may not change fields other than ' +
        '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,' +
        '`spec.tolerations` (only additions to existing tolerations),' +
        '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously ' +
        'negative)\n',
    )
    expect(patch({ containers: [{ name: 'c', image: 'nginx:1.9.1' }] }).code).toBe(200)
    expect(patch({ activeDeadlineSeconds: 60 }).code).toBe(200)
    expect(patch({ activeDeadlineSeconds: 90 }).code).toBe(422)
  })

  test('[POD-012] a pod never moves: its node cannot be changed, a replacement is another pod', () => {
    const lab = new Lab()
    lab.create(deployment(1))
    lab.until(() => pods(lab)[0]?.spec.nodeName !== undefined)
    const [old] = pods(lab)
    const { name = '', uid } = old?.metadata ?? { uid: '' }
    const moved = { spec: { nodeName: 'node-9' } }
    const refused = refusal(ask(lab, 'PATCH', `${PODS}/${name}`, moved, STRATEGIC))
    expect(refused.code).toBe(422)
    expect(refused.message).toContain('pod updates may not change fields other than')
    expect(ask(lab, 'DELETE', `${PODS}/${name}`).code).toBe(200)
    lab.until(() => pods(lab).length === 1)
    const next = pods(lab)[0]?.metadata
    expect(next?.name).not.toBe(name)
    expect(next?.uid).not.toBe(uid)
  })
})

describe('pods of controllers', () => {
  test('[POD-022] have one owner, and come back; a bare pod does not', () => {
    const lab = new Lab()
    lab.create(deployment(3))
    lab.pod('bare', 'nginx:1.7.9')
    lab.run(20)
    const mine = pods(lab).filter(({ metadata }) => metadata.name !== 'bare')
    expect(mine).toHaveLength(3)
    for (const { metadata } of mine) {
      expect(metadata.ownerReferences).toMatchObject([
        { kind: 'ReplicaSet', controller: true, blockOwnerDeletion: true },
      ])
      expect(metadata.generateName).toBe(`${metadata.ownerReferences?.[0]?.name}-`)
    }
    lab.delete(`Pod/default/${mine[0]?.metadata.name}`)
    lab.delete('Pod/default/bare')
    lab.run(1)
    const left = pods(lab)
    expect(left.filter((one) => controllerOf(one))).toHaveLength(3)
    expect(left.some(({ metadata }) => metadata.name === 'bare')).toBe(false)
  })

  test('[POD-024] are stamped from the template once: a change of it makes new ones', () => {
    const lab = new Lab()
    lab.create(deployment(2))
    lab.run(30)
    const before = pods(lab).map(({ metadata }) => metadata.uid)
    const path = '/apis/apps/v1/namespaces/default/deployments/web'
    const labels = { spec: { template: { metadata: { labels: { tier: 'a' } } } } }
    expect(ask(lab, 'PATCH', path, labels, STRATEGIC).code).toBe(200)
    lab.run(60)
    for (const { object } of lab.changes) {
      if (object.kind !== 'Pod' || !before.includes(object.metadata.uid)) continue
      expect(object.metadata.labels?.tier).toBeUndefined()
    }
    expect(pods(lab)).toHaveLength(2)
    for (const { metadata } of pods(lab)) {
      expect(metadata.labels?.tier).toBe('a')
      expect(before).not.toContain(metadata.uid)
    }
  })

  test('have one template, refused alike by every kind that is there (POD-025 wants two more)', () => {
    const bad = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ image: 'nginx' }] } }
    const selector = { matchLabels: { app: 'a' } }
    const once = { ...bad, spec: { ...bad.spec, restartPolicy: 'Never' } }
    const kinds: [string, string, object, string][] = [
      ['apps', 'deployments', { selector, template: bad }, 'spec.template'],
      ['apps', 'replicasets', { selector, template: bad }, 'spec.template'],
      ['apps', 'statefulsets', { selector, template: bad, serviceName: 's' }, 'spec.template'],
      ['apps', 'daemonsets', { selector, template: bad }, 'spec.template'],
      ['batch', 'jobs', { template: once }, 'spec.template'],
      [
        'batch',
        'cronjobs',
        { schedule: '* * * * *', jobTemplate: { spec: { template: once } } },
        'spec.jobTemplate.spec.template',
      ],
    ]
    const desk = new Desk()
    const known = new Set(desk.cluster.api.registry.kinds.map(({ plural }) => plural))
    const here = kinds.filter(([, plural]) => known.has(plural))
    // All but CronJob, which is tried as soon as it is there.
    const expected = ['deployments', 'replicasets', 'statefulsets', 'daemonsets', 'jobs']
    expect(here.map(([, plural]) => plural)).toEqual(expect.arrayContaining(expected))
    for (const [group, plural, spec, field] of here) {
      const path = `/apis/${group}/v1/namespaces/default/${plural}`
      const refused = refusal(desk.ask('POST', path, { body: { metadata: { name: 'x' }, spec } }))
      expect(refused.code, plural).toBe(422)
      expect(refused.details?.causes, plural).toContainEqual({
        reason: 'FieldValueRequired',
        message: 'Required value',
        field: `${field}.spec.containers[0].name`,
      })
    }
  })
})
