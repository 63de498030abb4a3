import { describe, expect, it } from 'vitest'
import { Pods, sh } from './test-support/pods.ts'

const nginx = (name: string, more = {}) => ({ name, image: 'nginx:1.25', ...more })
const data = { volumes: [{ name: 'data', emptyDir: {} }] }
const mount = (mountPath: string) => ({ volumeMounts: [{ name: 'data', mountPath }] })
const field = (name: string, fieldPath: string) => ({
  name,
  valueFrom: { fieldRef: { fieldPath } },
})
const bash = (name: string, script: string, more = {}) => {
  return { name, image: 'nicolaka/netshoot:v0.13', command: ['bash', '-c', script], ...more }
}

describe('an init container that waits for a Service', () => {
  const loop =
    'for i in {1..100}; do sleep 1; if dig +search +short myservice | grep -q .; then exit 0; fi; done; exit 1'

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

  it('[INIT-011] succeeds within a second of the Service being there', () => {
    const lab = new Pods()
    lab.make('app', { initContainers: [bash('init', loop)], containers: [nginx('main')] })
    lab.untilRuns('app', 'init')
    lab.mark()
    lab.run(40)
    lab.service('myservice')
    lab.until(() => lab.status('app', 'init').state.terminated !== undefined)
    expect(lab.seconds).toBeLessThan(42.5)
    expect(lab.status('app', 'init').state.terminated).toMatchObject({ exitCode: 0 })
    lab.until(() => lab.word('app') === 'Running')
  })

  it('[INIT-011] fails after 100 tries, is run again, and the app never starts', () => {
    const lab = new Pods()
    const tries = loop.replace('exit 0; fi;', 'exit 0; fi; echo try $i;')
    lab.make('app', { initContainers: [bash('init', tries)], containers: [nginx('main')] })
    lab.untilRuns('app', 'init')
    lab.mark()
    lab.run(99)
    expect(lab.log('app', 'init')).toContain('try 90')
    lab.until(() => lab.status('app', 'init').restartCount > 0, 30)
    expect(lab.seconds).toBeGreaterThan(100)
    expect(lab.seconds).toBeLessThan(103)
    expect(lab.status('app', 'init').lastState?.terminated).toMatchObject({
      exitCode: 1,
      reason: 'Error',
    })
    lab.run(105)
    const words = lab.words('app').map(([, word]) => word)
    expect(words).toContain('Init:Error')
    expect(words).toContain('Init:CrashLoopBackOff')
    expect(words).not.toContain('Running')
  })
})

describe('[INIT-012] an init container that registers its pod', () => {
  const script =
    'curl -sS -X POST http://$MANAGEMENT_SERVICE_HOST:$MANAGEMENT_SERVICE_PORT/register ' +
    "-d 'instance=$(POD_NAME)&ip=$(POD_IP)&other=$(UNKNOWN)'"
  const register = {
    name: 'init',
    image: 'curlimages/curl:8.10.1',
    command: ['sh', '-c', script],
    env: [field('POD_NAME', 'metadata.name'), field('POD_IP', 'status.podIP')],
  }
  const spec = { initContainers: [register], containers: [nginx('main')] }

  it('knows the Service that was there before, and says who it is', () => {
    const lab = new Pods()
    lab.pod('management', 'registry.k8s.io/echoserver:1.10')
    lab.until(() => lab.word('management') === 'Running')
    lab.service('management', 80, 8080)
    lab.run(2)
    lab.make('app', spec)
    lab.until(() => lab.word('app') === 'Running')
    const { podIP } = lab.get('app').status
    expect(lab.status('app', 'init').state.terminated).toMatchObject({ exitCode: 0 })
    expect(lab.log('app', 'init').join('\n')).toContain(`instance=app&ip=${podIP}&other=$(UNKNOWN)`)
  })

  it('does not know a Service that came later, until it is run again', () => {
    const lab = new Pods()
    lab.make('app', spec)
    lab.until(() => lab.word('app') === 'Init:Error' || lab.word('app') === 'Init:CrashLoopBackOff')
    lab.pod('management', 'nginx:1.25')
    lab.service('management')
    lab.until(() => lab.word('app') === 'Running', 120)
    expect(lab.status('app', 'init').restartCount).toBeGreaterThan(0)
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

it.each([
  ['mkdir /data/x', 'Init:Error'],
  ['mkdir -p /data/x', 'Running'],
])('[INIT-021] %s on a volume that has it already: %s', (script, word) => {
  const lab = new Pods()
  const before = sh('before', 'mkdir -p /data/x', mount('/data'))
  const init = sh('init', script, mount('/data'))
  lab.make('app', {
    ...data,
    initContainers: [before, init],
    containers: [sh('main', 'sleep 100000')],
  })
  lab.until(() => lab.word('app') === word)
  if (word !== 'Running') {
    const { state, lastState } = lab.status('app', 'init')
    expect(state.terminated ?? lastState?.terminated).toMatchObject({ exitCode: 1 })
  }
})
