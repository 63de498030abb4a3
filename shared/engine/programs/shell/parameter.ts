import type { ParameterExpansionPart, ParameterOperation, SimpleExpansionPart, Word } from 'unbash'
import type { Bytes } from '../bytes.ts'
import type { Expander } from './expand.ts'
import { Failure } from './failure.ts'
import { Fields } from './fields.ts'
import { matchPrefix, matchSuffix } from './pattern.ts'

type Quoting = 'bare' | 'quoted'
type Part = SimpleExpansionPart | ParameterExpansionPart
type Of<T extends ParameterOperation['type']> = Extract<ParameterOperation, { type: T }>

/** Expands `$x`, `"$@"`, `${x:-word}` and their like into fields. */
export function expandParameter(
  expander: Expander,
  fields: Fields,
  part: Part,
  quoting: Quoting,
  keeps: boolean,
): void {
  const name = part.type === 'SimpleExpansion' ? part.text.slice(1) : part.parameter
  const simple = part.type === 'SimpleExpansion' ? undefined : part
  const all = allOf(expander, name, simple)
  if (all && !simple?.prefix && !simple?.operation) {
    return spread(expander, fields, all.values, all.star, quoting, keeps)
  }
  const before = all ? all.values.join(' ') : valueAt(expander, name, simple)
  const isUnset = all ? all.values.length === 0 : before === undefined
  if (simple?.prefix === '#') {
    const length = all ? all.values.length : (before ?? '').length
    return expander.add(fields, String(length), quoting, keeps)
  }
  if (simple?.prefix === '!') {
    const pointed = expander.get(before ?? '') ?? ''
    return expander.add(fields, pointed, quoting, keeps)
  }
  const operation = simple?.operation
  if (operation?.type === 'Default') {
    const value = isUnset ? undefined : (before ?? '')
    return useDefault(expander, fields, name, value, operation, quoting, keeps)
  }
  if (isUnset && expander.state.options.includes('u') && !'@*'.includes(name)) {
    throw new Failure(unsetWords(expander, name), unsetStatus(expander), true)
  }
  if (all && operation) {
    const values = all.values.map((value) => apply(expander, value, operation))
    return spread(expander, fields, values, all.star, quoting, keeps)
  }
  const value = operation ? apply(expander, before ?? '', operation) : (before ?? '')
  expander.add(fields, value, quoting, keeps)
}

function unsetWords({ state }: Expander, name: string): Bytes {
  return state.dialect === 'bash' ? `${name}: unbound variable` : `${name}: parameter not set`
}

function unsetStatus({ state }: Expander): number {
  return state.dialect === 'bash' ? 127 : 2
}

/** The many values of `$@`, `$*`, `${list[@]}`, `${list[*]}`. */
function allOf(
  expander: Expander,
  name: string,
  part: ParameterExpansionPart | undefined,
): { values: Bytes[]; star: boolean } | undefined {
  const index = part?.index?.text
  if (name === '@' || name === '*') return { values: expander.list(name), star: name === '*' }
  if (index === '@' || index === '*') return { values: expander.list(name), star: index === '*' }
  return undefined
}

function valueAt(
  expander: Expander,
  name: string,
  part: ParameterExpansionPart | undefined,
): Bytes | undefined {
  if (!part?.index) return expander.get(name)
  const list = expander.list(name)
  return list.at(Number(expander.number(part.index)))
}

function spread(
  expander: Expander,
  fields: Fields,
  values: readonly Bytes[],
  isStar: boolean,
  quoting: Quoting,
  keeps: boolean,
): void {
  const isQuoted = quoting === 'quoted'
  if (keeps || (isStar && isQuoted)) {
    const between = isStar ? expander.separators.slice(0, 1) : ' '
    return expander.add(fields, values.join(between), quoting, keeps)
  }
  values.forEach((value, index) => {
    if (index > 0) fields.next()
    if (isQuoted) fields.plain(value, true)
    else fields.split(value)
  })
}

function useDefault(
  expander: Expander,
  fields: Fields,
  name: string,
  value: Bytes | undefined,
  { operator, operand }: Of<'Default'>,
  quoting: Quoting,
  keeps: boolean,
): void {
  const isThere = value !== undefined && (!operator.startsWith(':') || value !== '')
  switch (operator.at(-1)) {
    case '+':
      if (isThere) expander.operand(fields, operand, quoting, keeps)
      return
    case '=':
      if (isThere) break
      expander.set(name, textOf(expander, operand))
      return expander.add(fields, expander.get(name) ?? '', quoting, keeps)
    case '?':
      if (isThere) break
      throw new Failure(missing(expander, name, operator, operand), 2, true)
    default:
      if (isThere) break
      return expander.operand(fields, operand, quoting, keeps)
  }
  expander.add(fields, value ?? '', quoting, keeps)
}

function textOf(expander: Expander, operand: Word): Bytes {
  const own = new Fields('')
  expander.operand(own, operand, 'bare', true)
  return own.text
}

function missing(expander: Expander, name: string, operator: string, operand: Word): Bytes {
  const own = textOf(expander, operand)
  const isNull = operator.startsWith(':')
  const usual = isNull ? 'parameter null or not set' : 'parameter not set'
  return `${name}: ${own === '' ? usual : own}`
}

function apply(expander: Expander, value: Bytes, operation: ParameterOperation): Bytes {
  switch (operation.type) {
    case 'Remove':
      return remove(value, expander.pattern(operation.operand), operation.operator)
    case 'Replace': {
      const pattern = expander.pattern(operation.pattern)
      return replace(value, pattern, textOf(expander, operation.replacement), operation.operator)
    }
    case 'Slice':
      return slice(expander, value, operation)
    case 'CaseModification':
      return changeCase(value, operation.operator)
    default:
      throw new Failure('bad substitution', 1, true)
  }
}

function remove(value: Bytes, pattern: Bytes, operator: string): Bytes {
  const isLong = operator.length === 2
  if (operator.startsWith('#')) return value.slice(matchPrefix(pattern, value, isLong) ?? 0)
  return value.slice(0, value.length - (matchSuffix(pattern, value, isLong) ?? 0))
}

/** More replacements than this are not made: a pattern is tried at each place. */
const MOST_REPLACED = 20_000

function replace(value: Bytes, pattern: Bytes, by: Bytes, operator: string): Bytes {
  if (pattern === '') return value
  if (operator === '/%') {
    const length = matchSuffix(pattern, value, true)
    return length === undefined ? value : value.slice(0, value.length - length) + by
  }
  let result = ''
  let at = 0
  for (let tries = 0; at <= value.length && tries < MOST_REPLACED; tries += 1) {
    const length = matchPrefix(pattern, value.slice(at), true)
    if (length === undefined || length === 0) {
      if (operator === '/#') break
      result += value.charAt(at)
      at += 1
      continue
    }
    result += by
    at += length
    if (operator !== '//') break
  }
  return result + value.slice(at)
}

function slice(expander: Expander, value: Bytes, { offset, length }: Of<'Slice'>): Bytes {
  const from = Number(expander.number(offset))
  const start = from < 0 ? Math.max(0, value.length + from) : from
  if (!length) return value.slice(start)
  const count = Number(expander.number(length))
  return count < 0 ? value.slice(start, value.length + count) : value.slice(start, start + count)
}

function changeCase(value: Bytes, operator: string): Bytes {
  const isUpper = operator.startsWith('^')
  const change = (text: string): string => (isUpper ? text.toUpperCase() : text.toLowerCase())
  return operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1)
}
