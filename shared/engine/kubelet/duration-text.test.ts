import { expect, test } from 'vitest'
import { goDuration } from './duration-text.ts'

test.each([
  [0, '0s'],
  [812, '812ms'],
  [2_100, '2.1s'],
  [10_000, '10s'],
  [80_000, '1m20s'],
  [300_000, '5m0s'],
  [3_600_000, '1h0m0s'],
  [61_007, '1m1.007s'],
])('%i ms are written as Go writes them: %s', (ms, text) => {
  expect(goDuration(ms)).toBe(text)
})
