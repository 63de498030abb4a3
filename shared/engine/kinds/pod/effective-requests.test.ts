import { describe, expect, test } from 'vitest'
import { Lab } from '../../kubelet/test-support/lab.ts'
import { requestsOf } from '../../scheduler/requests.ts'

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
