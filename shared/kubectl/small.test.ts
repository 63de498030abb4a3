import { expect, it } from 'vitest'
import { ageText, longTime } from './age.ts'
import { bytesText, cpuText, milli } from './describe/quantity.ts'
import { splitLine } from './split-line.ts'

it.each([
  [-5_000, '<invalid>'],
  [59_999, '59s'],
  [119_999, '119s'],
  [150_000, '2m30s'],
  [600_000, '10m'],
  [3 * 3_600_000 + 300_000, '3h5m'],
  [51 * 3_600_000, '2d3h'],
  [400 * 86_400_000, '400d'],
])('%i ms are %s', (milliseconds, text) => expect(ageText(milliseconds)).toBe(text))

it('writes times as Go does', () => {
  expect(longTime('2026-11-22T17:26:08Z')).toBe('Sun, 22 Nov 2026 17:26:08 +0000')
  expect(longTime(undefined)).toBe('Mon, 01 Jan 0001 00:00:00 +0000')
})

it('adds quantities in thousandths', () => {
  expect(cpuText(milli('100m') + milli('1'))).toBe('1100m')
  expect(cpuText(milli('500m') * 2)).toBe('1')
  expect(bytesText(milli('64Mi') + milli('64Mi'))).toBe('128Mi')
  expect(bytesText(0)).toBe('0')
})

it('splits a line as a shell does', () => {
  expect(splitLine(`kubectl patch x -p '{"a": 1}' "b c"d e\\ f ''`)).toEqual([
    'kubectl',
    'patch',
    'x',
    '-p',
    '{"a": 1}',
    'b cd',
    'e f',
    '',
  ])
  expect(() => splitLine('a "b')).toThrow('left open')
})
