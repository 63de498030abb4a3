import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findKubectl } from './differential/find-kubectl.ts'
import { eventually } from './support/command.ts'
import { RealCluster } from './support/real-cluster.ts'

const real = findKubectl()

const PODS = `
apiVersion: v1
kind: Pod
metadata: {name: pair, labels: {app: pair}}
spec:
  initContainers:
  - {name: first, image: busybox, command: [sh, -c, 'echo prepared']}
  containers:
  - {name: a, image: 'nginx:1.25'}
  - name: b
    image: busybox
    command: [sh, -c, 'i=0; while true; do i=$((i+1)); echo line $i; sleep 5; done']
---
apiVersion: v1
kind: Pod
metadata: {name: onhost}
spec:
  hostNetwork: true
  containers: [{name: c, image: busybox, command: [sleep, '100000']}]
---
apiVersion: v1
kind: Pod
metadata: {name: shaky}
spec:
  containers:
  - {name: c, image: busybox, command: [sh, -c, 'echo run began; sleep 2; exit 1']}
---
apiVersion: v1
kind: Pod
metadata: {name: stuck}
spec:
  containers: [{name: c, image: 'nginx:no-such-tag'}]
`

const asks = (name: string, cpu: string, command = "['true']") =>
  `{name: ${name}, image: busybox, command: ${command}, resources: {limits: {cpu: ${cpu}}}}`
const app = (name: string, cpu: string) => asks(name, cpu, "[sleep, '100000']")

/** Two pods; their init containers ask for 500m and 100m, their apps for 200m or 400m each. */
const EFFECTIVE = ['200m', '400m']
  .map(
    (cpu) => `
apiVersion: v1
kind: Pod
metadata: {name: asks-${cpu}}
spec:
  nodeName: node-3
  initContainers: [${asks('i', '500m')}, ${asks('j', '100m')}]
  containers: [${app('a', cpu)}, ${app('b', cpu)}]
---`,
  )
  .join('')

const HEADLESS = `
apiVersion: v1
kind: Service
metadata: {name: nginx}
spec: {clusterIP: None, selector: {app: nginx}, ports: [{port: 80, name: web}]}
`

