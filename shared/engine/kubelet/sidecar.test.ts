import { describe, expect, test } from 'vitest'
import type { ContainerStatus, Pod } from '../kinds/pod/schema.ts'
import { podReadyText } from '../kinds/pod/status-word.ts'
import { Lab } from './test-support/lab.ts'

const BUSYBOX = 'busybox:1.36'
const run = (name: string, ...command: string[]) => ({ name, image: BUSYBOX, command })
const sleeps = (name: string, seconds: number) => run(name, 'sleep', String(seconds))
const sidecar = (name: string) => ({ ...run(name, 'sleep', 'infinity'), restartPolicy: 'Always' })
const APP = { containers: [{ name: 'app', image: 'nginx:1.7.9' }] }

const inits = (pod: Pod): ContainerStatus[] => pod.status.initContainerStatuses ?? []
const app = (pod: Pod): ContainerStatus | undefined => pod.status.containerStatuses?.[0]
function lab(spec: object): Lab {
  const made = new Lab({ nodes: 1 })
  made.pod('web', '', { ...APP, ...spec })
  return made
}

function running(spec: object): Lab {
  const made = lab(spec)
  made.until(() => made.word('web') === 'Running', 200)
  made.run(1)
  made.mark()
  return made
}

describe('sidecars', () => {
  test('[INIT-032] run beside the app, count among the ready, and end after it', () => {
    const made = running({ initContainers: [sidecar('logger')] })
    expect([podReadyText(made.get('web')), made.word('web')]).toEqual(['2/2', 'Running'])
    const job = lab({
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 3,
      initContainers: [sidecar('logger')],
      containers: [sleeps('app', 5)],
    })
    job.run(20)
    expect(job.get('web').status.phase).toBe('Succeeded')
    expect(inits(job.get('web'))[0]?.state.terminated?.exitCode).toBe(137)
    expect(job.messages('web', 'Killing')).toEqual(['Stopping container logger'])
  })

  test('[INIT-032] [INIT-003] with a startup probe the next one waits until that has passed', () => {
    const tcpSocket = { port: 80 }
    const slow = {
      name: 'proxy',
      image: 'nginx:1.7.9',
      restartPolicy: 'Always',
      startupProbe: { tcpSocket, failureThreshold: 30, periodSeconds: 2 },
    }
    const made = new Lab({ nodes: 1 })
    made.fault('slow', { what: 'slow-start', takes: '15s', where: { containers: 'proxy' } })
    made.pod('web', '', { initContainers: [slow, run('i', 'true')], containers: [sleeps('c', 99)] })
    made.until(() => inits(made.get('web'))[0]?.state.running !== undefined)
    made.mark()
    made.until(() => made.messages('web', 'Started').includes('Started container i'))
    expect(made.seconds).toBeGreaterThanOrEqual(15)
    expect(made.seconds).toBeLessThan(19)
  })

  test('[INIT-032] one that fails its liveness probe is started again, whatever the policy', () => {
    const probe = { exec: { command: ['true'] }, periodSeconds: 2, failureThreshold: 1 }
    const one = { ...sidecar('helper'), livenessProbe: probe }
    const made = running({
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      initContainers: [one],
    })
    made.fault('dead', { what: 'probe-fails', for: '3s' })
    made.run(20)
    expect(made.messages('web', 'Killing')[0]).toBe('Init container helper failed liveness probe')
    expect(inits(made.get('web'))[0]).toMatchObject({ restartCount: 1, ready: true })
    expect(app(made.get('web'))?.restartCount).toBe(0)
  })
})

describe('ephemeral containers', () => {
  test('come to a running pod, are not ready, and are not started again', () => {
    const made = running({})
    const before = made.get('web')
    const ephemeralContainers = [{ ...run('debugger', 'sleep', '5'), targetContainerName: 'app' }]
    const next = { ...before, spec: { ...before.spec, ephemeralContainers } } as Pod
    made.cluster.make((door) => void door.update(next, 'ephemeralcontainers'))
    made.until(
      () => made.get('web').status.ephemeralContainerStatuses?.[0]?.state.running !== undefined,
      20,
    )
    expect(podReadyText(made.get('web'))).toBe('1/1')
    made.run(60)
    const [status] = made.get('web').status.ephemeralContainerStatuses ?? []
    expect(status).toMatchObject({ name: 'debugger', ready: false, restartCount: 0 })
    expect(status?.state.terminated).toMatchObject({ exitCode: 0, reason: 'Completed' })
    expect(made.word('web')).toBe('Running')
    expect(app(made.get('web'))?.restartCount).toBe(0)
  })
})
