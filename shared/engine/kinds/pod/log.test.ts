import { describe, expect, test } from 'vitest'
import type { View } from '../../store/view.ts'
import type { Reply } from '../../input.ts'
import type { LogLine } from '../../programs/log.ts'
import type { Asked } from '../define-kind.ts'
import type { RunLines, Telemetry } from '../telemetry.ts'
import { LogReading, log, readLog } from './log.ts'
import type { Pod } from './schema.ts'

/** 2026-06-01T08:00:00Z. */
const START = 1_780_300_800_000

type Loose = Record<string, unknown>

/** A pod of a container `c` with the given state, and what else there is. */
function podWith(status: Loose, more: Loose = {}): Pod {
  const c = { name: 'c', restartCount: 0, state: {}, ...status }
  return {
    metadata: { name: 'p', namespace: 'default', uid: 'u' },
    spec: { nodeName: 'node-1', containers: [{ name: 'c' }] },
    status: { phase: 'Running', containerStatuses: [c] },
    ...more,
  } as unknown as Pod
}

const RUNNING = { state: { running: {} } }

/** A world of one pod with a healthy node, and a log that tests write. */
class World {
  now = START + 60_000
  pod: Pod
  runs = new Map<number, RunLines>()

  constructor(pod: Pod = podWith(RUNNING)) {
    this.pod = pod
  }

  write(lines: LogLine[], rest: Partial<RunLines> = {}, run = 0): void {
    this.runs.set(run, { lines, dropped: 0, open: false, nextAt: null, ...rest })
  }

  get telemetry(): Telemetry {
    return { log: (_pod, _container, run) => this.runs.get(run), usage: () => [] }
  }

  get view(): View {
    const node = { metadata: { name: 'node-1' }, status: {} }
    const get = (kind: string) => (kind === 'Node' ? node : this.pod)
    const now = () => this.now
    const notes = () => this.runs.get(0)
    return {
      get now() {
        return now()
      },
      get,
      indexed: () => [],
      noteOf: () => notes(),
    } as unknown as View
  }

  ask(params: Record<string, string> = {}): Reply {
    const { view, telemetry } = this
    const param = (name: string) => (name in params ? [params[name]!] : [])
    return log(this.pod, { view, telemetry, param, method: 'GET', upgrade: false } as Asked)
  }

  follow(params: Record<string, string> = {}): LogReading {
    const all: Record<string, string> = { ...params, follow: 'true' }
    const param = (name: string) => (name in all ? [all[name]!] : [])
    const reading = readLog(this.pod, this.view, this.telemetry, param)
    if (!(reading instanceof LogReading)) throw new Error(JSON.stringify(reading))
    return reading
  }
}

const words = ({ body }: Reply) => (body as { message: string }).message

const LINES: LogLine[] = [
  [START + 1_250, 'one'],
  [START + 30_000, 'two', 1],
  [START + 59_500, 'thr\xc3\xa9e'],
]

