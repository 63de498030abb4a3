import { expect, it } from 'vitest'
import { ageText, clockText, virtualNow } from './age.ts'

const S = 1000
const M = 60 * S
const H = 60 * M
const D = 24 * H

it.each([
  [-5, '0s'],
  [119 * S, '119s'],
  [120 * S, '2m'],
  [5 * M + 32 * S, '5m32s'],
  [10 * M + 5 * S, '10m'],
  [179 * M, '179m'],
  [3 * H + 5 * M, '3h5m'],
  [9 * H, '9h'],
  [50 * H, '2d2h'],
  [40 * D, '40d'],
])('%i ms is %s, as kubectl prints it', (ms, text) => {
  expect(ageText(ms)).toBe(text)
})

it('runs virtual time at the class speed, and stops it at 0', () => {
  const clock = { virtualMs: 1000, wallMs: 500, speed: 10 }
  expect(virtualNow(clock, 700)).toBe(3000)
  expect(virtualNow({ ...clock, speed: 0 }, 9_999)).toBe(1000)
  expect(virtualNow(clock, 100)).toBe(1000)
})

it('writes a countdown', () => {
  expect(clockText(61 * S)).toBe('1:01')
  expect(clockText(3_600_000)).toBe('1:00:00')
})
