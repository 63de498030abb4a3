import type { ApiRequest } from '../../input.ts'
import { isRecord } from '../../json.ts'
import { fraction } from '../../luck.ts'
import { MANIFESTS } from './odd-manifests.ts'

/** Dice for one test: `pick` and `below` draw from a fixed sequence. */
export class Dice {
  #seed: string
  #count = 0

  constructor(seed: string) {
    this.#seed = seed
  }

  below(limit: number): number {
    this.#count += 1
    return Math.floor(fraction(this.#seed, 'fuzz', String(this.#count)) * limit)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }
}

const ODD: readonly unknown[] = [
  null,
  '',
  '\ud800',
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  true,
  [],
  {},
  [null],
  [[]],
  { '': '' },
  '🚢'.repeat(70),
  '__proto__',
  'default',
  '../..',
  '10%',
  '1Ki',
  'a'.repeat(300),
  { $patch: 'delete' },
  { $patch: 'replace', a: 1 },
  [{ $patch: 'merge' }],
  { $retainKeys: ['x'], '$setElementOrder/ports': [{ port: 1 }, 7] },
  '2026-11-22T09:00:00Z',
]

/** The value with one of its parts replaced, taken out or doubled. */
function mutated(dice: Dice, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && dice.chance(85)) {
    const at = dice.below(value.length)
    if (dice.chance(15)) return [...value, value[at]]
    return value.with(at, mutated(dice, value[at]))
  }
  if (isRecord(value) && Object.keys(value).length > 0 && dice.chance(90)) {
    const key = dice.pick(Object.keys(value))
    if (dice.chance(10)) return { ...value, [String(dice.pick(ODD))]: dice.pick(ODD) }
    if (dice.chance(10)) {
      const { [key]: _gone, ...rest } = value
      return rest
    }
    return { ...value, [key]: mutated(dice, value[key]) }
  }
  return dice.pick(ODD)
}

const WORDS = [
  'x',
  'default',
  'kube-system',
  'status',
  'scale',
  'binding',
  'eviction',
  'log',
  'exec',
]
const QUERIES = [
  'watch=1',
  'limit=1',
  'limit=-3',
  'limit=999999999999999999999',
  'continue=zzz',
  'continue=v1.3A3.3AConfigMap',
  'labelSelector=app%3Dx',
  'labelSelector=a+in+(',
  'labelSelector=a%20notin%20(b,,c),!d,e%3E1',
  'fieldSelector=metadata.name%3Dx',
  'fieldSelector=spec.nodeName!%3Dn1%2C%5C',
  'resourceVersion=0',
  'resourceVersion=abc',
  'resourceVersion=99999999',
  'resourceVersionMatch=Exact',
  'sendInitialEvents=true',
  'dryRun=All',
  'dryRun=Some',
  'fieldValidation=Strict',
  'fieldValidation=Ignore',
  'gracePeriodSeconds=-1',
  'gracePeriodSeconds=0',
  'propagationPolicy=Foreground',
  'timeoutSeconds=1e9',
  '%zz=%',
  'includeObject=Object',
]
const ACCEPTS = [
  undefined,
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
  'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
  'application/yaml',
  'text/html',
  ';;=,',
]
const TYPES = [
  undefined,
  'application/json',
  'application/yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
  'text/plain',
]
const TEXTS = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  'a: &a [*a]',
  'a: 1\na: 2',
  '- - - -',
  '[{"op":"test","path":"/kind","value":1}]',
  '[{"op":"move","from":"/metadata","path":"/spec"}]',
  '[{"op":"remove","path":"/metadata"}]',
  '[{"op":"add","path":"/metadata/labels/-","value":{}}]',
  '['.repeat(5_000),
]

const PATCHES = TYPES.filter((type) => type?.includes('patch+json'))

/** Anything at all. */
export function wildRequest(dice: Dice): ApiRequest {
  const [collection, manifest] = dice.pick(MANIFESTS)
  const parts = [collection]
  if (dice.chance(60)) parts.push(dice.pick(WORDS))
  if (dice.chance(25)) parts.push(dice.pick(WORDS))
  return {
    method: dice.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path: parts.join('/'),
    query: [dice.pick(QUERIES), dice.chance(40) ? dice.pick(QUERIES) : ''].join('&'),
    ...optional('accept', dice.pick(ACCEPTS)),
    ...optional('contentType', dice.pick(TYPES)),
    ...optional('body', dice.chance(30) ? dice.pick(TEXTS) : textOf(dice, manifest)),
  }
}

/** A request with a good address, so that what is odd about its body gets far inside. */
export function deepRequest(dice: Dice): ApiRequest {
  const [collection, manifest] = dice.pick(MANIFESTS)
  const method = dice.pick(['POST', 'POST', 'PUT', 'PATCH', 'PATCH', 'PATCH', 'DELETE'] as const)
  const part = dice.chance(15) ? `/${dice.pick(['status', 'scale', 'binding', 'eviction'])}` : ''
  const one = method === 'POST' ? '' : `/x${part}`
  const body = dice.chance(5) ? dice.pick(TEXTS) : textOf(dice, manifest)
  return {
    method,
    path: collection + one,
    ...optional('query', dice.chance(10) ? dice.pick(QUERIES) : undefined),
    ...(method === 'DELETE' && dice.chance(70) ? {} : optional('body', body)),
    contentType: method === 'PATCH' ? (dice.pick(PATCHES) ?? '') : 'application/json',
  }
}

function textOf(dice: Dice, manifest: unknown): string | undefined {
  let body: unknown = manifest
  for (let more = dice.pick([0, 1, 1, 1, 2, 3]); more > 0; more -= 1) body = mutated(dice, body)
  return JSON.stringify(body)
}

const optional = (name: string, value: string | undefined): object =>
  value === undefined ? {} : { [name]: value }
