import { describe, expect, test } from 'vitest'
import { conditionOf } from '../../kinds/pod/condition.ts'
import type { ContainerStatus } from '../../kinds/pod/schema.ts'
import { Lab } from '../test-support/lab.ts'

const BUSYBOX = 'busybox:1.36'
const NGINX = 'nginx:1.27'
const first = (lab: Lab): ContainerStatus | undefined =>
  lab.get('app').status.containerStatuses?.[0]
const isAlive = { exec: { command: ['true'] }, terminationGracePeriodSeconds: 3 }

/** Programs, by what they say when they are asked to end. */
const ENDS: [how: string, image: string, command: string[] | undefined, code: number][] = [
  ['leaves the signal alone and is killed', BUSYBOX, ['sleep', 'infinity'], 137],
  ['ends by the signal', BUSYBOX, ['sh', '-c', "trap 'exit 143' TERM; sleep 9999 & wait"], 143],
  ['ends well', NGINX, undefined, 0],
]

/** A pod whose liveness probe fails from its first second on; seconds count from its start. */
function failing(image: string, command: string[] | undefined, restartPolicy: string): Lab {
  const lab = new Lab({ nodes: 1 })
  const container = { livenessProbe: isAlive, ...(command && { command }) }
  lab.pod('app', image, { restartPolicy }, container)
  lab.until(() => first(lab)?.state.running !== undefined)
  lab.mark()
  lab.fault('dead', { what: 'probe-fails', probe: 'liveness', for: '35s' })
  lab.run(40)
  return lab
}

describe('[PROBE-008] a container that fails its liveness probe', () => {
  describe.each(ENDS)('%s', (_, image, command, exitCode) => {
    test.each(['Always', 'OnFailure'])('is started again with %s, once', (policy) => {
      const lab = failing(image, command, policy)
      expect(lab.messages('app', 'Killing')).toEqual([
        'Container c failed liveness probe, will be restarted',
      ])
      const [killedAt] = lab.times('app', 'Killing')
      expect(killedAt).toBeGreaterThanOrEqual(19.5)
      expect(killedAt).toBeLessThanOrEqual(30)
      const before = lab.times('app', 'Unhealthy').filter((at) => at <= (killedAt ?? 0))
      expect(before).toHaveLength(3)
      expect(first(lab)).toMatchObject({
        restartCount: 1,
        lastState: { terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' } },
      })
      expect(first(lab)?.state.running).toBeDefined()
      expect(lab.get('app').status.phase).toBe('Running')
    })

    test(`ends the pod with Never: ${exitCode === 0 ? 'Succeeded' : 'Failed'}`, () => {
      const lab = failing(image, command, 'Never')
      expect(lab.messages('app', 'Killing')).toEqual(['Container c failed liveness probe'])
      expect(lab.get('app').status.phase).toBe(exitCode === 0 ? 'Succeeded' : 'Failed')
      expect(first(lab)).toMatchObject({
        restartCount: 0,
        state: { terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' } },
      })
      lab.run(600)
      expect(first(lab)?.restartCount).toBe(0)
    })
  })
})

describe('[PROBE-002] an exec probe', () => {
  test('that takes longer than its timeout has failed, and says so', () => {
    const lab = new Lab({ nodes: 1 })
    const readinessProbe = { exec: { command: ['sleep', '10'] }, timeoutSeconds: 2 }
    lab.pod('app', NGINX, {}, { readinessProbe })
    lab.until(() => lab.messages('app', 'Unhealthy').length > 0)
    expect(lab.messages('app', 'Unhealthy')[0]).toBe(
      'Readiness probe failed: command "sleep 10" timed out',
    )
    expect(first(lab)?.ready).toBe(false)
  })

  test.each([
    [0, true],
    [1, false],
    [3, false],
  ])('whose command ends with %i: %s', (code, isReady) => {
    const lab = new Lab({ nodes: 1 })
    const command = ['sh', '-c', `echo said; echo complained >&2; exit ${code}`]
    lab.pod('app', NGINX, {}, { readinessProbe: { exec: { command } } })
    lab.until(() => first(lab)?.state.running !== undefined)
    lab.run(5)
    expect(first(lab)?.ready).toBe(isReady)
    expect(lab.messages('app', 'Unhealthy')).toEqual(
      isReady ? [] : ['Readiness probe failed: said\ncomplained\n'],
    )
  })
})

describe('[PROBE-013] readiness, when liveness fails', () => {
  test('is True up to the kill, False after the restart, True after the next success', () => {
    const lab = new Lab({ nodes: 1 })
    const http = { httpGet: { path: '/', port: 80 } }
    const probes = { livenessProbe: http, readinessProbe: { ...http, initialDelaySeconds: 5 } }
    lab.pod('app', NGINX, {}, probes)
    lab.until(() => first(lab)?.ready === true)
    lab.run(2)
    lab.mark()
    lab.fault('dead', { what: 'probe-fails', probe: 'liveness', for: '35s' })
    const isReady = () => conditionOf(lab.get('app'), 'Ready')?.status
    lab.until(() => {
      const killed = lab.messages('app', 'Killing').length > 0
      if (!killed) expect(isReady()).toBe('True')
      return killed
    })
    lab.until(() => first(lab)?.restartCount === 1)
    lab.run(1)
    expect(first(lab)?.state.running).toBeDefined()
    expect(isReady()).toBe('False')
    lab.until(() => isReady() === 'True', 20)
    expect(first(lab)?.restartCount).toBe(1)
  })
})
