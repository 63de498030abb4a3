import { byText, equal, type Json } from '../../../json.ts'
import { JqProblem } from './jq-parse.ts'

export const typeOf = (value: Json): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** An object. */
export type Fields = { [key: string]: Json }
export const isObject = (value: Json): value is Fields => typeOf(value) === 'object'
export const isTrue = (value: Json): boolean => value !== null && value !== false

const ORDER = ['null', 'boolean', 'number', 'string', 'array', 'object']

/** The order in which jq sorts values of all kinds. */
export function compareJson(left: Json, right: Json): number {
  const kinds = ORDER.indexOf(typeOf(left)) - ORDER.indexOf(typeOf(right))
  if (kinds !== 0) return kinds
  if (typeof left === 'number' && typeof right === 'number') return left - right
  if (typeof left === 'string' && typeof right === 'string') return byText(left, right)
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right)
  return byText(JSON.stringify(left), JSON.stringify(right))
}

export function pick(value: Json, key: Json, quiet: boolean): Json[] {
  if (value === null) return [null]
  if (isObject(value) && typeof key === 'string')
    return [Object.hasOwn(value, key) ? (value[key] ?? null) : null]
  if (Array.isArray(value) && typeof key === 'number') return [value.at(Math.floor(key)) ?? null]
  if (quiet) return []
  const what = typeof key === 'string' ? `string "${key}"` : typeOf(key)
  throw new JqProblem(`Cannot index ${typeOf(value)} with ${what}`)
}

export function slice(value: Json, from: Json | undefined, to: Json | undefined): Json {
  const end = (one: Json | undefined) => (typeof one === 'number' ? one : undefined)
  if (value === null) return null
  if (typeof value === 'string' || Array.isArray(value)) return value.slice(end(from), end(to))
  throw new JqProblem(`Cannot index ${typeOf(value)} with object`)
}

export function each(value: Json, quiet: boolean): Json[] {
  if (Array.isArray(value)) return value
  if (isObject(value)) return Object.values(value)
  if (quiet) return []
  throw new JqProblem(
    `Cannot iterate over ${typeOf(value)}${value === null ? '' : ` (${JSON.stringify(value)})`}`,
  )
}

export const deep = (value: Json): Json[] => [
  value,
  ...(typeof value === 'object' && value !== null ? Object.values(value).flatMap(deep) : []),
]

export function toText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function numberOf(value: Json): number {
  if (typeof value !== 'number')
    throw new JqProblem(`${typeOf(value)} (${JSON.stringify(value)}) cannot be a number`)
  return value
}

export function combine(sign: string, a: Json, b: Json): Json {
  if (sign === '==') return equal(a, b)
  if (sign === '!=') return !equal(a, b)
  if (/^[<>]/.test(sign)) {
    const order = compareJson(a, b)
    return sign.startsWith('<')
      ? order < 0 || (sign === '<=' && order === 0)
      : order > 0 || (sign === '>=' && order === 0)
  }
  if (sign === '+') {
    if (a === null) return b
    if (b === null) return a
    if (typeof a === 'string' && typeof b === 'string') return a + b
    if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b]
    if (isObject(a) && isObject(b)) return { ...a, ...b }
  }
  if (sign === '-' && Array.isArray(a) && Array.isArray(b))
    return a.filter((one) => !b.some((other) => equal(one, other)))
  if (sign === '/' && typeof a === 'string' && typeof b === 'string') return a.split(b)
  if (typeof a !== 'number' || typeof b !== 'number')
    throw new JqProblem(
      `${typeOf(a)} (${JSON.stringify(a)}) and ${typeOf(b)} (${JSON.stringify(b)}) cannot be combined by ${sign}`,
    )
  if (/[/%]/.test(sign) && b === 0)
    throw new JqProblem(
      `${typeOf(a)} (${a}) and number (0) cannot be divided because the divisor is zero`,
    )
  return sign === '+'
    ? a + b
    : sign === '-'
      ? a - b
      : sign === '*'
        ? a * b
        : sign === '/'
          ? a / b
          : Math.trunc(a) % Math.trunc(b)
}
