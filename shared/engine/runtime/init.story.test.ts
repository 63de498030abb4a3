import { describe, expect, it } from 'vitest'
import { Pods, sh } from './test-support/pods.ts'

const nginx = (name: string, more = {}) => ({ name, image: 'nginx:1.25', ...more })
const data = { volumes: [{ name: 'data', emptyDir: {} }] }
const mount = (mountPath: string) => ({ volumeMounts: [{ name: 'data', mountPath }] })
const field = (name: string, fieldPath: string) => ({
  name,
  valueFrom: { fieldRef: { fieldPath } },
})

describe('an init container that waits for a Service', () => {
  it('[INIT-010] holds both app containers back, which then start together', () => {
    const lab = new Pods()
    const script =
      'until nslookup myservice.default.svc.cluster.local; do echo waiting; sleep 2; done'
    const wait = sh('wait', script)
    lab.make('app', { initContainers: [wait], containers: [nginx('a'), sh('b', 'sleep 100000')] })
    lab.run(30)
    expect(lab.word('app')).toBe('Init:0/1')
    expect(lab.log('app', 'wait')).toContain('waiting')
    lab.service('myservice')
    lab.until(() => lab.word('app') === 'Running')
    const started = ['a', 'b'].map((name) =>
      Date.parse(lab.status('app', name).state.running?.startedAt ?? ''),
    )
    expect(Math.abs((started[0] ?? 0) - (started[1] ?? 0))).toBeLessThanOrEqual(1000)
  })
})

it('[INIT-013] delays the app by a minute with sleep 60', () => {
  const lab = new Pods()
  lab.make('app', { initContainers: [sh('init', 'sleep 60')], containers: [nginx('main')] })
  lab.untilRuns('app', 'init')
  lab.mark()
  lab.run(59)
  expect(lab.word('app')).toBe('Init:0/1')
  lab.run(2)
  const terminated = lab.status('app', 'init').state.terminated
  const initialized = lab.get('app').status.conditions?.find(({ type }) => type === 'Initialized')
  expect(initialized).toMatchObject({ status: 'True', lastTransitionTime: terminated?.finishedAt })
  lab.until(() => lab.word('app') === 'Running')
  const started = Date.parse(lab.status('app', 'main').state.running?.startedAt ?? '')
  expect(started - Date.parse(terminated?.startedAt ?? '')).toBeGreaterThanOrEqual(60_000)
})

it('[INIT-015] writes the config of its app from its environment', () => {
  const lab = new Pods()
  const write = sh('init', 'mkdir -p /conf; printf "ip=%s\\n" "$POD_IP" > /conf/app.conf', {
    env: [field('POD_IP', 'status.podIP')],
    ...mount('/conf'),
  })
  const app = sh('main', 'cat /conf/app.conf; sleep 100000', mount('/conf'))
  lab.make('app', { ...data, initContainers: [write], containers: [app] })
  lab.until(() => lab.word('app') === 'Running')
  expect(lab.log('app', 'main')).toEqual([`ip=${lab.get('app').status.podIP}`])
})

it('[INIT-015] fills a template in with the values of its environment', () => {
  const lab = new Pods()
  lab.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'templates', namespace: 'default' },
    data: { 'app.conf': 'listen ${POD_IP}\nname $NAME\n' },
  })
  const write = {
    name: 'init',
    image: 'nginx:1.25',
    command: ['sh', '-c', 'envsubst < /templates/app.conf > /conf/app.conf'],
    env: [field('POD_IP', 'status.podIP'), { name: 'NAME', value: 'shop' }],
    volumeMounts: [
      { name: 'data', mountPath: '/conf' },
      { name: 'templates', mountPath: '/templates' },
    ],
  }
  const volumes = [...data.volumes, { name: 'templates', configMap: { name: 'templates' } }]
  const app = sh('main', 'cat /conf/app.conf; sleep 100000', mount('/conf'))
  lab.make('app', { volumes, initContainers: [write], containers: [app] })
  lab.until(() => lab.word('app') === 'Running')
  expect(lab.log('app', 'main')).toEqual([`listen ${lab.get('app').status.podIP}`, 'name shop'])
})

describe('[INIT-021] an init container that runs again, in a new sandbox', () => {
  function again(script: string): Pods {
    const lab = new Pods()
    const init = sh('init', script, mount('/data'))
    lab.make('app', { ...data, initContainers: [init], containers: [sh('main', 'sleep 100000')] })
    lab.until(() => lab.word('app') === 'Running')
    expect(lab.status('app', 'init')).toMatchObject({
      restartCount: 0,
      state: { terminated: { exitCode: 0 } },
    })
    lab.mark()
    lab.fault('loss', { what: 'sandbox-lost' })
    lab.run(60)
    return lab
  }

  it('fails for ever with mkdir: the volume is the old one', () => {
    const lab = again('mkdir /data/x')
    const { state, lastState, restartCount } = lab.status('app', 'init')
    expect(state.terminated ?? lastState.terminated).toMatchObject({ exitCode: 1, reason: 'Error' })
    expect(restartCount).toBeGreaterThan(2)
    expect(lab.log('app', 'init')).toEqual(["mkdir: can't create directory '/data/x': File exists"])
    const words = lab.words('app').map(([, word]) => word)
    expect(words).toContain('Init:Error')
    expect(words.at(-1)).toBe('Init:CrashLoopBackOff')
    expect(lab.status('app', 'main').state.running).toBeUndefined()
  })

  it('succeeds with mkdir -p', () => {
    const lab = again('mkdir -p /data/x')
    expect(lab.word('app')).toBe('Running')
    expect(lab.status('app', 'init')).toMatchObject({
      restartCount: 1,
      state: { terminated: { exitCode: 0, reason: 'Completed' } },
    })
  })
})
