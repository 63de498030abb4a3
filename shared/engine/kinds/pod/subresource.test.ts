import { describe, expect, test } from 'vitest'
import { accepted, Desk, refusal } from '../../api/test-support/desk.ts'

const PODS = '/api/v1/namespaces/default/pods'
const STRATEGIC = 'application/strategic-merge-patch+json'
const resources = (cpu: string, limit = cpu) => ({ requests: { cpu }, limits: { cpu: limit } })

function desk(): Desk {
  const made = new Desk()
  made.post(PODS, {
    metadata: { name: 'p', labels: { app: 'a' } },
    spec: {
      initContainers: [{ name: 'i', image: 'a', resources: resources('1') }],
      containers: [{ name: 'c', image: 'nginx:1.7.9', resources: resources('100m', '1') }],
    },
  })
  return made
}

describe('ephemeral containers', () => {
  const path = `${PODS}/p/ephemeralcontainers`
  const debug = (container: object) => ({
    spec: { ephemeralContainers: [{ name: 'debugger', image: 'busybox:1.36', ...container }] },
  })
  const patch = (at: Desk, body: object) => at.ask('PATCH', path, { body, contentType: STRATEGIC })

  test('come by a patch of their part, as kubectl debug sends it, with defaults', () => {
    const at = desk()
    const body = debug({ stdin: true, tty: true, targetContainerName: 'c', resources: {} })
    expect(accepted(patch(at, body)).spec).toMatchObject({
      ephemeralContainers: [
        {
          name: 'debugger',
          targetContainerName: 'c',
          imagePullPolicy: 'IfNotPresent',
          terminationMessagePolicy: 'File',
        },
      ],
    })
    expect(accepted(at.get(path)).spec).toMatchObject({ containers: [{ name: 'c' }] })
  })

  test('change nothing else of the pod, whatever the body says', () => {
    const at = desk()
    const more = { ...debug({}), metadata: { labels: { app: 'b' } } }
    const spec = { ...more.spec, containers: [{ name: 'c', image: 'other:1' }] }
    const next = accepted(patch(at, { ...more, spec }))
    expect(next.spec).toMatchObject({ containers: [{ image: 'nginx:1.7.9' }] })
    expect(next.metadata.labels).toEqual({ app: 'a' })
  })

  test('neither go nor change', () => {
    const at = desk()
    const before = accepted(patch(at, debug({})))
    const changed = refusal(patch(at, debug({ image: 'busybox:1.35' })))
    expect(changed.code).toBe(422)
    expect(changed.message).toContain(
      'spec.ephemeralContainers: Forbidden: existing ephemeral containers "debugger" may not be changed',
    )
    const spec = { ...before.spec, ephemeralContainers: [] }
    const removed = refusal(at.ask('PUT', path, { body: { ...before, spec } }))
    expect(removed.message).toBe(
      'Pod "p" is invalid: spec.ephemeralContainers: Forbidden: ' +
        'existing ephemeral containers "debugger" may not be removed\n',
    )
  })

  test('are like others, without what only services need', () => {
    const at = desk()
    const says = (container: object) => refusal(patch(at, debug(container))).message
    const field = 'Pod "p" is invalid: spec.ephemeralContainers[0]'
    expect(says({ name: 'c' })).toBe(`${field}.name: Duplicate value: "c"`)
    expect(says({ image: '' })).toBe(`${field}.image: Required value`)
    expect(says({ targetContainerName: 'x' })).toBe(`${field}.targetContainerName: Not found: "x"`)
    expect(says({ ports: [{ containerPort: 80 }] })).toBe(
      `${field}.ports: Forbidden: cannot be set for an Ephemeral Container`,
    )
  })

  test('come neither with a new pod nor by a plain update', () => {
    const at = desk()
    const spec = { containers: [{ name: 'c', image: 'a' }], ...debug({}).spec }
    expect(refusal(at.ask('POST', PODS, { body: { metadata: { name: 'q' }, spec } })).message).toBe(
      'Pod "q" is invalid: spec.ephemeralContainers: Forbidden: cannot be set on create',
    )
    const plain = at.ask('PATCH', `${PODS}/p`, { body: debug({}), contentType: STRATEGIC })
    expect(refusal(plain).message).toContain('pod updates may not change fields other than')
  })
})

