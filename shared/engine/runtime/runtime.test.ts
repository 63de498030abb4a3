import { describe, expect, it } from 'vitest'
import { defineCommand } from '../programs/command.ts'
import { logNote, type ContainerLog } from '../programs/log.ts'
import { HOUR, MINUTE, SECOND } from '../time.ts'
import { BEGIN, Bench } from './test-support/bench.ts'
import { tableNote, type Table } from './table.ts'

const web = defineCommand({
  name: 'web',
  about: 'A server of tests',
  server: {
    ports: () => [80],
    bootMs: () => 1000,
    banner: () => [{ afterMs: 10, line: 'ready' }],
    answer: ({ path }, _, { state }) => {
      const count = typeof state === 'number' ? state : 0
      const response = { status: 200, headers: {}, body: `${path} ${count}` }
      if (path === '/quit') return { response, exit: 5 }
      return path === '/add'
        ? { response, state: count + 1, log: [`added ${count}`] }
        : { response }
    },
    onTerm: { ms: 200, code: 0 },
  },
})
const sh = (text: string) => ({ command: ['sh', '-c', text] })
const request = (path: string) => {
  return {
    method: 'GET',
    scheme: 'http',
    host: 'h',
    port: 80,
    path,
    headers: {},
    body: '',
  } as const
}

describe('the main process', () => {
  it('says why it cannot be started, in the words of runc', () => {
    const bench = new Bench({ spec: { command: ['ngnix', '-g'] } })
    expect(bench.start()?.problem).toBe(
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: ' +
        'runc create failed: unable to start container process: exec: "ngnix": executable file not ' +
        'found in $PATH: unknown',
    )
    expect(bench.ended()).toMatchObject({ code: 128, reason: 'StartError' })
  })

  it('ignores what it has no handler for as process 1, except KILL from outside', () => {
    const bench = new Bench({ spec: { command: ['sleep', '1000'] } })
    bench.start()
    bench.visit((runtime) => runtime.signal('c', 'TERM'))
    bench.run(MINUTE)
    expect(bench.ended()).toBeUndefined()
    bench.visit((runtime) => runtime.signal('c', 'KILL'))
    expect(bench.ended()).toMatchObject({ code: 137, at: bench.now })
  })

  it('runs its trap on TERM and ends with its own code', () => {
    const bench = new Bench({
      spec: sh("trap 'echo bye; exit 3' TERM; while true; do sleep 1; done"),
    })
    bench.start()
    bench.run(2500)
    bench.visit((runtime) => runtime.signal('c', 'TERM'))
    bench.run(2000)
    expect(bench.ended()).toMatchObject({ code: 3, at: BEGIN + 3000 })
    expect(bench.lines()).toEqual(['bye'])
  })

  it('gives back what it wrote to its termination log, or the end of its log on failure', () => {
    const told = new Bench({ spec: sh('echo -n DONE > /dev/termination-log') })
    told.start()
    expect(told.ended()).toMatchObject({ code: 0, message: 'DONE' })

    const spec = {
      ...sh('echo why; exit 1'),
      terminationMessagePolicy: 'FallbackToLogsOnError',
    } as const
    const failed = new Bench({ spec })
    failed.start()
    expect(failed.ended()).toMatchObject({ code: 1, message: 'why\n' })
  })

  it('fills $(VAR) into its arguments and leaves unknown names alone', () => {
    const spec = { command: ['echo', '$(NAME)', '$(NONE)', '$$(NAME)'] }
    const bench = new Bench({ spec, env: { NAME: 'x' } })
    bench.start()
    expect(bench.lines()).toEqual(['x $(NONE) $(NAME)'])
  })
})

describe('a server', () => {
  const furniture = { own: [web], spec: { command: ['web'] } }

  it('stores nothing and wants no visit while it rests', () => {
    const bench = new Bench(furniture)
    bench.start()
    expect(bench.visit()).toBeNull()
    expect([...bench.notes.keys()]).toEqual([])
  })

  it('listens when it has booted, and says until when a probe would get the same', () => {
    const bench = new Bench(furniture)
    bench.start()
    const ask = () => bench.ask((runtime) => [runtime.listens(80), runtime.http('c', request('/'))])
    expect(ask()).toEqual([
      { is: false, until: BEGIN + 1000 },
      { failure: 'refused', until: BEGIN + 1000 },
    ])
    bench.now += 1000
    expect(ask()).toMatchObject([
      { is: true, until: null },
      { response: { body: '/ 0' }, until: null },
    ])
  })

  it('remembers what a request did to it, and ends when one makes it', () => {
    const bench = new Bench(furniture)
    bench.start()
    bench.now += 2000
    const message = { type: 'http', container: 'c', port: 80, from: '10.0.0.1' } as const
    bench.send({ ...message, request: request('/add') })
    bench.send({ ...message, request: request('/add') })
    expect(bench.ask((runtime) => runtime.http('c', request('/')))).toMatchObject({
      response: { body: '/ 2' },
    })
    bench.send({ ...message, request: request('/quit') })
    expect(bench.ended()).toMatchObject({ code: 5 })
    expect(bench.lines()).toEqual(['ready', 'added 0', 'added 1'])
  })

  it('ends gracefully on TERM, after its own time', () => {
    const bench = new Bench(furniture)
    bench.start()
    bench.visit((runtime) => runtime.signal('c', 'TERM'))
    expect(bench.ended()).toBeUndefined()
    bench.run(SECOND)
    expect(bench.ended()).toMatchObject({ code: 0, at: BEGIN + 200 })
  })

  it('[POD-007] cannot take a port that another container of the pod has', () => {
    const bench = new Bench({ ...furniture, others: [{ name: 'd', command: ['web'] }] })
    bench.start()
    bench.start('d')
    expect(bench.ended('c')).toBeUndefined()
    expect(bench.ended('d')).toMatchObject({ code: 1 })
    expect(bench.lines('d')).toEqual(['listen tcp :80: bind: address already in use'])
  })
})

