import { wrong, wrongGo, type FieldError } from './field-errors.ts'
import { goIntOrString } from './go-syntax.ts'
import { percent, portName, portNumber } from './names.ts'
import { nonNegative } from './rules.ts'

/** Whole numbers, or percents as text: `25%`, and names where a port may be named. */
export type IntOrString = number | string

/**
 * The number that an amount or a percent of `total` stands for; undefined where the text is no
 * percent. Source: apimachinery util/intstr GetScaledValueFromIntOrPercent.
 */
export function scaledValue(
  value: IntOrString,
  total: number,
  round: 'up' | 'down',
): number | undefined {
  if (typeof value === 'number') return value
  const match = /^([0-9]+)%$/.exec(value)
  if (!match) return undefined
  const exact = Number(match[1]) * total
  return round === 'up' ? Math.ceil(exact / 100) : Math.floor(exact / 100)
}

/** The amount, or the bare number of a percent; 0 for other text. */
export function plainValue(value: IntOrString): number {
  return typeof value === 'number' ? value : (scaledValue(value, 100, 'up') ?? 0)
}

/** An amount that is not negative, or a percent. Upstream: ValidatePositiveIntOrPercent. */
export function positiveOrPercent(value: IntOrString, field: string): FieldError[] {
  if (typeof value === 'number') return nonNegative(value, field)
  return percent(value).map((words) => wrongGo(field, goIntOrString(value), words))
}

/** Upstream: IsNotMoreThan100Percent. */
export function atMost100Percent(value: IntOrString, field: string): FieldError[] {
  if (typeof value === 'number' || plainValue(value) <= 100) return []
  return [wrongGo(field, goIntOrString(value), 'must not be greater than 100%')]
}

/** A port by number or name. Upstream: ValidatePortNumOrName. */
export function portOrName(value: IntOrString, field: string): FieldError[] {
  const words = typeof value === 'number' ? portNumber(value) : portName(value)
  return words.map((sentence) => wrong(field, value, sentence))
}
