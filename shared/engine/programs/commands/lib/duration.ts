import type { Bytes } from '../../bytes.ts'
import { DAY, HOUR, MINUTE, SECOND, type Millis } from '../../../time.ts'

const UNITS: Readonly<Record<string, Millis>> = {
  '': SECOND,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
}

/** Longer than any class, and still a whole number when added to an instant. */
export const FOR_EVER: Millis = 2 ** 52

/** `1.5`, `30s`, `2m`, `infinity` in milliseconds; undefined for what is no duration. */
export function duration(text: Bytes): Millis | undefined {
  if (/^inf(inity)?$/i.test(text)) return FOR_EVER
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text)
  if (!match) return undefined
  return Math.min(Math.ceil(Number(match[1]) * (UNITS[match[2] ?? ''] ?? SECOND)), FOR_EVER)
}
