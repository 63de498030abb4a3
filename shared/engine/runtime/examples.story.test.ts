import { describe, expect, it } from 'vitest'
import { Pods, sh } from './test-support/pods.ts'

const nginx = { name: 'main', image: 'nginx:1.25' }
const NETSHOOT = 'nicolaka/netshoot:v0.13'
const bash = (script: string, more = {}) => {
  return { name: 'init', image: NETSHOOT, command: ['bash', '-c', script], ...more }
}
const field = (name: string, fieldPath: string) => ({
  name,
  valueFrom: { fieldRef: { fieldPath } },
})

/** The first run of the init container, whether it is the last one or not. */
function firstEnd(lab: Pods) {
  const { state, lastState } = lab.status('app', 'init')
  return state.terminated ?? lastState.terminated
}

describe('the loop that waits for a Service', () => {
  /** As the documentation of Kubernetes has it now; once it said `dig`. */
  const loop = 'for i in {1..100}; do sleep 1; if nslookup myservice; then exit 0; fi; done; exit 1'

  function begun(init: object): Pods {
    const lab = new Pods()
    lab.make('app', { initContainers: [init], containers: [nginx] })
    lab.untilRuns('app', 'init')
    lab.mark()
    return lab
  }

  it('[INIT-011] (a) ends with 0 when the Service is there, at 41 s, and the app starts', () => {
    const lab = begun(bash(loop))
    lab.run(39.9)
    expect(lab.word('app')).toBe('Init:0/1')
    lab.service('myservice')
    lab.until(() => lab.status('app', 'init').state.terminated !== undefined)
    expect(Math.abs(lab.seconds - 41)).toBeLessThan(1.5)
    expect(lab.status('app', 'init')).toMatchObject({
      restartCount: 0,
      state: { terminated: { exitCode: 0, reason: 'Completed' } },
    })
    const said = lab.log('app', 'init').join('\n')
    const tries = said.match(/server can't find myservice: NXDOMAIN/g)?.length
    expect([39, 40]).toContain(tries)
    expect(said).toMatch(/Name:\tmyservice\.default\.svc\.cluster\.local\nAddress: 10\.\d+\./)
    lab.until(() => lab.word('app') === 'Running')
  })

  it('[INIT-011] (b) ends with 1 after 100 s, runs again at once, then with back-off', () => {
    const lab = begun(bash(loop))
    lab.run(99)
    expect(lab.word('app')).toBe('Init:0/1')
    lab.until(() => lab.status('app', 'init').restartCount === 1, 5)
    expect(Math.abs(lab.seconds - 100)).toBeLessThan(2.5)
    expect(firstEnd(lab)).toMatchObject({ exitCode: 1, reason: 'Error' })
    lab.until(() => lab.status('app', 'init').state.terminated !== undefined, 105)
    expect(lab.word('app')).toBe('Init:Error')
    const ended = lab.seconds
    lab.until(() => lab.word('app') === 'Init:CrashLoopBackOff', 10)
    lab.until(() => lab.status('app', 'init').restartCount === 2, 20)
    expect(Math.round(lab.seconds - ended)).toBe(10)
    const words = lab.words('app').map(([, word]) => word)
    expect(words).toContain('Init:Error')
    expect(words).not.toContain('Running')
    lab.run(3)
    expect(lab.log('app', 'init').join('\n')).toContain("server can't find myservice: NXDOMAIN")
  })

  it('[INIT-011] tries once in a plain sh, where {1..100} is a word', () => {
    const lab = begun({ ...bash(loop), command: ['sh', '-c', loop], image: 'busybox:1.36' })
    lab.until(() => firstEnd(lab) !== undefined)
    expect(lab.seconds).toBeLessThan(1.5)
    expect(firstEnd(lab)).toMatchObject({ exitCode: 1 })
  })

  it('[INIT-011] waits for nothing with dig as the text has it: NXDOMAIN is an answer, code 0', () => {
    const lab = begun(bash(loop.replace('nslookup', 'dig')))
    lab.until(() => firstEnd(lab) !== undefined)
    expect(lab.seconds).toBeLessThan(1.5)
    expect(firstEnd(lab)).toMatchObject({ exitCode: 0, reason: 'Completed' })
    const said = lab.log('app', 'init').join('\n')
    expect(said).toContain('status: NXDOMAIN')
    expect(said).toMatch(/^;myservice\.\s+IN\s+A$/m)
    lab.until(() => lab.word('app') === 'Running')
  })

  it('[INIT-011] waits with dig when its answer is looked at', () => {
    const lab = begun(
      bash(loop.replace('nslookup myservice', 'dig +short +search myservice | grep .')),
    )
    lab.run(39.9)
    expect(lab.word('app')).toBe('Init:0/1')
    lab.service('myservice')
    lab.until(() => lab.status('app', 'init').state.terminated !== undefined)
    expect(Math.abs(lab.seconds - 41)).toBeLessThan(1.5)
    expect(firstEnd(lab)).toMatchObject({ exitCode: 0 })
  })

  it('[INIT-011] fails with dig, too, while nobody answers for the cluster’s names', () => {
    const lab = new Pods()
    lab.fault('mute', { what: 'dns-down' })
    lab.make('app', {
      initContainers: [bash('sleep 1; if dig myservice; then exit 0; fi; exit 1')],
      containers: [nginx],
    })
    lab.until(() => lab.word('app') === 'Init:Error', 60)
    expect(firstEnd(lab)).toMatchObject({ exitCode: 1 })
  })

  it.each(['busybox:1.28', 'busybox:1.36'])(
    '[INIT-010] [INIT-011] runs as the documentation’s myapp-pod in %s',
    (image) => {
      const wait = (name: string) => ({
        name: `init-${name}`,
        image,
        command: [
          'sh',
          '-c',
          `until nslookup ${name}.$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace)` +
            `.svc.cluster.local; do echo waiting for ${name}; sleep 2; done`,
        ],
      })
      const lab = new Pods()
      const app = sh('app', 'echo The app is running! && sleep 3600', { image })
      const initContainers = [wait('myservice'), wait('mydb')]
      lab.make('app', { initContainers, containers: [app] })
      lab.run(20)
      expect(lab.word('app')).toBe('Init:0/2')
      expect(lab.log('app', 'init-myservice')).toContain('waiting for myservice')
      lab.service('myservice', 80, 9376)
      lab.until(() => lab.word('app') === 'Init:1/2', 5)
      lab.run(5)
      expect(lab.log('app', 'init-mydb')).toContain('waiting for mydb')
      lab.service('mydb', 80, 9377)
      lab.until(() => lab.word('app') === 'Running', 6)
      lab.run(1)
      expect(lab.log('app', 'app')).toEqual(['The app is running!'])
    },
  )
})

describe('[INIT-012] the call that registers a pod', () => {
  const call = 'curl -X POST http://$MANAGEMENT_SERVICE_HOST:$MANAGEMENT_SERVICE_PORT/register'
  const env = [field('POD_NAME', 'metadata.name'), field('POD_IP', 'status.podIP')]

  /** A cluster whose Service `management` gives back what it is told. */
  function withManagement(): Pods {
    const lab = new Pods()
    lab.pod('management', 'registry.k8s.io/echoserver:1.10')
    lab.until(() => lab.word('management') === 'Running')
    lab.service('management', 80, 8080)
    lab.run(2)
    return lab
  }

  /** What the Service was told by an init container; the app runs then. */
  function told(lab: Pods, init: object, rest: object = {}): string {
    lab.make('app', { initContainers: [init], containers: [nginx], ...rest })
    lab.until(() => lab.word('app') === 'Running')
    expect(firstEnd(lab)).toMatchObject({ exitCode: 0 })
    const said = lab.log('app', 'init').join('\n')
    expect(said).toContain('/register')
    return said
  }

  it('sends what $(POD_NAME) and $(POD_IP) stand for; what nobody knows stays', () => {
    const lab = withManagement()
    const body = `'instance=$(POD_NAME)&ip=$(POD_IP)&other=$(UNKNOWN)'`
    const said = told(lab, bash(`${call} -d ${body}`, { env }))
    const { podIP } = lab.get('app').status
    expect(said).toContain(`instance=app&ip=${podIP}&other=$(UNKNOWN)`)
  })

  it('runs without a shell, too: $(NAME) is filled in by Kubernetes, Services among it', () => {
    const url = 'http://$(MANAGEMENT_SERVICE_HOST):$(MANAGEMENT_SERVICE_PORT)/register'
    const args = ['-sS', '-X', 'POST', url, '-d', 'instance=$(POD_NAME)&ip=$(POD_IP)&$$(POD_IP)']
    const lab = withManagement()
    const said = told(lab, { name: 'init', image: 'curlimages/curl:8.10.1', args, env })
    const { podIP } = lab.get('app').status
    expect(said).toContain(`instance=app&ip=${podIP}&$(POD_IP)`)
  })

  it('sends $(<POD_NAME>) as it is written: neither Kubernetes nor a quoted word knows that', () => {
    const said = told(
      withManagement(),
      bash(`${call} -d 'instance=$(<POD_NAME>)&ip=$(<POD_IP>)'`, { env }),
    )
    expect(said).toContain('instance=$(<POD_NAME>)&ip=$(<POD_IP>)')
  })

  it('sends what stands in the files where bash reads "$(<POD_NAME)"', () => {
    const lab = withManagement()
    const item = (path: string, fieldPath: string) => ({ path, fieldRef: { fieldPath } })
    const items = [item('POD_NAME', 'metadata.name'), item('NAMESPACE', 'metadata.namespace')]
    const mounted = {
      env,
      workingDir: '/podinfo',
      volumeMounts: [{ name: 'podinfo', mountPath: '/podinfo' }],
    }
    const script = `${call} -d "instance=$(<POD_NAME)&namespace=$(<NAMESPACE)"`
    const volumes = [{ name: 'podinfo', downwardAPI: { items } }]
    expect(told(lab, bash(script, mounted), { volumes })).toContain(
      'instance=app&namespace=default',
    )
    const written = 'echo -n $HOSTNAME > /tmp/POD_NAME; hostname -i > /tmp/POD_IP; cd /tmp; '
    lab.delete('Pod/default/app', { graceSeconds: 0 })
    lab.run(1)
    const both = told(lab, bash(`${written}${call} -d "instance=$(<POD_NAME)&ip=$(<POD_IP)"`))
    expect(both).toContain(`instance=app&ip=${lab.get('app').status.podIP}`)
  })

  it('finds no Service that came later, until the kubelet runs it again', () => {
    const lab = new Pods()
    const init = bash(`env | grep MANAGEMENT | sort; ${call} -d 'instance=$(POD_NAME)'`, { env })
    lab.make('app', { initContainers: [init], containers: [nginx] })
    lab.until(() => lab.word('app') === 'Init:Error')
    expect(firstEnd(lab)?.exitCode).toBe(3)
    const said = lab.log('app', 'init').join('\n')
    expect(said).toMatch(/curl: \(3\) /)
    expect(said).not.toContain('MANAGEMENT')
    const { restartCount } = lab.status('app', 'init')
    lab.pod('management', 'nginx:1.25')
    lab.service('management')
    lab.until(() => lab.word('app') === 'Running', 120)
    expect(lab.status('app', 'init').restartCount).toBeGreaterThan(restartCount)
    expect(lab.log('app', 'init').join('\n')).toMatch(/^MANAGEMENT_SERVICE_HOST=10\.\d+\./m)
  })

  it('goes on without it where a container waits: its environment stays what it was', () => {
    const lab = new Pods()
    const waits = 'until test -n "$MANAGEMENT_SERVICE_HOST"; do sleep 5; done'
    lab.make('app', { initContainers: [bash(waits)], containers: [nginx] })
    lab.untilRuns('app', 'init')
    lab.service('management')
    lab.run(600)
    expect(lab.word('app')).toBe('Init:0/1')
    expect(lab.status('app', 'init').restartCount).toBe(0)
  })
})
