import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { shortName } from '../schema/go-type.ts'
import { deleteOptions } from '../schema/options.ts'
import { selfSubjectAccessReview, selfSubjectReview } from '../schema/reviews.ts'
import { selfSubjectRulesReview } from '../schema/reviews.ts'
import { status } from '../schema/status.ts'
import { binding, eviction, scale } from '../schema/subresources.ts'
import { tokenRequest } from '../schema/token-request.ts'
import type { Field, MessageType } from '../schema/tree.ts'
import { configMap } from './configmap/schema.ts'
import { controllerRevision } from './controllerrevision/schema.ts'
import { daemonSet } from './daemonset/schema.ts'
import { deployment } from './deployment/schema.ts'
import { endpoints } from './endpoints/schema.ts'
import { endpointSlice } from './endpointslice/schema.ts'
import { event } from './event/schema.ts'
import { fault } from './fault/schema.ts'
import { job } from './job/schema.ts'
import { lease } from './lease/schema.ts'
import { namespace } from './namespace/schema.ts'
import { networkPolicy } from './networkpolicy/schema.ts'
import { node } from './node/schema.ts'
import { persistentVolume } from './persistentvolume/schema.ts'
import { persistentVolumeClaim } from './persistentvolumeclaim/schema.ts'
import { pod } from './pod/schema.ts'
import { podDisruptionBudget } from './poddisruptionbudget/schema.ts'
import { priorityClass } from './priorityclass/schema.ts'
import { replicaSet } from './replicaset/schema.ts'
import { secret } from './secret/schema.ts'
import { statefulSet } from './statefulset/schema.ts'
import { service } from './service/schema.ts'
import { storageClass } from './storageclass/schema.ts'
import { serviceAccount } from './serviceaccount/schema.ts'
import { traffic } from './traffic/schema.ts'

const KINDS: MessageType[] = [
  namespace,
  node,
  lease,
  event,
  pod,
  replicaSet,
  deployment,
  daemonSet,
  statefulSet,
  job,
  controllerRevision,
  service,
  endpoints,
  endpointSlice,
  configMap,
  secret,
  persistentVolume,
  persistentVolumeClaim,
  storageClass,
  serviceAccount,
  podDisruptionBudget,
  priorityClass,
  networkPolicy,
  fault,
  traffic,
]
const CARRIED: MessageType[] = [
  scale,
  binding,
  eviction,
  status,
  deleteOptions,
  tokenRequest,
  selfSubjectAccessReview,
  selfSubjectRulesReview,
  selfSubjectReview,
]

const types = new Map<string, MessageType>()
const collect = (type: MessageType): void => {
  if (types.has(type.name)) return
  types.set(type.name, type)
  for (const { shape } of Object.values(type.fields)) {
    if (typeof shape !== 'string') collect(shape)
  }
}
for (const type of [...KINDS, ...CARRIED]) collect(type)

const fields = [...types.values()].flatMap((type) =>
  Object.entries(type.fields).map(([name, field]) => ({ type, name, field })),
)
const pathOf = (place: { type: MessageType; name: string }): string =>
  `${shortName(place.type.name)}.${place.name}`

describe('the field trees agree with themselves', () => {
  it('give every protobuf number once in a struct', () => {
    for (const type of types.values()) {
      const numbers = Object.values(type.fields)
        .filter(({ tag }) => tag > 0)
        .map(({ within = [], tag }) => [...within, tag].join('.'))
      expect(new Set(numbers).size, type.name).toBe(numbers.length)
    }
  })

  it('say of every type and field what it is for', () => {
    for (const type of types.values()) expect(type.words, type.name).toMatch(/\S.*\.$/)
    for (const place of fields) expect(place.field.words, pathOf(place)).toMatch(/\S.*\.$/)
  })

  it('merge and key lists by fields that their items have', () => {
    for (const place of fields) {
      const { shape, mergeKey, keys = [] } = place.field
      const names = typeof shape === 'string' ? [] : Object.keys(shape.fields)
      const wanted = [...keys, ...(mergeKey ? [mergeKey] : [])]
      expect(names, pathOf(place)).toEqual(expect.arrayContaining(wanted))
    }
  })

  it('give defaults that are among the words of a closed list', () => {
    for (const place of fields) {
      const { oneOf, default: value } = place.field
      if (oneOf && value !== undefined) expect(oneOf, pathOf(place)).toContain(value)
    }
  })
})

