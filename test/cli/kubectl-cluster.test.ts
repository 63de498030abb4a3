import { execFile, spawn } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { files } from './differential/manifests.ts'
import { findKubectl } from './differential/find-kubectl.ts'
import { eventually, scratch, start, type Running } from './support/command.ts'

const real = findKubectl()

/** The teaching text's first hour, with the real kubectl, on `npm run cluster`. */
if (real) {
  describe(`the teaching Deployment with kubectl ${real.version}`, () => {
    let folder = ''
    let remove = () => {}
    let cluster: Running

    beforeAll(async () => {
      ;({ folder, remove } = scratch())
      symlinkSync(real.path, join(folder, 'kubectl'))
      writeFileSync(join(folder, 'nginx.yaml'), files['nginx.yaml'] ?? '')
      const config = ['--kubeconfig', join(folder, 'config'), '--state', join(folder, 'state')]
      cluster = start('cluster', [...config, '--nodes', '3', '--speed', '5'])
      await cluster.says(/^ready$/m)
    })
    afterAll(async () => {
      cluster.child.kill('SIGTERM')
      await cluster.ended
      remove()
    })

    const env = () => ({
      PATH: process.env.PATH ?? '',
      HOME: folder,
      KUBECONFIG: join(folder, 'config'),
    })

    /** Runs a line and gives what it printed; a bad end is an error with its words. */
    const kubectl = (line: string): Promise<string> =>
      new Promise((done, fail) => {
        const options = { cwd: folder, env: env(), timeout: 60_000 }
        execFile(join(folder, 'kubectl'), line.split(' '), options, (error, stdout, stderr) => {
          if (error) fail(new Error(`${line}: ${stderr}${error.message}`))
          else done(stdout)
        })
      })

    test('goes up, stalls on a typo, explains itself, comes back, grows and goes', async () => {
      expect(await kubectl('apply -f nginx.yaml')).toBe(
        'deployment.apps/nginx-deployment created\n',
      )
      expect(await kubectl('rollout status deployment/nginx-deployment')).toMatch(
        /deployment "nginx-deployment" successfully rolled out\n$/,
      )
      const all = await kubectl('get deploy,rs,pods --show-labels')
      expect(all).toMatch(/deployment\.apps\/nginx-deployment +3\/3 +3 +3 +\d+s +app=nginx\n/)
      expect(all.match(/^pod\/nginx-deployment-\S+ +1\/1 +Running/gm)).toHaveLength(3)

      await kubectl('annotate deployment/nginx-deployment kubernetes.io/change-cause=first')
      await kubectl('set image deployment/nginx-deployment nginx=nginx:1.91')
      const isBackingOff = async () => /0\/1 +ImagePullBackOff/.test(await kubectl('get pods'))
      expect(await eventually(isBackingOff)).toBe(true)
      const pods = await kubectl('describe pods')
      expect(pods).toContain('Failed to pull image "nginx:1.91"')
      expect(pods).toContain('Error: ErrImagePull')
      expect(await kubectl('describe deployment nginx-deployment')).toMatch(
        /3 desired \| 1 updated \| 4 total \| 3 available \| 1 unavailable/,
      )
      expect(await kubectl('rollout history deployment/nginx-deployment')).toMatch(
        /^REVISION +CHANGE-CAUSE\n1 +first\n2 +first\n/m,
      )

      await kubectl('rollout undo deployment/nginx-deployment')
      await kubectl('rollout status deployment/nginx-deployment')
      expect(await kubectl('get deployment nginx-deployment -o yaml')).toContain(
        'image: nginx:1.7.9\n',
      )
      await kubectl('scale deployment/nginx-deployment --replicas=10')
      await kubectl('rollout status deployment/nginx-deployment')
      expect(await kubectl('get deploy')).toMatch(/nginx-deployment +10\/10 +10 +10/)

      await kubectl('delete deployment nginx-deployment')
      const isEmpty = async () => (await kubectl('get all -l app=nginx')) === ''
      expect(await eventually(isEmpty)).toBe(true)
    })

    test('get pods -w tells each change while it happens', async () => {
      // Its line says that kubectl has its list: what comes later reaches it through the watch.
      await kubectl('run beacon --image=nginx:1.9.1')
      const watch = spawn(join(folder, 'kubectl'), ['get', 'pods', '-w'], { env: env() })
      let seen = ''
      watch.stdout.on('data', (text: Buffer) => (seen += text))
      try {
        expect(await eventually(() => seen.includes('beacon'))).toBe(true)
        const words = () => [...seen.matchAll(/^stream-\S+ +\S+ +(\S+)/gm)].map((match) => match[1])
        await kubectl('create deployment stream --image=nginx:1.9.1')
        const hasCome = () =>
          ['Pending', 'ContainerCreating', 'Running'].every((word) => words().includes(word))
        expect(await eventually(hasCome)).toBe(true)
        await kubectl('delete deployment stream')
        expect(await eventually(() => words().includes('Terminating'))).toBe(true)
      } finally {
        watch.kill()
      }
    })
  })
} else {
  test('there is no kubectl on PATH: the flow with the real one was not run', () => {
    console.warn('no kubectl on PATH: the acceptance flow with the real kubectl was not run')
    expect(real).toBeUndefined()
  })
}
