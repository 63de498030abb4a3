import { describe, expect, it } from 'vitest'
import { Bench, type Furniture } from './test-support/bench.ts'

const open = (session: string, argv: string[], more = {}) => {
  return {
    type: 'open',
    session,
    container: 'c',
    mode: 'exec',
    argv,
    stdin: true,
    tty: false,
    ...more,
  } as const
}
const type = (session: string, bytes: string, ends = false) => {
  return { type: 'input', session, bytes, ...(ends ? { ends } : {}) } as const
}
const running = (furniture: Furniture = {}): Bench => {
  const bench = new Bench({ spec: { command: ['sleep', '100000'] }, ...furniture })
  bench.start()
  return bench
}

describe('exec', () => {
  it('runs a command with streams of its own and tells its code', () => {
    const bench = running()
    bench.send(open('s', ['sh', '-c', 'echo out; echo err >&2; exit 3']))
    expect(bench.session('s')).toMatchObject({ out: 'out\n', err: 'err\n', ended: { code: 3 } })
    expect(bench.lines()).toEqual([])
  })

  it('passes input on until it ends', () => {
    const bench = running()
    bench.send(open('s', ['cat']))
    bench.send(type('s', 'one\n'))
    expect(bench.session('s').out).toBe('one\n')
    bench.send(type('s', 'two', true))
    expect(bench.session('s')).toMatchObject({ out: 'one\ntwo', ended: { code: 0 } })
  })

  it('says in the words of containerd that there is no such command', () => {
    const bench = running()
    bench.send(open('s', ['nope']))
    expect(bench.session('s').ended).toMatchObject({
      reason: 'InternalError',
      message: expect.stringContaining(
        'OCI runtime exec failed: exec failed: unable to start container process: ' +
          'exec: "nope": executable file not found in $PATH: unknown',
      ) as string,
    })
  })

  it('ends what it runs when the client goes', () => {
    const bench = running()
    bench.send(open('s', ['sleep', '1000']))
    expect(bench.procs()).toHaveLength(2)
    bench.send({ type: 'close', session: 's' })
    expect(bench.procs()).toEqual([['sleep', '100000']])
  })
})

describe('a terminal', () => {
  const tty = { tty: true }

  it.each([
    ['ash', 'sh', '/ # '],
    ['dash', 'sh', '# '],
    ['bash', 'bash', 'root@bench:/# '],
  ] as const)('prompts as %s does', (shell, name, prompt) => {
    const bench = running({ shell })
    bench.send(open('s', [name], tty))
    expect(bench.session('s').out).toBe(prompt)
    bench.send(type('s', 'echo hi\r'))
    expect(bench.session('s').out).toBe(`${prompt}echo hi\r\nhi\r\n${prompt}`)
  })

  it('erases, interrupts and ends input', () => {
    const bench = running({ shell: 'ash' })
    bench.send(open('s', ['sh'], tty))
    bench.send(type('s', 'echo ab\x7fc\r'))
    expect(bench.session('s').out).toContain('\r\nac\r\n')
    bench.send(type('s', 'sleep 1000\r'))
    bench.send(type('s', '\x03'))
    bench.send(type('s', 'echo $?\r'))
    expect(bench.session('s').out).toContain('^C\r\n')
    expect(bench.session('s').out).toContain('\r\n130\r\n')
    bench.send(type('s', '\x04'))
    expect(bench.session('s').ended).toEqual({ code: 0 })
  })

  it('asks for more until a command is whole, and keeps variables between lines', () => {
    const bench = running({ shell: 'ash' })
    bench.send(open('s', ['sh'], tty))
    bench.send(type('s', 'x=5\r'), type('s', 'for i in 1 2\r'), type('s', 'do echo $x$i\r'))
    expect(bench.session('s').out.endsWith('> ')).toBe(true)
    bench.send(type('s', 'done\r'), type('s', 'nope\r'), type('s', 'exit 7\r'))
    const { out, ended } = bench.session('s')
    expect(out).toContain('51\r\n52\r\n')
    expect(out).toContain('sh: nope: not found\r\n')
    expect(ended).toEqual({ code: 7 })
  })
})

it('reads a script from standard input without a prompt', () => {
  const bench = running({ shell: 'ash' })
  bench.send(open('s', ['sh']))
  bench.send(type('s', 'echo a\nif true\nthen echo b\nfi\nexit 2\n', true))
  expect(bench.session('s')).toMatchObject({ out: 'a\nb\n', err: '', ended: { code: 2 } })
})

it('shows an attached client what the main process writes from then on', () => {
  const bench = running({
    spec: { command: ['sh', '-c', 'echo one; sleep 5; echo two; sleep 100'] },
  })
  bench.send(open('s', [], { mode: 'attach', stdin: false }))
  bench.run(10_000)
  expect(bench.session('s').out).toBe('two\n')
  expect(bench.lines()).toEqual(['one', 'two'])
})

it('tells an attached client that it is over, but not with what code', () => {
  const bench = running({ spec: { command: ['sh', '-c', 'sleep 5; exit 3'] } })
  bench.send(open('s', [], { mode: 'attach', stdin: false }))
  bench.run(10_000)
  expect(bench.session('s').ended).toEqual({ code: 0 })
})

it('gives the main process what an attached client types', () => {
  const bench = running({
    spec: { command: ['sh', '-c', 'read x; echo got $x; sleep 100'], stdin: true },
  })
  bench.send(open('s', [], { mode: 'attach' }))
  bench.send(type('s', 'word\n'))
  expect(bench.session('s').out).toBe('got word\n')
})
