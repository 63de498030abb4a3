import { byText, equal, type Json } from '../../../json.ts'
import { fromBase64, toBase64 } from './encode.ts'
import { JqProblem, type Filter } from './jq-parse.ts'
import {
  combine,
  compareJson,
  deep,
  each,
  isObject,
  isTrue,
  numberOf,
  pick,
  slice,
  toText,
  typeOf,
  type Fields,
} from './jq-value.ts'
import { regex } from './regex.ts'

/** Values that one filter may make. */
const MOST_VALUES = 100_000

/** Runs a filter on a value: it may make none, one or many. */
export function runJq(filter: Filter, input: Json): Json[] {
  switch (filter.is) {
    case 'self':
      return [input]
    case 'value':
      return [filter.value]
    case 'key':
      return runJq(filter.of, input).flatMap((value) =>
        runJq(filter.key, input).flatMap((key) => pick(value, key, filter.quiet)),
      )
    case 'slice':
      return runJq(filter.of, input).map((value) =>
        slice(
          value,
          filter.from && runJq(filter.from, input)[0],
          filter.to && runJq(filter.to, input)[0],
        ),
      )
    case 'each':
      return runJq(filter.of, input).flatMap((value) => each(value, filter.quiet))
    case 'deep':
      return deep(input)
    case 'text':
      return [
        filter.parts
          .map((part) => (typeof part === 'string' ? part : toText(runJq(part, input)[0] ?? null)))
          .join(''),
      ]
    case 'pipe':
      return bounded(runJq(filter.left, input).flatMap((value) => runJq(filter.right, value)))
    case 'comma':
      return [...runJq(filter.left, input), ...runJq(filter.right, input)]
    case 'binary':
      return binary(filter.sign, filter.left, filter.right, input)
    case 'list':
      return [filter.of ? runJq(filter.of, input) : []]
    case 'object':
      return objects(filter.fields, input)
    case 'if':
      return runJq(filter.when, input).flatMap((when) =>
        runJq(isTrue(when) ? filter.yes : filter.no, input),
      )
    case 'negative':
      return runJq(filter.of, input).map((value) => -numberOf(value))
    case 'call':
      return call(filter.name, filter.with, input)
  }
}

function bounded(values: Json[]): Json[] {
  if (values.length > MOST_VALUES) throw new JqProblem('too many values for this simulator')
  return values
}

function objects(fields: { key: Filter; value: Filter }[], input: Json): Json[] {
  let made: Fields[] = [{}]
  for (const { key, value } of fields) {
    const name = toText(runJq(key, input)[0] ?? null)
    made = made.flatMap((one) => runJq(value, input).map((each) => ({ ...one, [name]: each })))
  }
  return made
}

function binary(sign: string, left: Filter, right: Filter, input: Json): Json[] {
  if (sign === '//') {
    const found = quietly(left, input).filter(isTrue)
    return found.length > 0 ? found : runJq(right, input)
  }
  if (sign === 'and')
    return runJq(left, input).map((one) => isTrue(one) && runJq(right, input).some(isTrue))
  if (sign === 'or')
    return runJq(left, input).map((one) => isTrue(one) || runJq(right, input).some(isTrue))
  return runJq(right, input).flatMap((b) => runJq(left, input).map((a) => combine(sign, a, b)))
}

function quietly(filter: Filter, input: Json): Json[] {
  try {
    return runJq(filter, input)
  } catch (thrown) {
    if (thrown instanceof JqProblem) return []
    throw thrown
  }
}

type Built = (input: Json, given: readonly Filter[]) => Json[]

const list = (input: Json): Json[] => {
  if (!Array.isArray(input))
    throw new JqProblem(`${typeOf(input)} (${JSON.stringify(input)}) is no array`)
  return input
}

const text = (input: Json): string => {
  if (typeof input !== 'string')
    throw new JqProblem(`${typeOf(input)} (${JSON.stringify(input)}) is no string`)
  return input
}

const first = (given: readonly Filter[], input: Json, at = 0): Json => {
  const filter = given[at]
  return filter ? (runJq(filter, input)[0] ?? null) : null
}

const by = (given: readonly Filter[]) => (left: Json, right: Json) =>
  compareJson(first(given, left), first(given, right))

function fits(input: Json, given: readonly Filter[]): boolean {
  const made = regex(text(first(given, input)), 'perl')
  if ('problem' in made) throw new JqProblem(`${made.problem}`)
  return made.test(text(input))
}

