import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  BUCKET_MS,
  countsAt,
  countsSince,
  cut,
  MOST_BUCKETS,
  OK,
  percentile,
  type Share,
  type TrafficNote,
} from './counts.ts'

const START = 1_000_000
const good: Share[] = [{ share: 1, result: OK, tookMs: 3 }]
const third: Share[] = [
  { share: 2 / 3, result: OK, tookMs: 3 },
  { share: 1 / 3, result: 'timed out', tookMs: 1_000 },
]

/** A traffic of ten requests a second that begins with a mix. */
function begun(mix: readonly Share[], phase = 0.5): TrafficNote {
  const note: TrafficNote = {
    madeAt: START,
    startMs: START,
    perSecond: 10,
    sent: 0,
    failed: 0,
    errors: {},
    buckets: [],
  }
  return cut(note, START, mix, phase)
}

describe('the counts of a traffic', () => {
  test('follow from the time alone', () => {
    expect(countsAt(begun(good), START + 60_000)).toMatchObject({ sent: 600, failed: 0 })
    expect(countsAt(begun(third), START + 60_000)).toMatchObject({
      sent: 600,
      failed: 200,
      errors: { 'timed out': [200, START + 60_000] },
    })
    expect(countsAt(begun(good), START)).toMatchObject({ sent: 0 })
    expect(countsAt(begun(good), START + 99)).toMatchObject({ sent: 0 })
    expect(countsAt(begun(good), START + 100)).toMatchObject({ sent: 1 })
  })

  test('end when it ends', () => {
    const note = { ...begun(good), endMs: START + 30_000 }
    expect(countsAt(note, START + 90_000).sent).toBe(300)
  })

  test('change their pace where the mix does', () => {
    const broken = cut(begun(good), START + 10_000, third, 0.1)
    const healed = cut(broken, START + 13_000, good, 0.9)
    expect(countsAt(healed, START + 20_000)).toMatchObject({ sent: 200, failed: 10 })
  })

  test('are told in steps of ten seconds, ten minutes back', () => {
    const note = cut(begun(good), START + 15_000, third, 0)
    const { buckets } = countsAt(note, START + 30_000)
    expect(buckets).toEqual([
      [0, 100, 0],
      [1, 100, 16],
      [2, 100, 34],
      [3, 0, 0],
    ])
    expect(countsSince(note, START + 10_000, START + 30_000)).toEqual({ sent: 200, failed: 50 })
    const long = countsAt(note, START + 3_600_000)
    expect(long.buckets).toHaveLength(MOST_BUCKETS)
    expect(long.buckets[0]?.[1]).toBe(100)
  })

  test('never shrink, and cutting a time changes none of them but by a hair', () => {
    const mixes = fc.array(
      fc.record({
        ms: fc.integer({ min: 0, max: 40_000 }),
        bad: fc.constantFrom(0, 0.1, 1 / 3, 0.5, 1),
        phase: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(mixes, (steps) => {
        let note = begun(good)
        let at = START
        let last = countsAt(note, at)
        let expected = 0
        for (const { ms, bad, phase } of steps) {
          const mix: Share[] = [
            { share: 1 - bad, result: OK, tookMs: 1 },
            { share: bad / 2, result: 'a', tookMs: 1 },
            { share: bad / 2, result: 'b', tookMs: 1 },
          ]
          note = cut(note, at, mix, phase)
          for (const part of [0.3, 0.6, 1]) {
            const next = countsAt(note, at + Math.round(ms * part))
            expect(next.sent).toBeGreaterThanOrEqual(last.sent)
            expect(next.failed).toBeGreaterThanOrEqual(last.failed)
            for (const name of ['a', 'b']) {
              const before = last.errors[name]?.[0] ?? 0
              expect(next.errors[name]?.[0] ?? 0).toBeGreaterThanOrEqual(before)
            }
            last = next
          }
          at += ms
          expected += (ms / 100) * bad
        }
        const { sent, failed, errors, buckets } = last
        expect(sent).toBe(Math.floor((at - START) / 100))
        expect(Math.abs(failed - expected)).toBeLessThan(2 * steps.length + 1)
        const sum = Object.values(errors).reduce((total, [count]) => total + count, 0)
        expect(sum).toBe(failed)
        if (at - START < MOST_BUCKETS * BUCKET_MS) {
          expect(buckets.reduce((total, [, some]) => total + some, 0)).toBe(sent)
          expect(buckets.reduce((total, [, , bad]) => total + bad, 0)).toBe(failed)
        }
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})

test('times of answers are those of the mix', () => {
  expect(percentile(third, 0.5)).toBe(3)
  expect(percentile(third, 0.95)).toBe(1_000)
})
