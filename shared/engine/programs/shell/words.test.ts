import { describe, expect, it } from 'vitest'
import { script, type Furniture } from '../../runtime/test-support/bench.ts'

type Shell = NonNullable<Furniture['shell']>
type Case = [text: string, code: number, bash: string, ash: string, dash: string]

// What the real ones say: GNU bash 5.2, BusyBox 1.36 ash, dash 0.5.12.
const CASES: Case[] = [
  [
    'nope',
    127,
    'bash: line 1: nope: command not found',
    'sh: nope: not found',
    'dash: 1: nope: not found',
  ],
  [
    ':\n/tmp/none',
    127,
    'bash: line 2: /tmp/none: No such file or directory',
    'sh: /tmp/none: not found',
    'dash: 2: /tmp/none: not found',
  ],
  [
    'cat < /none',
    1,
    'bash: line 1: /none: No such file or directory',
    "sh: can't open /none: no such file",
    'dash: 1: cannot open /none: No such file',
  ],
  [
    'echo > /none/x',
    1,
    'bash: line 1: /none/x: No such file or directory',
    "sh: can't create /none/x: nonexistent directory",
    'dash: 1: cannot create /none/x: Directory nonexistent',
  ],
  [
    'echo a; fi',
    2,
    "bash: line 1: syntax error near unexpected token `fi'",
    'sh: syntax error: unexpected "fi"',
    'dash: 1: Syntax error: "fi" unexpected',
  ],
  [
    'if true; then echo',
    2,
    'bash: line 1: syntax error: unexpected end of file',
    'sh: syntax error: unexpected end of file',
    'dash: 1: Syntax error: end of file unexpected',
  ],
  [
    'echo ${x:?is needed}',
    2,
    'bash: line 1: x: is needed',
    'sh: x: is needed',
    'dash: 1: x: is needed',
  ],
]

describe.each<[Shell, number]>([
  ['bash', 2],
  ['ash', 3],
  ['dash', 4],
])('complaints of %s', (shell, at) => {
  it.each(CASES)('%s', (...one) => {
    const [text] = one
    const { err, code } = script(text, { shell })
    expect(err).toBe(`${String(one[at])}\n`)
    expect(code).not.toBe(0)
    if (text === 'nope') expect(code).toBe(127)
  })
})

it('[INIT-011] expands {1..100} in bash; elsewhere the loop runs once, over the literal word', () => {
  const loop = 'n=0; for i in {1..100}; do n=$((n+1)); last=$i; done; echo $n $last'
  expect(script(loop, { shell: 'bash' }).out).toBe('100 100\n')
  expect(script(loop, { shell: 'ash' }).out).toBe('1 {1..100}\n')
  expect(script(loop, { shell: 'dash' }).out).toBe('1 {1..100}\n')
})

it('[INIT-012] reads a file by $(<FILE) in bash; other shells get nothing from it', () => {
  const text = 'echo one > f; echo "a=$(<f)" $( < "f" ) $(<f; echo two); x=$(<none); echo $? $x'
  const { out, err } = script(text, { shell: 'bash' })
  expect(out).toBe('a=one one two\n1\n')
  expect(err).toContain('none: No such file or directory')
  expect(script(text, { shell: 'ash' }).out).toContain('a= two\n')
  expect(script(text, { shell: 'dash' }).out).toContain('a= two\n')
})

it('takes virtual time only where it waits', () => {
  expect(script('sleep 1; sleep 0.5; echo done')).toMatchObject({ out: 'done\n', tookMs: 1500 })
})

it.each([
  'f() { f; }; f',
  'x=aaaaaaaaaa; while true; do x=$x$x; done',
  'echo {1..99999999}',
  ':(){ :|:& };:',
  'eval "$(printf \'(%.0s\' $(seq 500))"',
  `${'('.repeat(300)}true${')'.repeat(300)}`,
])('is not blown up by %s', (text) => {
  expect(() => script(text, { spec: {} }, 2_000)).not.toThrow(RangeError)
})
