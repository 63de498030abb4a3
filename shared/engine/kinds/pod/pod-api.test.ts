import { describe, expect, test } from 'vitest'
import { ask } from '../../api/test-support/ask.ts'
import { accepted, Desk, refusal } from '../../api/test-support/desk.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'
import { controllerOf } from '../../object.ts'
import { requestsOf } from '../../scheduler/requests.ts'
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
const init = (container: object) =>
  one({}, { initContainers: [{ name: 'i', image: 'a', ...container }] })

/** What the API server answers to a new pod. */
const post = (body: object) => new Desk().ask('POST', PODS, { body })
const says = (body: object): string => refusal(post(body)).message

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

describe('what the API refuses and warns of', () => {
  test('[POD-007] one port twice is a warning, one port of the host twice is refused', () => {
    const container = (name: string, port: object) => ({ name, image: 'nginx', ports: [port] })
    const two = (port: object) => pod({ containers: [container('a', port), container('b', port)] })
    const warned = post(two({ containerPort: 80 }))
    expect(warned.code).toBe(201)
    expect(warned.warnings).toEqual([
      'spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]',
    ])
    expect(says(two({ containerPort: 80, hostPort: 80 }))).toBe(
      'Pod "p" is invalid: spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//80"',
    )
  })

  test('[LIFE-021] a restart policy is Always when left out, and one of three', () => {
    expect(accepted(post(one())).spec).toMatchObject({ restartPolicy: 'Always' })
    for (const restartPolicy of ['OnFailure', 'Never']) {
      expect(post(one({}, { restartPolicy })).code).toBe(201)
    }
    // Words are in the order of upstream's code since 1.30, not sorted any more.
    expect(says(one({}, { restartPolicy: 'Sometimes' }))).toBe(
      'Pod "p" is invalid: spec.restartPolicy: Unsupported value: "Sometimes": ' +
        'supported values: "Always", "OnFailure", "Never"',
    )
  })

  test('[LIFE-021] exit codes and policies decide who is started again', () => {
    const lab = new Lab()
    const policies = ['Always', 'OnFailure', 'Never']
    for (const restartPolicy of policies) {
      for (const code of [0, 1]) {
        const command = ['sh', '-c', `sleep 1; exit ${code}`]
        lab.pod(
          `${restartPolicy.toLowerCase()}-${code}`,
          'busybox:1.36',
          { restartPolicy },
          { command },
        )
      }
    }
    lab.run(60)
    const outcome = (name: string) => {
      const { phase, containerStatuses } = lab.get(name).status
      return [phase, (containerStatuses?.[0]?.restartCount ?? 0) > 0]
    }
    expect(outcome('always-0')).toEqual(['Running', true])
    expect(outcome('always-1')).toEqual(['Running', true])
    expect(outcome('onfailure-0')).toEqual(['Succeeded', false])
    expect(outcome('onfailure-1')).toEqual(['Running', true])
    expect(outcome('never-0')).toEqual(['Succeeded', false])
    expect(outcome('never-1')).toEqual(['Failed', false])
  })

  test('[PROBE-001] a probe gets its numbers, and is asked every ten seconds', () => {
    const lab = new Lab()
    const probe = { httpGet: { port: 80, path: '/' } }
    lab.pod('web', 'nginx:1.7.9', {}, { readinessProbe: probe })
    const [container] = lab.get('web').spec.containers
    expect(container?.readinessProbe).toEqual({
      httpGet: { port: 80, path: '/', scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    })
    for (const name of ['livenessProbe', 'startupProbe']) {
      expect(says(one({ [name]: { ...probe, successThreshold: 2 } }))).toContain(
        `spec.containers[0].${name}.successThreshold: Invalid value: 2: must be 1`,
      )
    }
    lab.until(() => lab.word('web') === 'Running')
    const started = lab.seconds
    const isReady = () => lab.get('web').status.containerStatuses?.[0]?.ready
    lab.until(() => isReady() === true)
    lab.fault('sick', { what: 'hang', where: { pods: 'app=web' } })
    lab.until(() => isReady() === false)
    // Three failures at whole periods after the start, each a second of waiting long.
    expect(Math.round(lab.seconds - started) % 10).toBeLessThanOrEqual(2)
  })

  test('[PROBE-005] a probe asks in exactly one of four ways', () => {
    const probe = (readinessProbe: object) => one({ readinessProbe })
    const field = 'Pod "p" is invalid: spec.containers[0].readinessProbe'
    expect(says(probe({}))).toBe(`${field}: Required value: must specify a handler type`)
    expect(says(probe({ exec: { command: ['a'] }, httpGet: { port: 80 } }))).toBe(
      `${field}.httpGet: Forbidden: may not specify more than 1 handler type`,
    )
    expect(refusal(post(probe({}))).code).toBe(422)
    for (const way of [
      { exec: { command: ['a'] } },
      { httpGet: { port: 80 } },
      { tcpSocket: { port: 80 } },
      { grpc: { port: 9000 } },
    ]) {
      expect(post(probe(way)).code).toBe(201)
    }
  })

  test('[PROBE-015] [INIT-007] no probes and hooks on ordinary init containers', () => {
    const action = { exec: { command: ['true'] } }
    const given = {
      readinessProbe: action,
      livenessProbe: action,
      startupProbe: action,
      lifecycle: { preStop: action },
    }
    for (const [name, value] of Object.entries(given)) {
      const refused = refusal(post(init({ [name]: value })))
      expect(refused.message).toBe(
        `Pod "p" is invalid: spec.initContainers[0].${name}: Forbidden: ` +
          'may not be set for init containers without restartPolicy=Always',
      )
      expect(refused.details?.causes).toMatchObject([
        { reason: 'FieldValueForbidden', field: `spec.initContainers[0].${name}` },
      ])
      expect(post(init({ [name]: value, restartPolicy: 'Always' })).code).toBe(201)
    }
  })

  test('[INIT-023] names are unique among all containers of a pod', () => {
    const body = pod({
      initContainers: [{ name: 'web', image: 'a' }],
      containers: [{ name: 'web', image: 'b' }],
    })
    expect(refusal(post(body))).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message: 'Pod "p" is invalid: spec.initContainers[0].name: Duplicate value: "web"',
      details: {
        causes: [{ reason: 'FieldValueDuplicate', field: 'spec.initContainers[0].name' }],
      },
    })
  })

  test('[INIT-031] init containers have all other fields of containers', () => {
    const fields = {
      command: ['sh'],
      args: ['-c', 'true'],
      workingDir: '/tmp',
      ports: [{ containerPort: 80, protocol: 'TCP' }],
      env: [{ name: 'A', value: 'b' }],
      envFrom: [{ configMapRef: { name: 'c' } }],
      resources: { requests: { cpu: '1' }, limits: { cpu: '1' } },
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
      terminationMessagePath: '/x',
      terminationMessagePolicy: 'FallbackToLogsOnError',
      imagePullPolicy: 'Always',
      securityContext: { runAsUser: 7 },
      stdin: true,
      stdinOnce: true,
      tty: true,
    }
    const body = pod({
      initContainers: [{ name: 'i', image: 'a', ...fields }],
      containers: [{ name: 'c', image: 'a' }],
      volumes: [{ name: 'v', emptyDir: {} }],
      automountServiceAccountToken: false,
    })
    const made = post({ ...body, spec: { ...body.spec } })
    expect(made.warnings ?? []).toEqual([])
    expect(accepted(made).spec).toMatchObject({ initContainers: [fields] })
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

  test('[POD-025] have one template, refused alike by every kind that is there', () => {
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
    expect(here.length).toBeGreaterThanOrEqual(2)
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

describe('effective requests', () => {
  const asks = (cpu: string, memory = '0') => ({
    name: 'x',
    image: 'a',
    resources: { requests: { cpu, memory } },
  })
  const effective = (initContainers: object[], containers: object[], rest: object = {}) =>
    requestsOf({ initContainers, containers, ...rest } as never)
  const MIB = 1024 * 1024

  test('[INIT-024] of init containers the largest counts, for each resource by itself', () => {
    const inits = [asks('100m', '200Mi'), asks('500m', '100Mi')]
    expect(effective(inits, [asks('0')])).toMatchObject({ cpu: 500, memory: 200 * MIB })
    const sidecar = { ...asks('200m'), restartPolicy: 'Always' }
    expect(effective([sidecar, asks('500m')], [asks('0')])).toMatchObject({ cpu: 700 })
  })

  test('[INIT-025] of that and the sum of the app containers the larger counts', () => {
    const two = (cpu: string) => [asks(cpu), asks(cpu)]
    expect(effective([asks('500m')], two('200m'))).toMatchObject({ cpu: 500 })
    expect(effective([asks('500m')], two('400m'))).toMatchObject({ cpu: 800 })
    const sidecar = { ...asks('100m'), restartPolicy: 'Always' }
    expect(effective([sidecar], two('400m'))).toMatchObject({ cpu: 900 })
    expect(effective([], two('400m'), { overhead: { cpu: '50m' } })).toMatchObject({ cpu: 850 })
  })

  test('[INIT-026] the room stays taken when the init containers have ended', () => {
    const lab = new Lab({ nodes: [{ name: 'only', cpu: '1' }] })
    const small = { resources: { requests: { cpu: '100m' } } }
    const large = { resources: { requests: { cpu: '900m' } } }
    const command = ['sh', '-c', 'sleep 2']
    const initContainers = [{ name: 'i', image: 'busybox:1.36', command, ...large }]
    lab.pod('first', 'nginx:1.7.9', { initContainers }, small)
    lab.until(() => lab.word('first') === 'Running')
    lab.pod('second', 'nginx:1.7.9', {}, { resources: { requests: { cpu: '200m' } } })
    lab.run(30)
    expect(lab.word('second')).toBe('Pending')
    expect(lab.messages('second', 'FailedScheduling')[0]).toContain('1 Insufficient cpu')
  })
})
