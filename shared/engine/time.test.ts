import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ageText, microTimestamp, parseTimestamp, timestamp } from './time.ts'

describe('time', () => {
  test('[TM1] timestamps are RFC 3339 in UTC, as the platform writes them', () => {
    const range = { min: -1_000_000_000_000, max: 20_000_000_000_000 }
    fc.assert(
      fc.property(fc.integer(range), (at) => {
        const platform = new Date(at).toISOString()
        expect(timestamp(at)).toBe(`${platform.slice(0, 19)}Z`)
        expect(microTimestamp(at)).toBe(platform.replace('Z', '000Z'))
        expect(parseTimestamp(platform)).toBe(at)
      }),
      { seed: 1, numRuns: 1000 },
    )
  })

  test('[TM2] a zone is taken into account, and what is no timestamp is none', () => {
    expect(parseTimestamp('2026-11-22T10:00:00+08:00')).toBe(parseTimestamp('2026-11-22T02:00:00Z'))
    expect(parseTimestamp('yesterday')).toBeUndefined()
  })

  test.each([
    [0, '0s'],
    [119_999, '119s'],
    [120_000, '2m'],
    [125_000, '2m5s'],
    [600_000, '10m'],
    [3 * 3_600_000 + 300_000, '3h5m'],
    [8 * 3_600_000, '8h'],
    [50 * 3_600_000, '2d2h'],
    [8 * 86_400_000, '8d'],
    [400 * 86_400_000, '400d'],
    [800 * 86_400_000, '2y70d'],
    [-1_500, '0s'],
    [-3_000, '<invalid>'],
  ])('[TM3] an age of %i ms reads %s, as kubectl writes it', (elapsed, text) => {
    expect(ageText(elapsed)).toBe(text)
  })
})
