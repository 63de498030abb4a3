import { microTimestamp, timestamp } from '../time.ts'
import { toBase64, utf8Text } from './text-bytes.ts'
import type { Field, MessageType, Scalar } from './tree.ts'
import { packedNumbers, WireError, wireFields, type WireField } from './wire.ts'

type Fields = Record<string, unknown>

/** Media type of these bodies. kubectl 1.32 sends it for `create`, `auth can-i` and more. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf'

/** An object out of a protobuf body, in the form that JSON would have given (see decode.ts). */
export interface FromProtobuf {
  apiVersion: string
  kind: string
  object: Fields
}

const MAGIC = [0x6b, 0x38, 0x73, 0x00]

/**
 * Reads a body in Kubernetes' protobuf envelope: four bytes `k8s\0`, then runtime.Unknown with the
 * type and the object's bytes. `typeOf` finds the tree; undefined answers "no such kind" (the
 * object is empty then). A text answer says what is wrong with the bytes. Let `conform` have the
 * object next: it drops the zeros that Go always sends and puts in what Go always writes.
 * Source: apimachinery runtime/serializer/protobuf.
 */
export function decodeProtobuf(
  bytes: Uint8Array,
  typeOf: (apiVersion: string, kind: string) => MessageType | undefined,
): FromProtobuf | string {
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) {
    return 'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]'
  }
  try {
    return readUnknown(bytes.subarray(4), typeOf)
  } catch (error) {
    if (error instanceof WireError) return error.message
    throw error
  }
}

function readUnknown(
  bytes: Uint8Array,
  typeOf: (apiVersion: string, kind: string) => MessageType | undefined,
): FromProtobuf {
  const unknown = wireFields(bytes)
  const meta = wireFields(bytesOf(unknown, 1))
  const apiVersion = utf8Text(bytesOf(meta, 1))
  const kind = utf8Text(bytesOf(meta, 2))
  const type = typeOf(apiVersion, kind)
  const object = type ? readMessage(type, bytesOf(unknown, 2)) : {}
  return { apiVersion, kind, object: { apiVersion, kind, ...object } }
}

/** The last field of a number, which is the one that counts. */
function bytesOf(fields: readonly WireField[], tag: number): Uint8Array {
  const value = fields.findLast((field) => field.tag === tag)?.value
  return value instanceof Uint8Array ? value : new Uint8Array()
}

/** By number: a field, or the struct that Go embeds there with fields of its own. */
type Table = Map<number, { name: string; field: Field } | { nested: Table }>

const tables = new WeakMap<MessageType, Table>()

function tableOf(type: MessageType): Table {
  const known = tables.get(type)
  if (known) return known
  const table: Table = new Map()
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.tag === 0) continue
    let level = table
    for (const tag of field.within ?? []) {
      const there = level.get(tag)
      const nested: Table = there && 'nested' in there ? there.nested : new Map()
      level.set(tag, { nested })
      level = nested
    }
    level.set(field.tag, { name, field })
  }
  tables.set(type, table)
  return table
}

function readMessage(type: MessageType, bytes: Uint8Array): Fields {
  const object: Fields = {}
  readInto(object, tableOf(type), bytes)
  return object
}

function readInto(object: Fields, table: Table, bytes: Uint8Array): void {
  for (const { tag, value } of wireFields(bytes)) {
    const entry = table.get(tag)
    if (!entry) continue
    if ('nested' in entry) {
      if (value instanceof Uint8Array) readInto(object, entry.nested, value)
    } else readField(object, entry.name, entry.field, value)
  }
}

function readField(object: Fields, name: string, field: Field, value: WireField['value']): void {
  if (field.many === 'list') {
    const list = (object[name] as unknown[] | undefined) ?? []
    const isPacked = value instanceof Uint8Array && isNumber(field.shape)
    if (isPacked) list.push(...packedNumbers(value))
    else list.push(readItem(field, value))
    object[name] = list
  } else if (field.many) {
    const entry = wireFields(asBytes(value))
    const map = (object[name] as Fields | undefined) ?? {}
    const item = entry.find((part) => part.tag === 2)?.value ?? new Uint8Array()
    map[utf8Text(bytesOf(entry, 1))] =
      field.many === 'lists' ? readTexts(asBytes(item)) : readItem(field, item)
    object[name] = map
  } else object[name] = readItem(field, value)
}

const isNumber = (shape: Scalar | MessageType): boolean =>
  shape === 'int32' || shape === 'int64' || shape === 'bool'

const asBytes = (value: WireField['value']): Uint8Array =>
  value instanceof Uint8Array ? value : new Uint8Array()

const readTexts = (bytes: Uint8Array): string[] =>
  wireFields(bytes).map((item) => utf8Text(asBytes(item.value)))

function readItem(field: Field, value: WireField['value']): unknown {
  const { shape } = field
  if (typeof shape !== 'string') return readMessage(shape, asBytes(value))
  if (shape === 'int32' || shape === 'int64') return value instanceof Uint8Array ? 0 : value
  if (shape === 'bool') return value === 1
  return readScalar(shape, asBytes(value))
}

function readScalar(shape: Scalar, bytes: Uint8Array): unknown {
  switch (shape) {
    case 'bytes':
      return toBase64(bytes)
    case 'quantity':
      return utf8Text(bytesOf(wireFields(bytes), 1))
    case 'intOrString':
      return readIntOrString(wireFields(bytes))
    case 'time':
    case 'microTime':
      return readTime(shape, wireFields(bytes))
    case 'fields':
    case 'raw':
      return readJson(utf8Text(bytesOf(wireFields(bytes), 1)))
    default:
      return utf8Text(bytes)
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text || '{}') as unknown
  } catch {
    throw new WireError('invalid JSON in a set of fields')
  }
}

function numberOf(fields: readonly WireField[], tag: number): number {
  const value = fields.findLast((field) => field.tag === tag)?.value
  return typeof value === 'number' ? value : 0
}

function readIntOrString(fields: readonly WireField[]): number | string {
  return numberOf(fields, 1) === 0 ? numberOf(fields, 2) : utf8Text(bytesOf(fields, 3))
}

/** Seconds and nanoseconds; a message without any is Go's zero time, which is null. */
function readTime(shape: 'time' | 'microTime', fields: readonly WireField[]): string | null {
  const seconds = numberOf(fields, 1)
  if (fields.length === 0 || seconds < -62_000_000_000) return null
  if (shape === 'time') return timestamp(seconds * 1_000)
  const micros = String(Math.floor(numberOf(fields, 2) / 1_000)).padStart(6, '0')
  return microTimestamp(seconds * 1_000).replace(/\.\d{6}Z$/, `.${micros}Z`)
}
