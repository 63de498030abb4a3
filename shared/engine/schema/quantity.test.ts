import { describe, expect, it } from 'vitest'
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  milliValue,
  roundedToMilli,
  subtractQuantities,
  wholeValue,
} from './quantity.ts'

describe('canonical form', () => {
  it.each([
    ['0', '0'],
    ['100m', '100m'],
    ['1000m', '1'],
    ['0.5', '500m'],
    ['1.5', '1500m'],
    ['.5', '500m'],
    ['1.', '1'],
    ['100000', '100k'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['512Ki', '512Ki'],
    ['1000Ki', '1000Ki'],
    ['0.5Ki', '512'],
    ['1e3', '1e3'],
    ['12e-3', '12e-3'],
    ['1E', '1E'],
    ['-2k', '-2k'],
    ['+2', '2'],
    ['0.0000000001', '1n'],
    ['128974848', '128974848'],
    ['129e6', '129e6'],
  ])('%s is written %s', (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical)
  })

  it.each(['', 'abc', '1 ', '1KI', '1.2.3', 'm', '--1', '1ki', '0x10'])('%j is none', (text) => {
    expect(canonicalQuantity(text)).toBeUndefined()
  })

  it('stays as it is when written again', () => {
    for (const text of ['1500m', '1Gi', '1e3', '100k', '-7n', '1536Mi']) {
      expect(canonicalQuantity(canonicalQuantity(text) ?? '')).toBe(text)
    }
  })
})

describe('arithmetic', () => {
  it('is exact where floating point is not', () => {
    expect(addQuantities('0.1', '0.2')).toBe('300m')
    expect(addQuantities('9007199254740993', '1')).toBe('9007199254740994')
  })

  it('keeps the left format, or the right one when the left is zero', () => {
    expect(addQuantities('1Gi', '1Gi')).toBe('2Gi')
    expect(addQuantities('0', '1Gi')).toBe('1Gi')
    expect(subtractQuantities('1Gi', '512Mi')).toBe('512Mi')
  })

  it('compares across suffixes', () => {
    expect(compareQuantities('1Gi', '1024Mi')).toBe(0)
    expect(compareQuantities('1G', '1Gi')).toBe(-1)
    expect(compareQuantities('1', '999m')).toBe(1)
  })

  it('rounds up to thousandths and to whole units', () => {
    expect(milliValue('1.0001')).toBe(1_001)
    expect(milliValue('2')).toBe(2_000)
    expect(wholeValue('1500m')).toBe(2)
    expect(wholeValue('128Mi')).toBe(134_217_728)
    expect(roundedToMilli('100u')).toBe('1m')
  })
})