describe('resize', () => {
  const resize = (at: Desk, spec: object) =>
    at.ask('PATCH', `${PODS}/p/resize`, { body: { spec }, contentType: STRATEGIC })

  test('changes cpu and memory, and is a proposal until the kubelet has looked at it', () => {
    const next = accepted(
      resize(desk(), { containers: [{ name: 'c', resources: resources('500m', '1') }] }),
    )
    expect(next).toMatchObject({
      spec: { containers: [{ resources: resources('500m', '1') }] },
      status: { resize: 'Proposed' },
    })
  })

  test('changes nothing else, and not the pod’s class', () => {
    const at = desk()
    const says = (container: object) =>
      refusal(resize(at, { containers: [{ name: 'c', ...container }] })).message
    const storage = { requests: { 'ephemeral-storage': '1Gi' } }
    expect(says({ resources: storage })).toBe(
      'Pod "p" is invalid: spec: Forbidden: only cpu and memory resources are mutable',
    )
    const inits = { initContainers: [{ name: 'i', resources: resources('2') }] }
    expect(refusal(resize(at, inits)).message).toBe(
      'Pod "p" is invalid: spec: Forbidden: resources for non-sidecar init containers are immutable',
    )
    const image = resize(at, { containers: [{ name: 'c', image: 'other:1' }] })
    expect(accepted(image).spec).toMatchObject({ containers: [{ image: 'nginx:1.7.9' }] })
    expect(says({ resources: resources('3', '2') })).toContain(
      'must be less than or equal to cpu limit of 2',
    )
  })

  test('is not done by a plain update', () => {
    const body = { spec: { containers: [{ name: 'c', resources: resources('500m', '1') }] } }
    const plain = desk().ask('PATCH', `${PODS}/p`, { body, contentType: STRATEGIC })
    expect(refusal(plain).message).toContain('pod updates may not change fields other than')
  })
})

describe('priority', () => {
  const classes = '/apis/scheduling.k8s.io/v1/priorityclasses'
  const pod = (spec: object) => ({
    metadata: { name: 'q' },
    spec: { containers: [{ name: 'c', image: 'a' }], ...spec },
  })
  const kind = (name: string, value: number, rest: object = {}) => ({
    metadata: { name },
    value,
    ...rest,
  })

  test('is the number of the class, and so is the policy', () => {
    const at = new Desk()
    at.post(classes, kind('high', 1000, { preemptionPolicy: 'Never' }))
    const spec = accepted(at.ask('POST', PODS, { body: pod({ priorityClassName: 'high' }) })).spec
    expect(spec).toMatchObject({ priority: 1000, preemptionPolicy: 'Never' })
    const system = at.post(PODS, {
      ...pod({ priorityClassName: 'system-node-critical' }),
      metadata: { name: 'r' },
    })
    expect(system.spec).toMatchObject({ priority: 2_000_001_000 })
  })

  test('is that of the default class where a pod names none', () => {
    const at = new Desk()
    at.post(classes, kind('usual', 7, { globalDefault: true }))
    expect(at.post(PODS, pod({})).spec).toMatchObject({ priority: 7, priorityClassName: 'usual' })
    const second = at.ask('POST', classes, { body: kind('other', 8, { globalDefault: true }) })
    expect(refusal(second).message).toBe(
      'priorityclasses.scheduling.k8s.io "other" is forbidden: ' +
        'PriorityClass usual is already marked as default. Only one default can exist',
    )
  })

  test('is not for pods to choose', () => {
    const at = new Desk()
    at.post(classes, kind('high', 1000))
    const says = (spec: object) => refusal(at.ask('POST', PODS, { body: pod(spec) })).message
    expect(says({ priorityClassName: 'nope' })).toBe(
      'pods "q" is forbidden: no PriorityClass with name nope was found',
    )
    expect(says({ priorityClassName: 'high', priority: 5 })).toBe(
      'pods "q" is forbidden: the integer value of priority (5) must not be provided in pod spec; ' +
        'priority admission controller computed 1000 from the given PriorityClass name',
    )
    expect(says({ preemptionPolicy: 'Never' })).toBe(
      'pods "q" is forbidden: the string value of PreemptionPolicy (Never) must not be provided in ' +
        'pod spec; priority admission controller computed PreemptLowerPriority from the given ' +
        'PriorityClass name',
    )
  })

  test('of users ends at a thousand million; names of the system are the system’s', () => {
    const at = new Desk()
    const says = (body: object) => refusal(at.ask('POST', classes, { body })).message
    expect(says(kind('top', 1_000_000_001))).toBe(
      'PriorityClass.scheduling.k8s.io "top" is invalid: value: Forbidden: ' +
        'maximum allowed value of a user defined priority is 1000000000',
    )
    expect(says(kind('system-mine', 1))).toBe(
      'PriorityClass.scheduling.k8s.io "system-mine" is invalid: metadata.name: Forbidden: ' +
        "priority class names with 'system-' prefix are reserved for system use only. " +
        'error: system-mine is not a known system priority class',
    )
    const change = { value: 3 }
    at.post(classes, kind('low', 2))
    const contentType = 'application/merge-patch+json'
    const patch = at.ask('PATCH', `${classes}/low`, { body: change, contentType })
    expect(refusal(patch).message).toContain('value: Forbidden: may not be changed in an update.')
  })
})
