import { describe, expect, test } from 'vitest'
import { reconcile } from './reconcile.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'
import type { Fault } from './schema.ts'

const fault = (lab: Lab, name: string) => lab.cluster.view.get<Fault>('Fault', '', name)
const active = (lab: Lab, name: string) => fault(lab, name)?.status.active

describe('a fault keeps its time', () => {
  test('it is on at once, and until it is deleted, when nothing else is said', () => {
    const lab = new Lab()
    lab.fault('boom', { what: 'exit' })
    lab.run(0.01)
    expect(fault(lab, 'boom')?.status).toMatchObject({ active: true, hits: 0 })
    lab.run(10_000)
    expect(active(lab, 'boom')).toBe(true)
    lab.heal('boom')
    expect(fault(lab, 'boom')).toBeUndefined()
  })

  test('it begins late and ends by itself, to the millisecond', () => {
    const lab = new Lab()
    lab.run(0.4)
    lab.fault('later', { what: 'unreachable', at: '30s', for: '1m30s' })
    lab.run(29.99)
    expect(active(lab, 'later')).toBe(false)
    lab.run(0.02)
    expect(active(lab, 'later')).toBe(true)
    lab.run(89.97)
    expect(active(lab, 'later')).toBe(true)
    lab.run(0.03)
    expect(active(lab, 'later')).toBe(false)
    expect(fault(lab, 'later')?.status.until).toBeDefined()
  })

  test('it strikes as often as it may, and counts', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9')
    lab.until(() => lab.word('web') === 'Running')
    lab.fault('bug', { what: 'exit', code: 9, times: 2 })
    lab.run(300)
    expect(fault(lab, 'bug')?.status.hits).toBe(2)
    const [status] = lab.get('web').status.containerStatuses ?? []
    expect(status).toMatchObject({ restartCount: 2, ready: true })
    expect(status?.lastState.terminated?.exitCode).toBe(9)
  })

  test('it counts the machines that it takes down, and those that it takes down again', () => {
    const lab = new Lab()
    lab.fault('storm', { what: 'crash', where: { nodes: 'node-1,node-2' } })
    lab.run(60)
    expect(fault(lab, 'storm')?.status.hits).toBe(2)
    lab.fault('cut', { what: 'unreachable' })
    lab.run(60)
    expect(fault(lab, 'cut')?.status.hits).toBe(1)
    lab.heal('cut')
    lab.heal('storm')
    lab.run(1)
    lab.fault('again', { what: 'crash', where: { nodes: 'node-1' } })
    lab.run(60)
    expect(fault(lab, 'again')?.status.hits).toBe(1)
  })

  test('it counts the pulls that it spoils, of each container, and then it is over', () => {
    const lab = new Lab()
    lab.fault('gone', { what: 'bad-image', where: { images: 'nginx:*' }, times: 2 })
    const command = ['sleep', 'infinity']
    const containers = ['a', 'b'].map((name) => ({ name, image: 'nginx:1.7.9', command }))
    lab.pod('web', 'nginx:1.7.9', { containers })
    lab.run(60)
    expect(fault(lab, 'gone')?.status.hits).toBe(2)
    expect(lab.messages('web', 'Failed').filter((m) => m.includes('not found'))).toHaveLength(2)
    expect(lab.word('web')).toBe('Running')
  })

  test('it counts the pulls that it slows', () => {
    const lab = new Lab()
    lab.fault('slow', { what: 'slow-pull' })
    lab.pod('web', 'nginx:1.7.9')
    lab.run(100)
    expect(fault(lab, 'slow')?.status.hits).toBe(1)
  })

  test('two containers that it ends at once are two hits', () => {
    const lab = new Lab()
    const command = ['sleep', 'infinity']
    const containers = ['a', 'b'].map((name) => ({ name, image: 'nginx:1.7.9', command }))
    lab.pod('web', 'nginx:1.7.9', { containers })
    lab.until(() => lab.word('web') === 'Running')
    lab.fault('bug', { what: 'exit' })
    lab.run(0.1)
    expect(fault(lab, 'bug')?.status.hits).toBe(2)
  })

  test('whether pods are ready is in its hands, and given back', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9', {}, { readinessProbe: { httpGet: { port: 80 } } })
    const ready = () => lab.get('web').status.containerStatuses?.[0]?.ready
    lab.until(() => ready() === true)
    lab.fault('sick', { what: 'not-ready', where: { pods: 'app=web' } })
    lab.run(1)
    expect(ready()).toBe(false)
    expect(lab.messages('web', 'Unhealthy')).toHaveLength(1)
    lab.heal('sick')
    lab.run(10)
    expect(ready()).toBe(true)
  })

  test('a hanging program is noticed only where a probe asks', () => {
    const lab = new Lab()
    lab.pod('asked', 'nginx:1.7.9', {}, { readinessProbe: { httpGet: { port: 80 } } })
    lab.pod('left', 'nginx:1.7.9')
    const ready = (name: string) => lab.get(name).status.containerStatuses?.[0]?.ready
    lab.until(() => ready('asked') === true && ready('left') === true)
    lab.fault('hang', { what: 'hang' })
    lab.run(30)
    expect([ready('asked'), ready('left')]).toEqual([false, true])
  })

  test('what it does is its own to answer for', () => {
    const lab = new Lab()
    const made = lab.fault('boom', { what: 'crash' })
    expect(reconcile(made, lab.cluster.view).fault).toBe('boom')
  })

  test.each([
    [{ what: 'storm' }, 'spec.what: Unsupported value: "storm"'],
    [{ what: 'probe-fails', probe: 'liveliness' }, 'spec.probe: Unsupported value: "liveliness"'],
    [{ what: 'hook-fails', hook: 'preStart' }, 'spec.hook: Unsupported value: "preStart"'],
    [{ what: 'slow-start', takes: 'long' }, 'spec.takes: Invalid value: "long"'],
  ])('what is wrong with it is named by its field: %j', (spec, why) => {
    expect(() => new Lab().fault('odd', spec)).toThrow(why)
  })
})