function groups(input: Json, given: readonly Filter[]): Json[][] {
  const made: Json[][] = []
  for (const one of [...list(input)].sort(by(given))) {
    const last = made.at(-1)
    if (last && equal(first(given, last[0] ?? null), first(given, one))) last.push(one)
    else made.push([one])
  }
  return made
}

const BUILT: Readonly<Record<string, Built>> = {
  length: (input) => [
    input === null
      ? 0
      : typeof input === 'number'
        ? Math.abs(input)
        : typeof input === 'string'
          ? input.length
          : Object.keys(input).length,
  ],
  keys: (input) => [
    Array.isArray(input)
      ? input.map((_, at) => at)
      : Object.keys(isObject(input) ? input : list(input)).sort(byText),
  ],
  values: (input) => (input === null ? [] : [input]),
  type: (input) => [typeOf(input)],
  not: (input) => [!isTrue(input)],
  empty: () => [],
  select: (input, given) =>
    given
      .flatMap((one) => runJq(one, input))
      .filter(isTrue)
      .map(() => input),
  map: (input, given) => [
    each(input, false).flatMap((one) => given.flatMap((filter) => runJq(filter, one))),
  ],
  has: (input, given) => [Object.hasOwn((input ?? {}) as object, String(first(given, input)))],
  contains: (input, given) => [
    typeof input === 'string'
      ? input.includes(text(first(given, input)))
      : list(first(given, input)).every((one) => list(input).some((other) => equal(one, other))),
  ],
  add: (input) => [list(input).reduce<Json>((sum, one) => combine('+', sum, one), null)],
  join: (input, given) => [
    list(input)
      .map((one) => (one === null ? '' : toText(one)))
      .join(text(first(given, input))),
  ],
  split: (input, given) => [text(input).split(text(first(given, input)))],
  test: (input, given) => [fits(input, given)],
  startswith: (input, given) => [text(input).startsWith(text(first(given, input)))],
  endswith: (input, given) => [text(input).endsWith(text(first(given, input)))],
  ltrimstr: (input, given) => [
    text(input).startsWith(text(first(given, input)))
      ? text(input).slice(text(first(given, input)).length)
      : input,
  ],
  sort: (input) => [[...list(input)].sort(compareJson)],
  sort_by: (input, given) => [[...list(input)].sort(by(given))],
  group_by: (input, given) => [groups(input, given)],
  unique: (input) => [groups(input, [{ is: 'self' }]).map((one) => one[0] ?? null)],
  unique_by: (input, given) => [groups(input, given).map((one) => one[0] ?? null)],
  reverse: (input) => [[...list(input)].reverse()],
  first: (input, given) =>
    given[0] ? runJq(given[0], input).slice(0, 1) : [list(input)[0] ?? null],
  last: (input) => [list(input).at(-1) ?? null],
  min: (input) => [[...list(input)].sort(compareJson)[0] ?? null],
  max: (input) => [[...list(input)].sort(compareJson).at(-1) ?? null],
  any: (input) => [list(input).some(isTrue)],
  all: (input) => [list(input).every(isTrue)],
  flatten: (input) => [list(input).flat(20) as Json[]],
  to_entries: (input) => [
    Object.entries(isObject(input) ? input : {}).map(([key, value]) => ({ key, value })),
  ],
  from_entries: (input) => [
    Object.fromEntries(
      list(input).map((one) => [
        toText(
          first(
            [{ is: 'key', of: { is: 'self' }, key: { is: 'value', value: 'key' }, quiet: true }],
            one,
          ),
        ),
        isObject(one) ? (one['value'] ?? null) : null,
      ]),
    ),
  ],
  tostring: (input) => [toText(input)],
  tonumber: (input) => [typeof input === 'number' ? input : Number(text(input)) || 0],
  ascii_downcase: (input) => [text(input).toLowerCase()],
  ascii_upcase: (input) => [text(input).toUpperCase()],
  floor: (input) => [Math.floor(numberOf(input))],
  tojson: (input) => [JSON.stringify(input)],
  fromjson: (input) => [JSON.parse(text(input)) as Json],
  recurse: deep,
  '@base64': (input) => [toBase64(toText(input))],
  '@base64d': (input) => [fromBase64(text(input)) ?? ''],
}

function call(name: string, given: readonly Filter[], input: Json): Json[] {
  const built = Object.hasOwn(BUILT, name) ? BUILT[name] : undefined
  if (!built) throw new JqProblem(`${name}/${given.length} is not defined in this simulator`, true)
  return built(input, given)
}
