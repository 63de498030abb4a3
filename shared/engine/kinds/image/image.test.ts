import { describe, expect, test } from 'vitest'
import { isStatus } from '../../api/status.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'
import { validate } from './validate.ts'
import type { CustomImage } from './schema.ts'

const image = (spec: object) =>
  ({
    apiVersion: 'flotilla.dev/v1',
    kind: 'Image',
    metadata: { name: 'shop' },
    spec: { image: 'shop', tags: ['1'], ...spec },
  }) as unknown as CustomImage

const fieldsOf = (spec: object) => validate(image(spec)).map(({ field }) => field)

describe('what may be published', () => {
  test('everything that the fields offer', () => {
    const spec = {
      base: 'alpine',
      cmd: ['nginx', '-g', 'daemon off;'],
      commands: ['nginx', 'curl'],
      env: { COLOUR: 'blue' },
      needsEnv: ['DATABASE_URL'],
      files: { '/etc/motd': 'hello' },
      ports: [80],
      routes: [{ path: '/healthz', status: 503, until: '8s', takes: '20ms' }],
      log: [{ line: 'ready', after: '2s', stderr: true }],
      cpu: '50m',
      memory: '64Mi',
      memoryPerMinute: '8Mi',
      startup: '3s',
      termTakes: '5s',
      workingDir: '/srv',
      runAsUser: 1000,
    }
    expect(fieldsOf(spec)).toEqual([])
  })

  test.each([
    [{ image: '' }, 'spec.image'],
    [{ image: 'shop:1' }, 'spec.image'],
    [{ tags: ['a b'] }, 'spec.tags[0]'],
    [{ ports: [80, 0] }, 'spec.ports[1]'],
    [{ exitCode: 256 }, 'spec.exitCode'],
    [{ endsAfter: 'soon' }, 'spec.endsAfter'],
    [{ startup: '3' }, 'spec.startup'],
    [{ log: [{ line: 'x', after: 'x' }] }, 'spec.log[0].after'],
    [{ memory: '-1' }, 'spec.memory'],
    [{ routes: [{ path: 'x' }] }, 'spec.routes[0].path'],
    [{ routes: [{ path: '/x', status: 99 }] }, 'spec.routes[0].status'],
    [{ routes: [{ path: '/x', after: '9s', until: '8s' }] }, 'spec.routes[0].until'],
    [{ env: { 'a=b': '' } }, 'spec.env'],
    [{ needsEnv: ['1'] }, 'spec.needsEnv[0]'],
    [{ files: { 'etc/x': '' } }, 'spec.files'],
    [{ files: { '/etc/../x': '' } }, 'spec.files'],
    [{ workingDir: 'srv' }, 'spec.workingDir'],
    [{ commands: ['emacs'] }, 'spec.commands[0]'],
    [{ base: 'windows' }, 'spec.base'],
  ])('%j is refused at %s', (spec, field) => {
    expect(fieldsOf(spec)).toEqual([field])
  })
})

describe('what a published image does', () => {
  const lab = (spec: object) => {
    const one = new Lab()
    const made = one.create(image(spec))
    expect(isStatus(made)).toBe(false)
    return one
  }

  test('it answers by path and time, and a probe sees it', () => {
    const one = lab({
      ports: [8080],
      routes: [
        { path: '/healthz', status: 503, until: '10s' },
        { path: '/healthz', status: 200, after: '10s' },
      ],
    })
    const readinessProbe = { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 1 }
    one.pod('p', 'shop:1', {}, { readinessProbe })
    const isReady = () => one.get('p').status.containerStatuses?.[0]?.ready === true
    one.until(() => one.get('p').status.phase === 'Running')
    one.run(8)
    expect(isReady()).toBe(false)
    one.run(4)
    expect(isReady()).toBe(true)
  })

  test('without a variable that it needs it ends with 1', () => {
    const one = lab({ needsEnv: ['DATABASE_URL'] })
    one.pod('p', 'shop:1', { restartPolicy: 'Never' })
    one.run(30)
    const state = one.get('p').status.containerStatuses?.[0]?.state.terminated
    expect(state).toMatchObject({ exitCode: 1, reason: 'Error' })
  })

  test('a leak ends it when its limit is reached', () => {
    const one = lab({ memory: '60Mi', memoryPerMinute: '60Mi' })
    const resources = { limits: { memory: '100Mi' } }
    one.pod('p', 'shop:1', { restartPolicy: 'Never' }, { resources })
    one.until(() => one.get('p').status.phase === 'Failed', 120)
    expect(one.get('p').status.containerStatuses?.[0]?.state.terminated).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    })
  })

  test('it ends after its time with its code', () => {
    const one = lab({ endsAfter: '20s', exitCode: 3 })
    one.pod('p', 'shop:1', { restartPolicy: 'Never' })
    one.until(() => one.get('p').status.phase === 'Failed', 60)
    const state = one.get('p').status.containerStatuses?.[0]?.state.terminated
    expect(state?.exitCode).toBe(3)
  })

  test('its words may start a real server instead', () => {
    const one = lab({ base: 'debian', cmd: ['nginx', '-g', 'daemon off;'], commands: ['nginx'] })
    one.pod('p', 'shop:1', { restartPolicy: 'Never' })
    one.run(30)
    // It has no configuration: the real one would end just so.
    const state = one.get('p').status.containerStatuses?.[0]?.state.terminated
    expect(state?.exitCode).toBe(1)
  })
})
