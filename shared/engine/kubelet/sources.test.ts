import { describe, expect, test } from 'vitest'
import { Lab } from './test-support/lab.ts'

const configMap = (name: string, data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default' },
  data,
})

const variable = (ref: Record<string, unknown>) => ({ env: [{ name: 'V', valueFrom: ref }] })

describe('what a container reads from elsewhere', () => {
  test('[LIFE-018] a missing Secret in the environment: told, waited for, no restart', () => {
    const lab = new Lab()
    const ref = { secretKeyRef: { name: 'missing', key: 'password' } }
    lab.pod('web', 'nginx:1.7.9', {}, variable(ref))
    lab.until(() => lab.word('web') === 'CreateContainerConfigError')
    expect(lab.get('web').status.containerStatuses?.[0]?.state.waiting?.message).toBe(
      'secret "missing" not found',
    )
    expect(lab.messages('web', 'Failed')).toEqual(['Error: secret "missing" not found'])
    lab.run(60)
    lab.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'missing', namespace: 'default' },
      data: { password: 'c2VjcmV0' },
    })
    lab.until(() => lab.word('web') === 'Running', 3)
    expect(lab.get('web').status.containerStatuses?.[0]?.restartCount).toBe(0)
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
    lab.pod(
      'web',
      'nginx:1.7.9',
      {},
      { envFrom: [{ configMapRef: { name: 'x', optional: true } }] },
    )
    lab.until(() => lab.word('web') === 'Running')
  })

  test('a missing volume holds back even the first init container', () => {
    const lab = new Lab()
    const volumes = [{ name: 'v', configMap: { name: 'page' } }]
    const init = { name: 'i', image: 'busybox:1.36', command: ['true'] }
    lab.pod('web', 'nginx:1.7.9', { volumes, initContainers: [init] })
    lab.run(30)
    expect(lab.word('web')).toBe('Init:0/1')
    expect(lab.messages('web', 'FailedMount')).toEqual([
      'MountVolume.SetUp failed for volume "v" : configmap "page" not found',
    ])
    expect(lab.messages('web', 'Pulling')).toEqual([])
    lab.create(configMap('page', { 'index.html': 'hello' }))
    lab.until(() => lab.word('web') === 'Running', 10)
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
