import { describe, expect, test } from 'vitest'
import { accepted, Desk, refusal } from '../../api/test-support/desk.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'

const PODS = '/api/v1/namespaces/default/pods'

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

describe('what the API refuses and warns of', () => {
  test('[POD-007] one port twice is a warning, one port of the host twice is refused', () => {
    const container = (name: string, port: object) => ({ name, image: 'nginx', ports: [port] })
    const two = (port: object) => pod({ containers: [container('a', port), container('b', port)] })
    const warned = post(two({ containerPort: 80 }))
    expect(warned.code).toBe(201)
    expect(warned.warnings).toEqual([
      'spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]',
    ])
    const refused = refusal(post(two({ containerPort: 80, hostPort: 80 })))
    expect([refused.code, refused.reason]).toEqual([422, 'Invalid'])
    expect(refused.message).toBe(
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
    for (const handlers of [{}, { exec: { command: ['a'] }, httpGet: { port: 80 } }]) {
      expect(refusal(post(probe(handlers)))).toMatchObject({ code: 422, reason: 'Invalid' })
    }
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
      expect(refused.code).toBe(422)
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

  test('[INIT-027] [INIT-028] images may be changed, of init containers, too', () => {
    const desk = new Desk()
    const { metadata } = accepted(desk.ask('POST', PODS, { body: init({}) }))
    for (const list of ['initContainers', 'containers']) {
      const patch = {
        spec: { [list]: [{ name: list === 'containers' ? 'c' : 'i', image: 'b:2' }] },
      }
      const contentType = 'application/strategic-merge-patch+json'
      const answer = desk.ask('PATCH', `${PODS}/p`, { body: patch, contentType })
      expect(answer.code).toBe(200)
      expect(accepted(answer).spec).toMatchObject(patch.spec)
      expect(accepted(answer).metadata.uid).toBe(metadata.uid)
    }
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
