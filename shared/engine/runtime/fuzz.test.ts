import { expect, it } from 'vitest'
import { between } from '../luck.ts'
import { Bench, script } from './test-support/bench.ts'

const PIECES = [
  'echo',
  ' ',
  'x',
  '$x',
  '"',
  "'",
  '`',
  '$(',
  ')',
  '((',
  '))',
  '{',
  '}',
  ';',
  '&',
  '|',
  '&&',
  '||',
  '\n',
  'if',
  'then',
  'fi',
  'while',
  'do',
  'done',
  'for i in',
  'case',
  'esac',
  ';;',
  '<',
  '>',
  '<<E',
  '2>&1',
  '${',
  ':-',
  '%%',
  '[',
  ']',
  '[[',
  ']]',
  '*',
  '?',
  '\\',
  '$((',
  '1+',
  'f()',
  'return',
  'break',
  'exit',
  'trap',
  'EXIT',
  'wait',
  'read y',
  'set -e',
  'local',
  'eval',
  '. /etc/passwd',
  '!',
  '$@',
  '~',
  '{1..3}',
  'sleep 1',
  'true',
  'false',
  'cat',
  'kill $!',
  'exec',
  '-',
  '--',
  '0',
  'shift',
  'unset x',
  'cd /',
]

/** Words that are thrown together: no script may break the room, whatever it does to itself. */
it.each(['bash', 'ash', 'dash'] as const)(
  'no text breaks %s (600 texts, seed 20261122)',
  (shell) => {
    for (let number = 0; number < 600; number += 1) {
      const draw = (what: string, most: number): number =>
        between('20261122', `${shell} ${number}`, what, 0, most)
      let text = ''
      for (let at = 0, end = draw('length', 14); at <= end; at += 1) {
        text += PIECES[draw(`piece ${at}`, PIECES.length - 1)]
        if (draw(`blank ${at}`, 2) > 0) text += ' '
      }
      try {
        script(text, { shell }, 5_000)
      } catch (thrown) {
        expect(String(thrown), JSON.stringify(text)).toMatch(/^Error: it still runs/)
      }
    }
  },
)

it('no keys break a terminal (200 texts, seed 20261123)', () => {
  for (let number = 0; number < 200; number += 1) {
    const draw = (what: string, most: number): number =>
      between('20261123', String(number), what, 0, most)
    const bench = new Bench({ shell: 'ash', spec: { command: ['sleep', '100000'] } })
    bench.start()
    const open = { type: 'open', session: 's', container: 'c', mode: 'exec', argv: ['sh'] } as const
    bench.send({ ...open, stdin: true, tty: true })
    for (let at = 0; at < 12; at += 1) {
      const piece = PIECES[draw(`piece ${at}`, PIECES.length - 1)] ?? ''
      const key = ['\r', ' ', '\x03', '\x04', '\x7f', '\x1b[A'][draw(`key ${at}`, 5)] ?? ''
      bench.send({ type: 'input', session: 's', bytes: piece + key })
    }
    expect(bench.ended()).toBeUndefined()
  }
})