describe('a log', () => {
  test('is text, of both streams, in the order of time', () => {
    const world = new World()
    world.write(LINES)
    const { code, contentType, body } = world.ask()
    expect([code, contentType, body]).toEqual([200, 'text/plain', 'one\ntwo\nthrée\n'])
  })

  test('shows times with nine digits, a tail, a span, so many bytes', () => {
    const world = new World()
    world.write(LINES)
    expect(world.ask({ timestamps: 'true', tailLines: '3', limitBytes: '35' }).body).toBe(
      '2026-06-01T08:00:01.250000000Z one\n',
    )
    expect(world.ask({ tailLines: '1' }).body).toBe('thrée\n')
    expect(world.ask({ tailLines: '0' }).body).toBe('')
    expect(world.ask({ sinceSeconds: '31' }).body).toBe('two\nthrée\n')
    expect(world.ask({ sinceTime: '2026-06-01T10:00:30+02:00' }).body).toBe('two\nthrée\n')
    expect(world.ask({ limitBytes: '5' }).body).toBe('one\nt')
  })

  test.each([
    [{ tailLines: '-1' }, 422, 'tailLines: Invalid value: -1: must be greater than or equal to 0'],
    [{ limitBytes: '0' }, 422, 'limitBytes: Invalid value: 0: must be greater than 0'],
    [{ sinceSeconds: '0' }, 422, 'sinceSeconds: Invalid value: 0: must be greater than 0'],
    [
      { sinceSeconds: '5', sinceTime: '2026-06-01T08:00:00Z' },
      422,
      'at most one of `sinceTime` or `sinceSeconds` may be specified',
    ],
    [{ tailLines: 'x' }, 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
    [{ sinceTime: 'soon' }, 400, 'parsing time "soon" as'],
    [{ container: 'x' }, 400, 'container x is not valid for pod p'],
  ])('is refused with %j', (params, code, message) => {
    const reply = new World().ask(params as unknown as Record<string, string>)
    expect(reply.code).toBe(code)
    expect(words(reply)).toContain(message)
  })

  test.each([
    ['ContainerCreating', 'container "c" in pod "p" is waiting to start: ContainerCreating'],
    ['ErrImagePull', `container "c" in pod "p" is waiting to start: image can't be pulled`],
    [
      'ImagePullBackOff',
      'container "c" in pod "p" is waiting to start: trying and failing to pull image',
    ],
  ])('cannot be had of a container that waits: %s', (reason, message) => {
    const reply = new World(podWith({ state: { waiting: { reason } } })).ask()
    expect([reply.code, words(reply)]).toEqual([400, message])
  })

  test('of the run before is there once there was one; between runs it is the last', () => {
    const world = new World()
    expect(words(world.ask({ previous: 'true' }))).toBe(
      'previous terminated container "c" in pod "p" not found',
    )
    const lastState = { terminated: { exitCode: 1 } }
    world.write([[START, 'first']])
    world.pod = podWith({ state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState })
    expect(world.ask().body).toBe('first\n')
    expect(world.ask({ previous: 'true' }).body).toBe('first\n')
    world.write([[START, 'second']], {}, 1)
    world.pod = podWith({ ...RUNNING, lastState, restartCount: 1 })
    expect(world.ask().body).toBe('second\n')
    expect(world.ask({ previous: 'true' }).body).toBe('first\n')
  })

  test('of several containers must say which; before there is a node there is none', () => {
    const spec = {
      nodeName: 'node-1',
      containers: [{ name: 'a' }, { name: 'b' }],
      initContainers: [{ name: 'i' }],
    }
    expect(words(new World(podWith({}, { spec })).ask())).toBe(
      'a container name must be specified for pod p, choose one of: [a b] or one of the init containers: [i]',
    )
    const unbound = podWith({}, { spec: { containers: [{ name: 'c' }] } })
    expect(new World(unbound).ask()).toEqual({ code: 204, body: '', contentType: 'text/plain' })
  })
})

describe('a log that is followed', () => {
  test('gives each line once, as it comes, and ends with its run', () => {
    const world = new World()
    world.write(LINES.slice(0, 1))
    const reading = world.follow({ tailLines: '10' })
    expect(reading.next()).toBe('one\n')
    expect(reading.next()).toBe('')
    world.write(LINES.slice(0, 2), { nextAt: START + 61_000 })
    expect([reading.next(), reading.isOver, reading.nextAt]).toEqual([
      'two\n',
      false,
      START + 61_000,
    ])
    world.write(LINES)
    world.pod = podWith({ state: { terminated: {} } })
    expect([reading.next(), reading.isOver, reading.nextAt]).toEqual(['thr\xc3\xa9e\n', true, null])
  })

  test('holds back a line that is still being written, until all ends', () => {
    const world = new World()
    world.write(LINES.slice(0, 2), { open: true })
    const reading = world.follow()
    expect(reading.next()).toBe('one\n')
    world.pod = podWith({ state: { terminated: {} } })
    expect(reading.next()).toBe('two')
    expect(reading.isOver).toBe(true)
  })

  test('goes on when old lines were dropped, and ends when another run or no pod is there', () => {
    const world = new World()
    world.write(LINES.slice(0, 2))
    const reading = world.follow()
    reading.next()
    world.write(LINES.slice(2), { dropped: 2 })
    expect([reading.next(), reading.isOver]).toEqual(['thr\xc3\xa9e\n', false])
    world.pod = podWith({ ...RUNNING, restartCount: 1 })
    expect(reading.isOver).toBe(true)
    const other = world.follow()
    world.pod = podWith(RUNNING, { metadata: { name: 'p', namespace: 'default', uid: 'another' } })
    expect(other.isOver).toBe(true)
  })

  test('stops at its limit', () => {
    const world = new World()
    world.write(LINES)
    const reading = world.follow({ limitBytes: '4' })
    expect([reading.next(), reading.isOver]).toEqual(['one\n', true])
  })
})