/** What needs programs inside of containers, with the real kubectl, on `npm run cluster`. */
if (real) {
  describe(`containers with kubectl ${real.version}`, () => {
    let cluster: RealCluster
    const kubectl = (line: string) => cluster.line(line)

    beforeAll(async () => {
      const files = { 'pods.yaml': PODS, 'effective.yaml': EFFECTIVE, 'headless.yaml': HEADLESS }
      cluster = await RealCluster.start(real.path, { files, speed: 10 })
      await kubectl('apply -f pods.yaml')
      await kubectl('wait --for=condition=Ready pod/pair pod/onhost --timeout=60s')
    })
    afterAll(() => cluster.stop())

    test('[POD-006] containers of a pod say the same address, the pod on its host that one', async () => {
      const ip = await kubectl('get pod pair -o jsonpath={.status.podIP}')
      expect(ip).toMatch(/^10\.244\./)
      for (const name of ['a', 'b']) {
        expect(await kubectl(`exec pair -c ${name} -- hostname -i`)).toBe(`${ip}\n`)
      }
      const path = '{.status.podIP}={.status.hostIP}'
      const [own, host] = (await kubectl(`get pod onhost -o jsonpath=${path}`)).split('=')
      expect(own).toBe(host)
    })

    test('[POD-023] kubectl run makes one pod, and nothing else', async () => {
      const made = await cluster.run(['run', 'web', '--image=nginx:1.7.9'])
      expect(made).toEqual({ code: 0, stdout: 'pod/web created\n', stderr: '' })
      const fields =
        '{.metadata.labels} {.spec.containers[0].name} {.spec.restartPolicy} {.metadata.ownerReferences}'
      const { stdout } = await cluster.run(['get', 'pod', 'web', '-o', `jsonpath=${fields}`])
      expect(stdout).toBe('{"run":"web"} web Always ')
      expect((await cluster.run(['get', 'deployments'])).stderr).toMatch(
        /^No resources found in default/,
      )
    })

    test('[POD-028] a forced delete says what it risks, and the pod is gone at once', async () => {
      await kubectl('wait --for=condition=Ready pod/web --timeout=60s')
      const both = await cluster.try('delete pod web --force --grace-period=5')
      expect(both.code).toBe(1)
      expect(both.stderr).toBe(
        'error: --force and --grace-period greater than 0 cannot be specified together\n',
      )
      const forced = await cluster.try('delete pod web --grace-period=0 --force')
      expect(forced.stdout).toBe('pod "web" force deleted\n')
      expect(forced.stderr).toBe(
        'Warning: Immediate deletion does not wait for confirmation that the running resource ' +
          'has been terminated. The resource may continue to run on the cluster indefinitely.\n',
      )
      expect((await cluster.run(['get', 'pod', 'web'])).stderr).toContain('pods "web" not found')
    })

    test('[LIFE-033] restarts are counted with their age, and the last end is described', async () => {
      const row = async () => kubectl('get pod shaky --no-headers')
      expect(await eventually(async () => / [1-9]\d* \(\d+\w+ ago\) /.test(await row()))).toBe(true)
      expect(await kubectl('describe pod shaky')).toMatch(
        /Last State: +Terminated\n +Reason: +Error\n +Exit Code: +1\n +Started: .*\n +Finished: /,
      )
      expect(await kubectl('logs shaky --previous')).toBe('run began\n')
    })

    test('[INIT-024] [INIT-025] describe node counts the larger of apps and init containers', async () => {
      await kubectl('apply -f effective.yaml')
      await kubectl('wait --for=condition=Ready pod/asks-200m pod/asks-400m --timeout=60s')
      const told = await kubectl('describe node node-3')
      expect(told).toMatch(/^ +default +asks-200m +500m \(12%\) +500m \(12%\) /m)
      expect(told).toMatch(/^ +default +asks-400m +800m \(20%\) +800m \(20%\) /m)
      const all = told.slice(told.indexOf('Allocated resources:'))
      expect(all).toMatch(/^ +cpu +1300m \(32%\) +1300m \(32%\)$/m)
      await kubectl('delete -f effective.yaml --now')
    })

    test('[SVC-002] get svc shows a headless Service', async () => {
      await kubectl('apply -f headless.yaml')
      const [head = '', row = ''] = (await kubectl('get svc nginx')).split('\n')
      expect(head).toMatch(/^NAME +TYPE +CLUSTER-IP +EXTERNAL-IP +PORT\(S\) +AGE$/)
      expect(row).toMatch(/^nginx +ClusterIP +None +<none> +80\/TCP +\d+\w+$/)
    })

    test('logs: whole, by container, tail, time, label; words where there is none', async () => {
      expect(await kubectl('logs pair -c first')).toBe('prepared\n')
      expect(await kubectl('logs pair -c a')).toContain('ready for start up\n')
      expect(await kubectl('logs pair -c b --limit-bytes=9')).toBe('line 1\nli')
      expect(await kubectl('logs pair -c b --tail=1')).toMatch(/^line \d+\n$/)
      expect(await kubectl('logs pair -c b --timestamps')).toMatch(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z line 1\n/,
      )
      const recent = (await kubectl('logs pair -c b --since=20s')).split('\n').length
      expect(recent).toBeLessThan((await kubectl('logs pair -c b')).split('\n').length + 1)
      expect(await kubectl('logs -l app=pair --prefix --tail=1 --all-containers')).toMatch(
        /^\[pod\/pair\/first\] prepared$/m,
      )
      const stuck = await cluster.run(['logs', 'stuck'])
      expect(stuck.code).toBe(1)
      expect(stuck.stderr).toMatch(
        /^Error from server \(BadRequest\): container "c" in pod "stuck" is waiting to start: (trying and failing to pull image|image can't be pulled)\n$/,
      )
      expect((await cluster.try('logs pair -c b --previous')).stderr).toBe(
        'Error from server (BadRequest): previous terminated container "b" in pod "pair" not found\n',
      )
    })

    test('logs -f goes on line by line, and ends with its container', async () => {
      const { seen, child } = cluster.follow('logs pair -c b -f --tail=1')
      expect(await eventually(() => seen().split('\n').length > 3)).toBe(true)
      child.kill()
      const made = await cluster.run([
        ...'run brief --image=busybox --restart=Never --command --'.split(' '),
        'sh',
        '-c',
        'for i in 1 2 3; do sleep 5; echo $i; done',
      ])
      expect(made.stdout).toBe('pod/brief created\n')
      await kubectl('wait --for=condition=Ready pod/brief --timeout=30s')
      expect(await kubectl('logs -f brief')).toBe('1\n2\n3\n')
    })

    test('exec: both streams, the exit code, standard input, what is not there', async () => {
      const script = 'echo out; echo err >&2; exit 7'
      expect(await cluster.run(['exec', 'pair', '-c', 'b', '--', 'sh', '-c', script])).toEqual({
        code: 7,
        stdout: 'out\n',
        stderr: 'err\ncommand terminated with exit code 7\n',
      })
      const typed = await cluster.try('exec -i pair -c b -- cat', 'typed \u00e9\n')
      expect(typed).toEqual({ code: 0, stdout: 'typed \u00e9\n', stderr: '' })
      expect((await cluster.try('exec pair -- true')).stderr).toBe(
        'Defaulted container "a" out of: a, b, first (init)\n',
      )
      const nothing = await cluster.try('exec pair -c b -- nosuch')
      expect(nothing.code).toBe(1)
      expect(nothing.stderr).toContain('exec: "nosuch": executable file not found in $PATH')
      expect((await cluster.try('exec pair -c x -- true')).stderr).toBe(
        'Error from server (BadRequest): container x is not valid for pod pair\n',
      )
      expect((await cluster.try('exec none -- true')).stderr).toBe(
        'Error from server (NotFound): pods "none" not found\n',
      )
    })

    test('attach and run -i: the process itself, then its end', async () => {
      const { seen, child } = cluster.follow('attach pair -c b')
      expect(await eventually(() => /^line \d+$/m.test(seen()))).toBe(true)
      child.kill()
      const line = 'run ask --image=busybox -i --rm --restart=Never --command -- sh -c'
      const asked = await cluster.run([...line.split(' '), 'read word; echo got $word'], 'hello\n')
      expect(asked.stdout).toContain('got hello\n')
      expect(asked.stdout).toContain('pod "ask" deleted\n')
    })

    test('cp: a file in, a folder in and out, byte for byte', async () => {
      const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7) % 256))
      mkdirSync(join(cluster.folder, 'tree', 'deep'), { recursive: true })
      writeFileSync(join(cluster.folder, 'tree', 'deep', 'bytes'), bytes)
      writeFileSync(join(cluster.folder, 'tree', 'text'), 'words\n')
      await kubectl('cp tree pair:/tmp/tree -c b')
      expect(await kubectl('exec pair -c b -- cat /tmp/tree/text')).toBe('words\n')
      await kubectl('cp pair:/tmp/tree back -c b')
      expect(readFileSync(join(cluster.folder, 'back', 'deep', 'bytes')).equals(bytes)).toBe(true)
    })

    test('port-forward: many connections at once, by pod and by service; a closed port', async () => {
      await kubectl('expose pod pair --port=8080 --target-port=80 --name=pair')
      const ports = ['port-forward pair :80', 'port-forward svc/pair :8080']
      for (const line of ports) {
        const { seen, child } = cluster.follow(line)
        await eventually(() => /127\.0\.0\.1:\d+/.test(seen()))
        const port = /127\.0\.0\.1:(\d+)/.exec(seen())?.[1]
        const pages = Array.from({ length: 6 }, async () => {
          return (await fetch(`http://127.0.0.1:${port}/`)).text()
        })
        for (const page of await Promise.all(pages)) expect(page).toContain('Welcome to nginx!')
        child.kill()
      }
      const { seen } = cluster.follow('port-forward pair :81')
      await eventually(() => /127\.0\.0\.1:\d+/.test(seen()))
      const port = /127\.0\.0\.1:(\d+)/.exec(seen())?.[1]
      await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed')
      expect(await eventually(() => seen().includes('lost connection to pod'))).toBe(true)
      expect(seen()).toMatch(/error forwarding port 81 to pod \w{64}, uid : .*connection refused/)
    })

    test('top: nodes, pods, containers, by label and in order', async () => {
      const isMeasured = async () => (await cluster.run(['top', 'pod', 'pair'])).code === 0
      expect(await eventually(isMeasured)).toBe(true)
      const nodes = await kubectl('top nodes')
      expect(nodes).toMatch(/^NAME +CPU\(cores\) +CPU\(%\) +MEMORY\(bytes\) +MEMORY\(%\) +\n/)
      expect(nodes).toMatch(/^node-1 +\d+m +\d+% +\d+Mi +\d+% +$/m)
      expect(await kubectl('top pods -l app=pair')).toMatch(/^pair +\d+m +\d+Mi +$/m)
      const containers = await kubectl('top pods --containers --sort-by=memory -l app=pair')
      expect(containers).toMatch(/^pair +a +\d+m +\d+Mi +$/m)
      expect(await kubectl('top pods -A')).toMatch(/^default +pair /m)
      expect((await cluster.run(['top', 'pod', 'none'])).stderr).toBe(
        'Error from server (NotFound): podmetrics.metrics.k8s.io "default/none" not found\n',
      )
    })

    test('debug: a container in the pod, a copy of it, a pod on the node', async () => {
      const line = 'debug pair --image=busybox -c tool --profile=general -- sh -c'
      await cluster.run([...line.split(' '), 'echo I am $(hostname)'])
      const hasSaid = async () => (await cluster.try('logs pair -c tool')).stdout === 'I am pair\n'
      expect(await eventually(hasSaid)).toBe(true)
      const copy = 'debug onhost --copy-to=twin --image=busybox -c tool --profile=general'
      await kubectl(`${copy} -- sleep 1000`)
      expect(await kubectl('get pod twin -o jsonpath={.spec.containers[*].name}')).toBe('c tool')
      const node = await kubectl('debug node/node-1 --image=busybox --profile=general -- hostname')
      const name = /Creating debugging pod (\S+) with/.exec(node)?.[1] ?? ''
      const isDone = async () => (await cluster.run(['logs', name])).stdout === 'node-1\n'
      expect(await eventually(isDone)).toBe(true)
    })

    test.each(['1.29', '1.30', '1.31', '1.33'])('kubectl %s: exec, or why not', async (minor) => {
      const other = findKubectl(minor)
      if (!other?.version.startsWith(`v${minor}.`)) {
        console.warn(`no kubectl ${minor} on PATH: not tried`)
        return
      }
      const words = 'exec pair -c b -- echo hi'.split(' ')
      const ran = await cluster.run(words, undefined, other.path)
      if (minor === '1.29') expect(ran.stderr).toContain('use kubectl 1.30 or newer')
      else expect(ran).toEqual({ code: 0, stdout: 'hi\n', stderr: '' })
    })
  })
} else {
  test('there is no kubectl on PATH: containers were not tried with the real one', () => {
    console.warn('no kubectl on PATH: logs, exec and their like were not tried with the real one')
    expect(real).toBeUndefined()
  })
}
