import { describe, expect, test } from 'vitest'
import { Lab } from './test-support/lab.ts'

const configMap = (name: string, data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default' },
  data,
})

const secret = (name: string, data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'default' },
  stringData: data,
})

const variable = (ref: Record<string, unknown>) => ({ env: [{ name: 'V', valueFrom: ref }] })
const statusOf = (lab: Lab, name: string) => lab.get(name).status.containerStatuses?.[0]

describe('what a container reads from elsewhere', () => {
  test('[LIFE-018] a missing Secret in the environment: told, waited for, no restart', () => {
    const lab = new Lab()
    const ref = { secretKeyRef: { name: 'missing', key: 'password' } }
    lab.pod('web', 'nginx:1.7.9', {}, variable(ref))
    lab.until(() => lab.word('web') === 'CreateContainerConfigError')
    expect(statusOf(lab, 'web')?.state.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'secret "missing" not found',
    })
    expect(lab.messages('web', 'Failed')).toEqual(['Error: secret "missing" not found'])
    lab.run(60)
    lab.create(secret('missing', { password: 'secret' }))
    lab.until(() => lab.word('web') === 'Running', 3)
    expect(statusOf(lab, 'web')?.restartCount).toBe(0)
  })

  test('a key that is not there is named', () => {
    const lab = new Lab()
    lab.create(configMap('settings', { one: '1' }))
    const ref = { configMapKeyRef: { name: 'settings', key: 'two' } }
    lab.pod('web', 'nginx:1.7.9', {}, variable(ref))
    lab.until(() => lab.word('web') === 'CreateContainerConfigError')
    expect(lab.messages('web', 'Failed')).toEqual([
      "Error: couldn't find key two in ConfigMap default/settings",
    ])
  })

  test('what is optional is not waited for', () => {
    const lab = new Lab()
    const envFrom = [{ configMapRef: { name: 'x', optional: true } }]
    lab.pod('web', 'nginx:1.7.9', {}, { envFrom })
    lab.until(() => lab.word('web') === 'Running')
  })
})

describe('a container that must not run as root', () => {
  const securityContext = { runAsNonRoot: true }

  test('is not made from an image that does', () => {
    const lab = new Lab()
    const pod = lab.pod('web', 'nginx:1.7.9', { securityContext })
    lab.until(() => lab.word('web') === 'CreateContainerConfigError')
    expect(lab.messages('web', 'Failed')).toEqual([
      'Error: container has runAsNonRoot and image will run as root ' +
        `(pod: "web_default(${pod.metadata.uid})", container: c)`,
    ])
  })

  test('nor as user 0', () => {
    const lab = new Lab()
    const pod = lab.pod(
      'web',
      'nginx:1.7.9',
      {},
      { securityContext: { runAsNonRoot: true, runAsUser: 0 } },
    )
    lab.until(() => lab.word('web') === 'CreateContainerConfigError')
    expect(lab.messages('web', 'Failed')).toEqual([
      "Error: container's runAsUser breaks non-root policy " +
        `(pod: "web_default(${pod.metadata.uid})", container: c)`,
    ])
  })

  test('runs as another user, whatever the pod says', () => {
    const lab = new Lab()
    lab.pod(
      'web',
      'busybox:1.36',
      { securityContext },
      {
        command: ['sleep', '100'],
        securityContext: { runAsUser: 1000 },
      },
    )
    lab.until(() => lab.word('web') === 'Running')
  })
})

