import { isRecord } from '../json.ts'
import { goType, itemGoType, shortName } from './go-type.ts'
import { decodeScalar, jsonType } from './scalars.ts'
import type { Field, MessageType } from './tree.ts'

type Fields = Record<string, unknown>

/** What decoding found: the object as Go would hold and write it, and what was wrong with it. */
export interface Decoded {
  object: Fields
  /** The first type error, in the words of Go's JSON decoder. The object is of no use then. */
  problem?: string
  /** Fields that the type does not have, by path: `spec.containers[0].foo`. They are dropped. */
  unknown: string[]
}

interface State {
  unknown: string[]
  problem?: string
}

/** Where decoding stands: JSON names for errors, and the path for unknown fields. */
interface Place {
  /** The struct that holds the field, and the names that led to it without indexes. */
  struct: string
  names: readonly string[]
  path: string
}

const entries = new WeakMap<MessageType, readonly (readonly [string, Field])[]>()

function fieldsOf(type: MessageType): readonly (readonly [string, Field])[] {
  const known = entries.get(type)
  if (known) return known
  const made = Object.entries(type.fields)
  entries.set(type, made)
  return made
}

/**
 * Reads JSON as a type. What Go would not write is dropped (unknown fields, nulls, empty optional
 * lists, zero scalars that are no pointers); what it always writes is put in (structs as `{}`,
 * times as null). Fields come out in the order of the tree. The argument is not changed.
 * Source: sigs.k8s.io/json UnmarshalCaseSensitivePreserveInts, encoding/json `omitempty`.
 */
export function decode(type: MessageType, json: unknown): Decoded {
  const state: State = { unknown: [] }
  const object = decodeMessage(type, json, { struct: '', names: [], path: '' }, state)
  return { object: object ?? {}, ...state }
}

function decodeMessage(type: MessageType, json: unknown, at: Place, state: State): Fields {
  const given = isRecord(json) ? json : {}
  const struct = shortName(type.name)
  const values: Fields = {}
  // In the order of the text: the first type error wins, and unknown fields are listed so.
  for (const name in given) {
    const path = joined(at.path, name)
    const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
    if (!field) {
      state.unknown.push(path)
      continue
    }
    const raw = given[name]
    if (raw === undefined || raw === null) continue
    values[name] = read(field, raw, { struct, names: [...at.names, name], path }, state)
  }
  const object: Fields = {}
  for (const [name, field] of fieldsOf(type)) {
    const value = values[name]
    if (value === undefined && isPlainAbsent(field)) continue
    const kept = keptValue(field, value)
    if (kept !== undefined) object[name] = kept
  }
  return object
}

const joined = (path: string, name: string): string => (path ? `${path}.${name}` : name)

/** Absent, and nothing is written for it: the common case, decided without any work. */
function isPlainAbsent(field: Field): boolean {
  return !field.required && !field.keep && (field.many !== undefined || !isAlways(field))
}

/** Does Go write the field even when it is zero, because it is a struct held by value? */
function isAlways(field: Field): boolean {
  if (field.pointer || field.many) return false
  if (typeof field.shape !== 'string') return true
  return (
    field.shape === 'time' ||
    field.shape === 'microTime' ||
    field.shape === 'quantity' ||
    field.shape === 'intOrString'
  )
}

function read(field: Field, json: unknown, at: Place, state: State): unknown {
  if (field.many === 'list') return readList(field, json, at, state)
  if (field.many) return readMap(field, json, at, state)
  return readItem(field, json, goType(field), at, state)
}

function readItem(field: Field, json: unknown, go: string, at: Place, state: State): unknown {
  const { shape } = field
  if (typeof shape !== 'string') {
    if (json === null) return decodeMessage(shape, {}, at, state)
    if (!isRecord(json)) return mismatch(jsonType(json), go, at, state)
    return decodeMessage(shape, json, at, state)
  }
  const { value, mistaken, problem } = decodeScalar(shape, json)
  if (mistaken !== undefined) return mismatch(mistaken, go, at, state)
  if (problem !== undefined) state.problem ??= problem
  return value
}

function readList(field: Field, json: unknown, at: Place, state: State): unknown {
  if (!Array.isArray(json)) return mismatch(jsonType(json), goType(field), at, state)
  const go = itemGoType(field)
  return json.map((item, index) =>
    readItem(field, item, go, { ...at, path: `${at.path}[${index}]` }, state),
  )
}

function readMap(field: Field, json: unknown, at: Place, state: State): unknown {
  if (!isRecord(json)) return mismatch(jsonType(json), goType(field), at, state)
  const go = itemGoType(field)
  // Not by assignment: `__proto__` is a key like any other in data that people send.
  return Object.fromEntries(
    Object.entries(json).map(([key, item]) => {
      const place = { ...at, path: `${at.path}.${key}` }
      if (field.many === 'lists') {
        return [key, readList({ ...field, many: 'list' }, item, place, state)]
      }
      return [key, item === null ? zero(field) : readItem(field, item, go, place, state)]
    }),
  )
}

/** What Go has for a scalar that was not given. */
function zero(field: Field): unknown {
  const { shape } = field
  if (typeof shape !== 'string') return {}
  if (shape === 'bool') return false
  if (shape === 'int32' || shape === 'int64' || shape === 'intOrString') return 0
  if (shape === 'quantity') return '0'
  if (shape === 'time' || shape === 'microTime') return null
  return ''
}

/** Applies `omitempty`: what is written of a decoded value, or undefined for nothing. */
function keptValue(field: Field, value: unknown): unknown {
  if (field.pointer) return value ?? (field.keep ? null : undefined)
  const always = field.required || field.keep || isAlways(field)
  if (value === undefined) {
    if (!always) return undefined
    if (field.many) return null
    return typeof field.shape === 'string' ? zero(field) : decode(field.shape, {}).object
  }
  // The store keeps protobuf, which cannot tell an empty list from none: upstream shows null.
  if (Array.isArray(value)) return value.length > 0 ? value : always ? null : undefined
  if (always) return value
  if (field.many) return Object.keys(value as Fields).length > 0 ? value : undefined
  return value === '' || value === 0 || value === false ? undefined : value
}

/** A type error in Go's words; the first one wins. */
function mismatch(found: string, go: string, at: Place, state: State): undefined {
  const where = `${at.struct}.${at.names.join('.')}`
  state.problem ??= `json: cannot unmarshal ${found} into Go struct field ${where} of type ${go}`
  return undefined
}
