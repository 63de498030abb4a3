import { describe, expect, it } from 'vitest'
import { Pods, sh } from './test-support/pods.ts'

const data = { volumes: [{ name: 'data', emptyDir: {} }] }
const mount = (mountPath: string) => ({ volumeMounts: [{ name: 'data', mountPath }] })

describe('[INIT-014] an init container that clones a repository', () => {
  const clone = {
    name: 'clone',
    image: 'alpine/git:v2.45.2',
    args: ['clone', 'https://github.com/octocat/Hello-World.git', '/repo/app'],
    ...mount('/repo'),
  }
  const app = sh('main', 'sleep 100000', mount('/repo'))

  it('leaves its files to the app; run again in a new sandbox, it finds them and ends with 128', () => {
    const lab = new Pods()
    lab.make('app', { ...data, initContainers: [clone], containers: [app] })
    lab.until(() => lab.word('app') === 'Running')
    expect(lab.exec('app', 'main', ['ls', '/repo/app']).out).toContain('README')
    expect(lab.exec('app', 'main', ['cat', '/repo/app/README.md']).out).not.toBe('')
    lab.fault('loss', { what: 'sandbox-lost' })
    lab.until(() => lab.word('app') === 'Init:Error')
    const { state, lastState, restartCount } = lab.status('app', 'clone')
    expect(restartCount).toBeGreaterThan(0)
    expect(state.terminated ?? lastState.terminated).toMatchObject({
      exitCode: 128,
      reason: 'Error',
    })
    expect(lab.log('app', 'clone').at(-1)).toBe(
      "fatal: destination path '/repo/app' already exists and is not an empty directory.",
    )
  })

  it('is ready for that when it looks first', () => {
    const lab = new Pods()
    const script = `test -d /repo/app || git ${clone.args.join(' ')}`
    const careful = { ...clone, command: ['sh', '-c', script], args: [] }
    lab.make('app', { ...data, initContainers: [careful], containers: [app] })
    lab.until(() => lab.word('app') === 'Running')
    lab.fault('loss', { what: 'sandbox-lost' })
    lab.until(() => lab.status('app', 'clone').restartCount === 1)
    lab.until(() => lab.word('app') === 'Running')
    expect(lab.exec('app', 'main', ['ls', '/repo/app']).out).toContain('README')
  })
})