interface Row {
  type: string
  tag?: number
  inline?: true
  optional?: true
  default?: string
  list?: string
  map?: string
  struct?: string
  keys?: string[]
  patch?: string
  patchKey?: string
}
type Table = Record<string, { types: Record<string, Record<string, Row>> }>

/** A table of every field of Kubernetes 1.32, which is no part of the project. */
const PLACE = new URL(
  process.env.FLOTILLA_FIELDS ?? '../../../../shared/golden/fields-1.32.json',
  import.meta.url,
)
const table = existsSync(PLACE) ? (JSON.parse(readFileSync(PLACE, 'utf8')) as Table) : undefined

const GROUPS: Record<string, string> = {
  'io.k8s.api.core.v1': 'v1',
  'io.k8s.apimachinery.pkg.apis.meta.v1': 'meta/v1',
}
const groupOf = (name: string): string => {
  const home = name.slice(0, name.lastIndexOf('.'))
  return GROUPS[home] ?? home.replace('io.k8s.api.', '').replace('.v1', '/v1')
}

/** The rows of a type with those of the structs that Go embeds, under their JSON names. */
function rowsOf(group: string, name: string, within: number[] = []): Map<string, Row & Place> {
  const rows = new Map<string, Row & Place>()
  for (const [field, row] of Object.entries(table?.[group]?.types[name] ?? {})) {
    if (row.type.endsWith('TypeMeta')) continue
    if (!row.inline) rows.set(field, { ...row, within })
    else {
      const inner = rowsOf(group, row.type, [...within, row.tag ?? 0])
      for (const [key, value] of inner) rows.set(key, value)
    }
  }
  return rows
}
interface Place {
  within: number[]
}

/** Defaults that upstream's code fills in and its markers do not name: see core/v1/defaults.go. */
const markedDefault = (row: Row): unknown => {
  if (row.default === undefined || row.default.startsWith('ref(')) return undefined
  const value = JSON.parse(row.default) as unknown
  return value === '' && !row.type.startsWith('*') ? undefined : value
}

function described(field: Field): unknown {
  const { tag, within = [], list, keys, patch, mergeKey } = field
  const { pointer = false, required = false, map } = field
  return { tag, within, list, keys, patch, mergeKey, pointer, required, map, atomic: field.atomic }
}

function expected(row: Row & Place): unknown {
  const isList = row.type.startsWith('[]') && row.type !== '[]byte'
  return {
    tag: row.tag,
    within: row.within,
    list: isList ? row.list : undefined,
    keys: row.keys,
    patch: row.patch,
    mergeKey: row.patchKey,
    pointer: row.type.startsWith('*'),
    required: !row.optional,
    map: row.map,
    atomic: row.struct === 'atomic' || (row.list && !isList) ? true : undefined,
  }
}

const upstream = [...types.values()].filter(({ name }) => name.startsWith('io.k8s.'))
const why = table ? '' : ' (skipped: no table of fields beside the checkout)'

describe.runIf(table)(`the field trees agree with Kubernetes 1.32${why}`, () => {
  it.each(upstream.map((type) => [type.name, type] as const))('%s', (name, type) => {
    const rows = rowsOf(groupOf(name), shortName(name))
    expect(rows.size).toBeGreaterThan(0)
    const own = Object.entries(type.fields).filter(([, field]) => field.tag > 0)
    expect(own.map(([key]) => key)).toEqual([...rows.keys()])
    for (const [key, field] of own) {
      const row = rows.get(key)
      if (!row) continue
      expect(described(field), key).toEqual(expected(row))
      const marked = markedDefault(row)
      if (marked !== undefined) expect(field.default, key).toEqual(marked)
    }
  })
})

it.runIf(!table)('says that the trees were not compared with Kubernetes 1.32', () => {
  console.warn('No table of fields beside the checkout: the trees are checked by themselves only.')
  expect(table).toBeUndefined()
})
