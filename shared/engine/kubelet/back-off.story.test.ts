import { expect, test } from 'vitest'
import type { KubeEvent } from '../kinds/event/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { parseTimestamp } from '../time.ts'
import { Lab } from './test-support/lab.ts'

const status = (pod: Pod) => pod.status.containerStatuses?.[0]
const container = (script: string) => ({
  containers: [{ name: 'nginx', image: 'busybox:1.36', command: ['sh', '-c', script] }],
})

/** A pod `web` whose container runs for the first time at second 0. */
function begun(spec: Record<string, unknown>): Lab {
  const lab = new Lab()
  lab.pod('web', '', spec)
  lab.until(() => lab.runs('web').length > 0)
  const [first = 0] = lab.runs('web')
  expect(lab.seconds - first).toBeLessThan(0.1)
  lab.mark()
  return lab
}

/** What the status said of back-offs, each once: `[restartCount, message]`. */
function backOffs(lab: Lab): [number, string][] {
  const told = new Map<string, number>()
  for (const { object } of lab.changes) {
    if (object.kind !== 'Pod') continue
    const { restartCount = 0, state } = status(object as Pod) ?? {}
    const { reason, message = '' } = state?.waiting ?? {}
    if (reason === 'CrashLoopBackOff' && !told.has(message)) told.set(message, restartCount)
  }
  return [...told].map(([message, restarts]) => [restarts, message])
}

test('[LIFE-023] [LIFE-024] starts at 0, 0, 10, 30, 70, 150, 310, 610, 910 s, and their words', () => {
  const lab = begun(container('exit 1'))
  lab.run(1_600)
  const starts = lab.runs('web').map((at) => Math.floor(at))
  // Each start and each end takes a moment; the container of second 0 is seen again.
  const expected = [0, 10, 30, 70, 150, 310, 610, 910, 1_210, 1_510]
  const restarts = starts.slice(-expected.length)
  for (const [index, at] of expected.entries()) {
    expect(restarts[index]).toBeGreaterThanOrEqual(at)
    expect(restarts[index]).toBeLessThan(at + 1 + index)
  }
  expect(status(lab.get('web'))?.restartCount).toBe(expected.length)
  const { uid } = lab.get('web').metadata
  const text = (wait: string) =>
    `back-off ${wait} restarting failed container=nginx pod=web_default(${uid})`
  expect(backOffs(lab)).toEqual([
    [1, text('10s')],
    [2, text('20s')],
    [3, text('40s')],
    [4, text('1m20s')],
    [5, text('2m40s')],
    [6, text('5m0s')],
  ])
  const events = lab.cluster.view.list<KubeEvent>('Event', 'default')
  expect(events.find(({ reason }) => reason === 'BackOff')).toMatchObject({
    type: 'Warning',
    message: `Back-off restarting failed container nginx in pod web_default(${uid})`,
  })
})

/** How long each restart waited after the end of the run before it, in whole tens of seconds. */
function waits(lab: Lab): number[] {
  const found = new Map<number, number>()
  for (const { object, at } of lab.changes) {
    if (object.kind !== 'Pod') continue
    const { restartCount = 0, lastState } = status(object as Pod) ?? {}
    const ended = parseTimestamp(lastState?.terminated?.finishedAt ?? '')
    if (restartCount === 0 || ended === undefined || found.has(restartCount)) continue
    found.set(restartCount, Math.round((at - ended) / 10_000) * 10)
  }
  return [...found.values()]
}

test.each([
  ['ten good minutes', 601, [0, 10]],
  ['five good minutes', 300, [160, 300]],
])('[LIFE-025] five crashes, then %s, then crashes again', (_words, good, then) => {
  const script =
    'n=$(cat /v/n 2>/dev/null || echo 0); n=$((n+1)); echo $n > /v/n; ' +
    `if [ $n -eq 6 ]; then sleep ${good}; fi; exit 1`
  const [only] = container(script).containers
  const mounted = { ...only, volumeMounts: [{ name: 'v', mountPath: '/v' }] }
  const lab = new Lab()
  lab.pod('web', '', { containers: [mounted], volumes: [{ name: 'v', emptyDir: {} }] })
  lab.until(() => status(lab.get('web'))?.restartCount === 7, 2_000)
  expect(waits(lab)).toEqual([0, 10, 20, 40, 80, ...then])
})