describe('a program that spins', () => {
  it('is throttled: hours of it cost few visits, it uses what it may, and it can be ended', () => {
    const bench = new Bench({ spec: { ...sh('while true; do :; done'), resources: {} } })
    bench.start()
    let visits = 0
    const end = bench.now + HOUR
    for (let due = bench.visit(); due !== null && due <= end; due = bench.visit()) {
      bench.now = due
      visits += 1
    }
    expect(visits).toBeLessThan(150)
    expect(bench.ask((runtime) => runtime.usage('c'))).toMatchObject({ milliCpu: 1000 })
    bench.visit((runtime) => runtime.signal('c', 'KILL'))
    expect(bench.ended()).toMatchObject({ code: 137 })
  })

  it('is throttled as well when it starts programs for ever', () => {
    const bench = new Bench({ spec: sh('while true; do date | cat >/dev/null; done') })
    bench.start()
    let visits = 0
    const end = bench.now + HOUR
    for (let due = bench.visit(); due !== null && due <= end; due = bench.visit()) {
      bench.now = due
      visits += 1
    }
    expect(visits).toBeLessThan(300)
  })
})

it('lets who sleeps for a moment all the time sleep longer', () => {
  const bench = new Bench({ spec: sh('while true; do sleep 0.01; done') })
  bench.start()
  let visits = 0
  const end = bench.now + HOUR
  for (let due = bench.visit(); due !== null && due <= end; due = bench.visit()) {
    bench.now = Math.max(due, bench.now + 1)
    visits += 1
  }
  expect(visits).toBeLessThan(60 * 700)
})

it('ends a container that uses more memory than it may', () => {
  const eater = defineCommand({
    name: 'eater',
    about: 'Takes memory',
    run: ({ startedAt }) => ({ wait: { until: startedAt + HOUR }, state: null }),
    usage: (_, ranMs) => ({ milliCpu: 900, memoryBytes: ranMs * 100_000 }),
  })
  const resources = { limits: { memory: '1M' } }
  const bench = new Bench({ own: [eater], spec: { command: ['eater'], resources } })
  bench.start()
  bench.run(MINUTE)
  expect(bench.ended()).toMatchObject({ code: 137, reason: 'OOMKilled' })
})

describe('hooks and rehearsals', () => {
  it('runs a hook beside the main process and tells what came of it', () => {
    const bench = new Bench({ spec: { command: ['sleep', '1000'] } })
    bench.start()
    bench.visit((runtime) => runtime.exec('c', ['sh', '-c', 'sleep 2; echo out; exit 4'], 't'))
    bench.run(5 * SECOND)
    const ran = bench.ask((runtime) => runtime.ran('t'))
    expect(ran).toEqual({ at: BEGIN + 2000, code: 4, output: 'out\n' })
    bench.visit((runtime) => runtime.abandon('t'))
    expect(bench.ask((runtime) => runtime.ran('t'))).toBeUndefined()
  })

  it('rehearses without traces, and knows how long the result holds', () => {
    const bench = new Bench({ own: [web], spec: { command: ['web'] } })
    bench.start()
    const before = [...bench.notes.entries()]
    const test = (...argv: string[]) => bench.ask((runtime) => runtime.rehearse('c', argv))
    expect(test('sh', '-c', 'echo x > /tmp/f; cat /tmp/f; rm /tmp/f; exit 3')).toEqual({
      code: 3,
      output: 'x\n',
      tookMs: 0,
      until: null,
    })
    expect(test('cat', '/tmp/healthy')).toMatchObject({ code: 1, until: null })
    expect(test('date')).toMatchObject({ code: 0, until: bench.now })
    expect(test('sleep', '7')).toMatchObject({ code: 0, tookMs: 7000 })
    expect(test('nothing-of-it')).toMatchObject({ code: 127 })
    expect([...bench.notes.entries()]).toEqual(before)
  })

  it('says that a rehearsal may come out otherwise when something in the pod runs next', () => {
    const bench = new Bench({
      spec: sh('touch /tmp/healthy; sleep 30; rm /tmp/healthy; sleep 600'),
    })
    bench.start()
    expect(bench.ask((runtime) => runtime.rehearse('c', ['cat', '/tmp/healthy']))).toMatchObject({
      code: 0,
      until: BEGIN + 30_000,
    })
  })
})

it('keeps the log of the run before when a container is started again', () => {
  const bench = new Bench({ own: [web], spec: { command: ['web'] } })
  bench.start()
  bench.now += 5000
  bench.visit((runtime) => runtime.signal('c', 'KILL'))
  bench.visit((runtime) => runtime.forget('c'))
  expect(bench.notes.has(tableNote('c'))).toBe(false)
  const log = bench.note<ContainerLog>(logNote('c'))
  expect(log?.now.lines).toEqual([[BEGIN + 10, 'ready']])
})

it('gives a loop that makes ever deeper directories no more than its share of a visit', () => {
  const bench = new Bench({
    spec: { command: ['sh', '-c', 'cd /tmp; while true; do mkdir d; cd d; done'] },
  })
  bench.start()
  bench.run(1_000)
  expect(bench.ask((runtime) => runtime.ended('c'))).toBeUndefined()
  const { next } = bench.note<Table>(tableNote('c'))!
  expect(next).toBeGreaterThan(50)
  expect(next).toBeLessThan(20_000)
})
