import type { Bytes } from '../../bytes.ts'
import { real } from './printf.ts'

/**
 * A value of awk: a number, a text, or a text that came from outside and counts as a number where
 * it looks like one; null is what was never set: 0 and '' at once.
 */
export type Value = number | Bytes | { input: Bytes } | null

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/
const LEADING = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value
  if (value === null) return 0
  const text = typeof value === 'string' ? value : value.input
  return Number(LEADING.exec(text)?.[0] ?? 0)
}

/** A value as text; numbers that are whole keep no fraction, others six digits. */
export function toTextOf(value: Value): Bytes {
  if (typeof value === 'string') return value
  if (value === null) return ''
  if (typeof value !== 'number') return value.input
  return Number.isInteger(value) && Math.abs(value) < 1e16
    ? String(value === 0 ? 0 : value)
    : real(value, 'g')
}

const isNumeric = (value: Value): boolean =>
  typeof value === 'number' ||
  value === null ||
  (typeof value === 'object' && NUMBER.test(value.input))

export function isTruth(value: Value): boolean {
  if (isNumeric(value)) return toNumber(value) !== 0
  return toTextOf(value) !== ''
}

/** Less than, equal or greater: as numbers when both are such, otherwise as texts. */
export function compareValues(left: Value, right: Value): number {
  if (isNumeric(left) && isNumeric(right)) return toNumber(left) - toNumber(right)
  const [a, b] = [toTextOf(left), toTextOf(right)]
  return a < b ? -1 : a > b ? 1 : 0
}
