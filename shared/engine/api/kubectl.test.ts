import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newCluster } from '../index.ts'
import { START_MS } from './test-support/desk.ts'
import { serve, type Served } from './test-support/serve.ts'

/** Is there a real kubectl? Then it is a better judge of the API than any test of ours. */
function hasKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' })
    return true
  } catch {
    console.warn('no kubectl on the PATH: the API is not tried with the real one')
    return false
  }
}

describe.runIf(hasKubectl())('the real kubectl', () => {
  let home: string
  let served: Served

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'kubectl-'))
    served = await serve(newCluster({ seed: 'kubectl', startMs: START_MS, nodes: 2 }))
  })

  afterAll(() => {
    served.close()
    rmSync(home, { recursive: true })
  })

  /** What a command prints, on both streams. */
  function kubectl(...args: string[]): Promise<string> {
    const where = ['--server', served.url, '--cache-dir', join(home, 'cache')]
    const env = { ...process.env, HOME: home, KUBECONFIG: join(home, 'none') }
    return new Promise((done) => {
      execFile('kubectl', [...where, ...args], { env }, (_error, stdout, stderr) =>
        done(stdout + stderr),
      )
    })
  }

  test('creates, shows, changes and deletes', async () => {
    const made = await kubectl('create', 'configmap', 'a', '--from-literal=x=1')
    expect(made).toBe('configmap/a created\n')
    expect(await kubectl('get', 'cm', 'a', '--no-headers')).toMatch(/^a +1 +\d+s\n$/)
    expect(await kubectl('patch', 'cm', 'a', '-p', '{"data":{"y":"2"}}')).toContain('patched')
    expect(await kubectl('get', 'cm', 'a', '-o', 'jsonpath={.data}')).toBe('{"x":"1","y":"2"}')
    expect(await kubectl('delete', 'cm', 'a')).toBe('configmap "a" deleted\n')
    expect(await kubectl('get', 'cm', 'a')).toContain('configmaps "a" not found')
  })

  test('explains fields, knows short names, asks for its rights', async () => {
    expect(await kubectl('explain', 'deploy.spec.replicas')).toContain('FIELD: replicas <integer>')
    expect(await kubectl('api-resources', '-o', 'name')).toContain('deployments.apps\n')
    expect(await kubectl('auth', 'can-i', 'delete', 'nodes')).toContain('yes')
  })

  test('rolls a Deployment out, streams until it is ready, and exposes it', async () => {
    await kubectl('create', 'deployment', 'web', '--image=nginx:1.9.1', '--port=80')
    const rolled = await kubectl('rollout', 'status', 'deployment/web', '--timeout=20s')
    expect(rolled).toContain('successfully rolled out')
    expect(await kubectl('expose', 'deployment', 'web')).toBe('service/web exposed\n')
    expect(await kubectl('describe', 'service', 'web')).toMatch(/IP: +10\.\d+\.\d+\.\d+/)
  })
})
