import { expect, it } from 'vitest'
import { podReadyText } from '../kinds/pod/status-word.ts'
import { Pods, sh } from './test-support/pods.ts'

const shared = { volumes: [{ name: 'shared', emptyDir: {} }] }
const mount = (mountPath: string) => ({ volumeMounts: [{ name: 'shared', mountPath }] })
const nginx = (name: string, more = {}) => ({ name, image: 'nginx:1.25', ...more })

it('[POD-004] two containers share a volume, and the end of one leaves the other alone', () => {
  const lab = new Pods()
  const puller = sh('puller', 'echo fresh > /out/index.html; sleep 20; exit 1', mount('/out'))
  lab.make('web', { ...shared, containers: [nginx('web', mount('/shared')), puller] })
  lab.until(() => lab.word('web') === 'Running')
  expect(lab.get('web').status.containerStatuses).toMatchObject([
    { name: 'puller', started: true },
    { name: 'web', started: true },
  ])
  expect(lab.exec('web', 'web', ['cat', '/shared/index.html'])).toMatchObject({
    out: 'fresh\n',
    code: 0,
  })
  lab.until(() => lab.status('web', 'puller').restartCount > 0)
  expect(lab.status('web', 'web')).toMatchObject({ restartCount: 0, state: { running: {} } })
})

it('[POD-007] the second container on one port crashes: exit 1, CrashLoopBackOff, 1/2 ready', () => {
  const lab = new Pods()
  const ports = [{ containerPort: 80 }]
  const netexec = (name: string) => {
    return {
      name,
      image: 'registry.k8s.io/e2e-test-images/agnhost:2.47',
      args: ['netexec', '--http-port=80'],
      ports,
    }
  }
  lab.make('clash', { containers: [nginx('first', { ports }), netexec('second')] })
  lab.until(() => lab.word('clash') === 'CrashLoopBackOff')
  const words = lab.words('clash').map(([, word]) => word)
  expect(words.indexOf('Error')).toBeGreaterThan(-1)
  expect(words.indexOf('Error')).toBeLessThan(words.indexOf('CrashLoopBackOff'))
  expect(podReadyText(lab.get('clash'))).toBe('1/2')
  expect(lab.status('clash', 'second')).toMatchObject({
    ready: false,
    lastState: { terminated: { reason: 'Error', exitCode: 1 } },
  })
  expect(lab.status('clash', 'first')).toMatchObject({ ready: true, restartCount: 0 })
  expect(lab.log('clash', 'second').join('\n')).toContain('bind: address already in use')
})

it('[POD-008] containers of a pod reach each other on localhost while the other one runs', () => {
  const lab = new Pods()
  const asker = sh('b', 'sleep 100000')
  const late = nginx('a', { command: ['sh', '-c', 'sleep 10; exec nginx -g "daemon off;"'] })
  lab.make('pair', { containers: [late, asker] })
  lab.until(() => lab.word('pair') === 'Running')
  const ask = ['wget', '-q', '-O-', 'localhost:80']
  expect(lab.exec('pair', 'b', ask)).toMatchObject({ code: 1 })
  expect(lab.exec('pair', 'b', ask).err).toContain('Connection refused')
  lab.run(20)
  const answered = lab.exec('pair', 'b', ask)
  expect(answered.code).toBe(0)
  expect(answered.out).toContain('Welcome to nginx!')
})

it.each([true, false])(
  '[POD-009] ps sees the other container by shareProcessNamespace=%s',
  (isShared) => {
    const lab = new Pods()
    const containers = [sh('a', 'sleep 100000'), sh('b', 'sleep 222222')]
    lab.make('both', { shareProcessNamespace: isShared, containers })
    lab.until(() => lab.word('both') === 'Running')
    expect(lab.exec('both', 'a', ['ps']).out.includes('sleep 222222')).toBe(isShared)
  },
)

it('[LIFE-020] a container that has ended says how: code, reason, message', () => {
  const lab = new Pods()
  const never = { restartPolicy: 'Never' }
  lab.make('well', { ...never, containers: [sh('c', 'exit 0')] })
  lab.make('badly', { ...never, containers: [sh('c', 'exit 7')] })
  lab.make('told', { ...never, containers: [sh('c', 'echo -n DONE > /dev/termination-log')] })
  lab.make('nothing', {
    ...never,
    containers: [{ name: 'c', image: 'busybox:1.36', command: ['nope'] }],
  })
  const failing = sh('c', 'echo last words; exit 2', {
    terminationMessagePolicy: 'FallbackToLogsOnError',
  })
  lab.make('logged', { ...never, containers: [failing] })
  lab.run(20)
  const ended = (name: string) => lab.status(name, 'c').state.terminated
  expect(ended('well')).toMatchObject({ exitCode: 0, reason: 'Completed' })
  expect(ended('badly')).toMatchObject({ exitCode: 7, reason: 'Error' })
  expect(ended('told')).toMatchObject({ exitCode: 0, message: 'DONE' })
  expect(ended('logged')).toMatchObject({ exitCode: 2, message: 'last words\n' })
  expect(ended('nothing')).toMatchObject({ exitCode: 128, reason: 'StartError' })
  expect(ended('nothing')?.message).toContain('exec: "nope": executable file not found in $PATH')
})

it('a pod that spins costs next to nothing and can be deleted', () => {
  const lab = new Pods()
  lab.make('spin', {
    terminationGracePeriodSeconds: 2,
    containers: [sh('c', 'while true; do :; done')],
  })
  lab.until(() => lab.word('spin') === 'Running')
  lab.run(3600)
  lab.delete('Pod/default/spin')
  lab.run(10)
  expect(lab.exists('spin')).toBe(false)
})
