type Spec = Record<string, unknown>

const sh = (script: string): Spec => ({ image: 'busybox:1.36', command: ['sh', '-c', script] })
const named = (name: string, rest: Spec): Spec => ({ name, ...rest })
const nginx: Spec = { image: 'nginx:1.25' }
const every = (seconds: number, probe: Spec): Spec => ({ periodSeconds: seconds, ...probe })
const get = (path: string): Spec => ({ httpGet: { path, port: 80 } })

/**
 * Pods whose containers do something: probes of all kinds, shells, pipes, files that are shared,
 * hooks, sidecars, requests to Services. The laws are tried on them.
 */
export const PROGRAMS: Readonly<Record<string, Spec>> = {
  probed: {
    containers: [
      named('main', {
        ...nginx,
        readinessProbe: every(5, get('/')),
        livenessProbe: every(10, get('/')),
        startupProbe: every(2, { tcpSocket: { port: 80 }, failureThreshold: 30 }),
      }),
    ],
  },
  sickening: {
    containers: [
      named('main', {
        ...sh('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'),
        livenessProbe: every(5, { exec: { command: ['cat', '/tmp/healthy'] } }),
      }),
    ],
    terminationGracePeriodSeconds: 3,
  },
  wrong: { containers: [named('main', { ...nginx, readinessProbe: every(3, get('/missing')) })] },
  waiting: {
    initContainers: [
      named(
        'wait',
        sh('for i in 1 2 3 4 5 6 7 8; do sleep 1; nslookup web && exit 0; done; exit 1'),
      ),
    ],
    containers: [named('main', nginx)],
  },
  writing: {
    volumes: [{ name: 'data', emptyDir: {} }],
    containers: [
      named('main', {
        ...sh('i=0; while true; do i=$((i+1)); echo "$i $(date)" >> /data/log; sleep 7; done'),
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      }),
      named('reader', {
        ...sh('touch /data/log; tail -f /data/log | while read n rest; do echo "line $n"; done'),
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      }),
    ],
  },
  spinning: { containers: [named('main', sh('while true; do :; done'))] },
  crashing: { containers: [named('main', sh('echo trying; sleep 2; exit 1'))] },
  hooked: {
    terminationGracePeriodSeconds: 20,
    containers: [
      named('main', {
        ...nginx,
        lifecycle: {
          postStart: { exec: { command: ['sh', '-c', 'sleep 2; echo up > /tmp/up'] } },
          preStop: { exec: { command: ['sh', '-c', 'sleep 5'] } },
        },
      }),
    ],
  },
  assisted: {
    initContainers: [
      named('helper', {
        ...sh('trap "exit 0" TERM; while true; do sleep 1000 & wait $!; done'),
        restartPolicy: 'Always',
      }),
      named('first', sh('sleep 3')),
    ],
    containers: [named('main', nginx)],
  },
  asking: {
    containers: [
      named('main', sh('while true; do wget -q -O- http://web/ | wc -c; sleep 9; done')),
    ],
  },
  once: { restartPolicy: 'OnFailure', containers: [named('main', sh('seq 3 | sort -r; exit 0'))] },
}

/** Commands that people run in containers. */
export const COMMANDS: readonly (readonly string[])[] = [
  ['sh', '-c', 'echo hello; sleep 5; cat; exit 3'],
  ['cat'],
  ['sh'],
  ['ls', '/'],
  ['sh', '-c', 'while true; do :; done'],
  ['no-such-command'],
]

/** What people type into a session. */
export const WORDS: readonly string[] = [
  'ls /\n',
  'echo a | tr a b\n',
  'sleep 3; date\n',
  'exit 4\n',
]