describe('volumes that cannot be mounted', () => {
  const init = { name: 'i', image: 'busybox:1.36', command: ['true'] }

  test('[INIT-016] [INIT-009] hold back even the first init container', () => {
    const lab = new Lab()
    const volumes = [{ name: 's', secret: { secretName: 's' } }]
    const mounted = { ...init, volumeMounts: [{ name: 's', mountPath: '/s' }] }
    lab.pod('web', 'nginx:1.7.9', { volumes, initContainers: [mounted] })
    lab.run(30)
    expect(lab.word('web')).toBe('Init:0/1')
    expect(new Set(lab.messages('web', 'FailedMount'))).toEqual(
      new Set(['MountVolume.SetUp failed for volume "s" : secret "s" not found']),
    )
    expect(lab.messages('web', 'Pulling')).toEqual([])
    expect(lab.messages('web', 'Started')).toEqual([])
    lab.create(secret('s', { key: 'value' }))
    lab.until(() => lab.word('web') === 'Running', 20)
  })

  test('[INIT-016] when they are there, the pod has its address before the init container runs', () => {
    const lab = new Lab()
    const slow = { ...init, command: ['sleep', '20'] }
    lab.pod('web', 'nginx:1.7.9', { initContainers: [slow] })
    lab.until(() => lab.get('web').status.initContainerStatuses?.[0]?.state.running !== undefined)
    expect(lab.word('web')).toBe('Init:0/1')
    expect(lab.get('web').status.podIP).toMatch(/^10\.244\./)
    const conditions = lab.get('web').status.conditions ?? []
    const made = conditions.find(({ type }) => type === 'PodReadyToStartContainers')
    expect(made?.status).toBe('True')
  })

  test('are tried again after half a second, doubled, at most 2 min 2 s; repeats only count', () => {
    const lab = new Lab()
    const volumes = [{ name: 'v', configMap: { name: 'page' } }]
    lab.pod('web', 'nginx:1.7.9', { volumes })
    lab.run(400)
    const [first = 0, ...later] = lab.times('web', 'FailedMount')
    const after = [first, ...later].map((at) => Math.round((at - first) * 1000) / 1000)
    expect(after).toEqual([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 63.5, 127.5, 249.5, 371.5])
    const events = lab.cluster.view
      .list('Event', 'default')
      .filter((event) => (event as unknown as { reason: string }).reason === 'FailedMount')
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({
      count: 11,
      message: 'MountVolume.SetUp failed for volume "v" : configmap "page" not found',
    })
    lab.create(configMap('page', { 'index.html': 'hello' }))
    lab.run(60)
    expect(lab.word('web')).toBe('ContainerCreating')
    lab.until(() => lab.word('web') === 'Running', 90)
  })

  test.each([
    [
      { configMap: { name: 'there', items: [{ key: 'no', path: 'p' }] } },
      'configmap references non-existent config key: no',
    ],
    [
      { secret: { secretName: 'there', items: [{ key: 'no', path: 'p' }] } },
      'references non-existent secret key: no',
    ],
    [{ projected: { sources: [{ secret: { name: 'gone' } }] } }, 'secret "gone" not found'],
    [
      { hostPath: { path: '/nowhere', type: 'Directory' } },
      'hostPath type check failed: /nowhere is not a directory',
    ],
    [
      { hostPath: { path: '/etc', type: 'File' } },
      'hostPath type check failed: /etc is not a file',
    ],
    [
      { hostPath: { path: '/etc/hostname', type: 'Socket' } },
      'hostPath type check failed: /etc/hostname is not a socket file',
    ],
    [
      { hostPath: { path: '/etc', type: 'CharDevice' } },
      'hostPath type check failed: /etc is not a character device',
    ],
    [
      { hostPath: { path: '/etc', type: 'BlockDevice' } },
      'hostPath type check failed: /etc is not a block device',
    ],
  ])('say why: %j', (source, why) => {
    const lab = new Lab()
    lab.create(configMap('there', {}))
    lab.create(secret('there', {}))
    lab.pod('web', 'nginx:1.7.9', { volumes: [{ name: 'v', ...source }] })
    lab.run(0.3)
    expect(lab.messages('web', 'FailedMount')).toEqual([
      `MountVolume.SetUp failed for volume "v" : ${why}`,
    ])
  })

  test('tell of a claim that does not exist as all volumes together', () => {
    const lab = new Lab()
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'none' } }]
    lab.pod('web', 'nginx:1.7.9', { volumes, nodeName: 'node-1' })
    lab.run(0.3)
    expect(lab.messages('web', 'FailedMount')).toEqual([
      'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], ' +
        'failed to process volumes=[data]: error processing PVC default/none: ' +
        'failed to fetch PVC from API server: persistentvolumeclaims "none" not found',
    ])
  })
})

describe('a pod that names its own node', () => {
  test('runs there without a scheduler', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9', { nodeName: 'node-3' })
    lab.until(() => lab.word('web') === 'Running')
    expect(lab.events('web').map(([, reason]) => reason)).not.toContain('Scheduled')
  })

  test('fails when the node has no room for it', () => {
    const lab = new Lab()
    const resources = { requests: { cpu: '3' } }
    lab.pod('first', 'nginx:1.7.9', { nodeName: 'node-3' }, { resources })
    lab.run(5)
    lab.pod('second', 'nginx:1.7.9', { nodeName: 'node-3' }, { resources })
    lab.run(1)
    expect(lab.word('second')).toBe('OutOfcpu')
    expect(lab.get('second').status).toMatchObject({
      phase: 'Failed',
      message:
        "Pod was rejected: Node didn't have enough resource: cpu, " +
        'requested: 3000, used: 3000, capacity: 4000',
    })
  })

  test('fails when the node is not what it asks for', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9', { nodeName: 'node-3', nodeSelector: { disk: 'ssd' } })
    lab.run(1)
    expect(lab.word('web')).toBe('NodeAffinity')
  })
})
