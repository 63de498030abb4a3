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

  it('leaves its files to the app', () => {
    const lab = new Pods()
    lab.make('app', { ...data, initContainers: [clone], containers: [app] })
    lab.until(() => lab.word('app') === 'Running')
    expect(lab.exec('app', 'main', ['ls', '/repo/app']).out).toContain('README')
  })

  it('fails with 128 where the directory is there already', () => {
    const lab = new Pods()
    const first = sh('first', 'mkdir -p /repo/app; echo old > /repo/app/file', mount('/repo'))
    lab.make('app', { ...data, initContainers: [first, clone], containers: [app] })
    lab.until(() => lab.word('app') === 'Init:Error')
    const { state, lastState } = lab.status('app', 'clone')
    expect(state.terminated ?? lastState?.terminated).toMatchObject({ exitCode: 128 })
  })
})
