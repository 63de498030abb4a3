import { expect, it } from 'vitest'
import { BLANK, lastLineOf, write } from './tape.ts'

const said = (...parts: string[]) => parts.reduce(write, BLANK).text

it.each([
  ['lines of a terminal', ['a\r\nb\r\n'], 'a\nb\n'],
  ['a line end that comes in two parts', ['a\r', '\nb'], 'a\nb'],
  ['progress that is written over', ['10%\r20%\r', '100%\n'], '100%\n'],
  ['a shorter text over a longer one', ['longer\rab'], 'abnger'],
  ['a shorter text after the line was erased', ['longer\r\x1b[Kab'], 'ab'],
  ['letters that are taken back', ['abc\b\b\x1b[Kx'], 'ax'],
  ['colours', ['\x1b[1;31mred\x1b[0m blue'], 'red blue'],
  ['a colour that comes in two parts', ['\x1b[3', '1mred'], 'red'],
  ['a screen that is cleared', ['old\nolder\x1b[H\x1b[2Jnew'], 'new'],
  ['wide letters', ['进度 10%\r进度 99%\n🚢\n'], '进度 99%\n🚢\n'],
  ['tabs', ['a\tb\n'], 'a\tb\n'],
  ['bells and other noise', ['\x07a\x00b'], 'ab'],
])('shows %s', (_, parts, text) => expect(said(...parts)).toBe(text))

it('lets the oldest lines go, never a part of one', () => {
  const line = `${'x'.repeat(99)}\n`
  const { text } = write(write(BLANK, line.repeat(1_990)), line.repeat(20))
  expect(text.length).toBeLessThan(110_000)
  expect(text.length % 100).toBe(0)
})

it('knows the prompt at its end', () => {
  expect(lastLineOf(write(BLANK, 'bin\r\n/ # '))).toBe('/ # ')
  expect(lastLineOf(write(BLANK, 'done\n'))).toBe('')
})
