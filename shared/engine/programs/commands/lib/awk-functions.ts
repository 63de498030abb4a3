import type { Millis } from '../../../time.ts'
import type { Bytes } from '../../bytes.ts'
import { AwkProblem } from './awk-lex.ts'
import type { Expr } from './awk-parse.ts'
import { patternOf, splitBy, type Scope } from './awk-scope.ts'
import { toNumber, toTextOf, type Value } from './awk-value.ts'
import { strftime } from './calendar.ts'
import { printfText } from './printf.ts'
import type { Match } from './regex.ts'

/** What functions of awk need of the program that calls them. */
export interface Caller {
  scope: Scope
  now: () => Millis
  value(expression: Expr): Value
  assign(to: Expr, value: Value): void
  /** The pattern that an argument stands for. */
  pattern(expression: Expr): Bytes
}

type BuiltIn = (caller: Caller, given: readonly Expr[]) => Value

const number = (caller: Caller, given: readonly Expr[], at = 0): number => {
  const one = given[at]
  return one ? toNumber(caller.value(one)) : 0
}

const text = (caller: Caller, given: readonly Expr[], at = 0): Bytes => {
  const one = given[at]
  return one ? toTextOf(caller.value(one)) : ''
}

const of =
  (compute: (value: number) => number): BuiltIn =>
  (caller, given) =>
    compute(number(caller, given))

function put(replacement: Bytes, match: Match): Bytes {
  return replacement.replace(/\\\\&|\\&|&|\\\\/g, (sign) => {
    if (sign === '&') return match.groups[0] ?? ''
    return sign === '\\&' ? '&' : sign === '\\\\' ? '\\' : `\\${match.groups[0] ?? ''}`
  })
}

/** `sub` and `gsub`: how many were replaced. */
function substitute(caller: Caller, given: readonly Expr[], all: boolean): Value {
  const [what, , target = { is: 'field', index: { is: 'number', value: 0 } } as Expr] = given
  if (!what) throw new AwkProblem('too few arguments')
  const pattern = patternOf(caller.pattern(what))
  const replacement = text(caller, given, 1)
  const before = toTextOf(caller.value(target))
  let made = ''
  let from = 0
  let count = 0
  while (from <= before.length) {
    const match = pattern.exec(before, from)
    if (!match) break
    count += 1
    made += before.slice(from, match.from) + put(replacement, match)
    const empty = match.to === match.from
    if (empty) made += before.charAt(match.to)
    from = empty ? match.to + 1 : match.to
    if (!all) break
  }
  if (count > 0) caller.assign(target, made + before.slice(from))
  return count
}

function split(caller: Caller, given: readonly Expr[]): Value {
  const [, list, by] = given
  if (list?.is !== 'name') throw new AwkProblem('split: second argument is no array')
  const separator = by ? caller.pattern(by) : toTextOf(caller.scope.value('FS'))
  const parts = splitBy(text(caller, given), separator)
  const items = caller.scope.items(list.name)
  for (const key of Object.keys(items)) delete items[key]
  for (const [index, part] of parts.entries()) items[String(index + 1)] = { input: part }
  return parts.length
}

function substr(caller: Caller, given: readonly Expr[]): Value {
  const from = Math.round(number(caller, given, 1))
  const end = given.length > 2 ? from + Math.round(number(caller, given, 2)) : Infinity
  return text(caller, given).slice(Math.max(0, from - 1), Math.max(0, end - 1))
}

function match(caller: Caller, given: readonly Expr[]): Value {
  const [, pattern] = given
  const found = pattern ? patternOf(caller.pattern(pattern)).exec(text(caller, given)) : undefined
  caller.scope.set('RSTART', found ? found.from + 1 : 0)
  caller.scope.set('RLENGTH', found ? found.to - found.from : -1)
  return found ? found.from + 1 : 0
}

function length(caller: Caller, given: readonly Expr[]): Value {
  const [one] = given
  if (!one) return caller.scope.memory.line.length
  if (one.is === 'name' && caller.scope.hasItems(one.name))
    return Object.keys(caller.scope.items(one.name)).length
  return text(caller, given).length
}

function random({ scope: { memory } }: Caller): Value {
  memory.seed = (Math.imul(memory.seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return memory.seed / 0x80000000
}

/** The functions that awk has by itself. */
export const BUILT_INS: Readonly<Record<string, BuiltIn>> = {
  length,
  substr,
  index: (caller, given) => text(caller, given).indexOf(text(caller, given, 1)) + 1,
  split,
  sub: (caller, given) => substitute(caller, given, false),
  gsub: (caller, given) => substitute(caller, given, true),
  match,
  sprintf: (caller, given) =>
    printfText(
      text(caller, given),
      given.slice(1).map((one) => toTextOf(caller.value(one))),
      true,
    ).text,
  tolower: (caller, given) => text(caller, given).toLowerCase(),
  toupper: (caller, given) => text(caller, given).toUpperCase(),
  int: of(Math.trunc),
  sqrt: of(Math.sqrt),
  exp: of(Math.exp),
  log: of(Math.log),
  sin: of(Math.sin),
  cos: of(Math.cos),
  atan2: (caller, given) => Math.atan2(number(caller, given), number(caller, given, 1)),
  rand: (caller) => random(caller),
  srand: (caller, given) => {
    const before = caller.scope.memory.seed
    caller.scope.memory.seed =
      given.length > 0 ? number(caller, given) | 0 : Math.floor(caller.now() / 1000) | 0
    return before
  },
  systime: (caller) => Math.floor(caller.now() / 1000),
  strftime: (caller, given) =>
    strftime(
      given.length > 0 ? text(caller, given) : '%a %b %e %H:%M:%S %Z %Y',
      given.length > 1 ? number(caller, given, 1) * 1000 : caller.now(),
    ),
  close: () => 0,
  fflush: () => 0,
  system: () => {
    throw new AwkProblem('system() is not there in this simulator')
  },
}
