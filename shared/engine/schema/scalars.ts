import { parseTimestamp, timestamp, microTimestamp } from '../time.ts'
import { canonicalQuantity } from './quantity.ts'
import type { Scalar } from './tree.ts'

/** A decoded scalar, or why it is none. */
export interface DecodedScalar {
  value?: unknown
  /** What was found instead, in Go's words: `string`, `number 1.5`, `object`. */
  mistaken?: string
  /** An error of the type's own decoder, whole. */
  problem?: string
}

/** A JSON value's type as Go's decoder names it. */
export function jsonType(json: unknown): string {
  if (Array.isArray(json)) return 'array'
  if (typeof json === 'boolean') return 'bool'
  return typeof json
}

const QUANTITY_ERROR =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
const RFC3339 = '"2006-01-02T15:04:05Z07:00"'
const LIMITS = { int32: 2_147_483_647, int64: Number.MAX_SAFE_INTEGER }
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Reads one JSON value as a scalar. Source: encoding/json literalStore, types' UnmarshalJSON. */
export function decodeScalar(shape: Scalar, json: unknown): DecodedScalar {
  switch (shape) {
    case 'string':
      return typeof json === 'string' ? { value: json } : { mistaken: jsonType(json) }
    case 'bool':
      return typeof json === 'boolean' ? { value: json } : { mistaken: jsonType(json) }
    case 'int32':
    case 'int64':
      return decodeInteger(json, LIMITS[shape])
    case 'bytes':
      return decodeBytes(json)
    case 'quantity':
      return decodeQuantity(json)
    case 'intOrString':
      return decodeIntOrString(json)
    case 'time':
    case 'microTime':
      return decodeTime(shape, json)
    case 'fields':
    case 'raw':
      return { value: json }
  }
}

function decodeInteger(json: unknown, limit: number): DecodedScalar {
  if (typeof json !== 'number') return { mistaken: jsonType(json) }
  const fits = Number.isInteger(json) && json <= limit && json >= -limit - 1
  return fits ? { value: json } : { mistaken: `number ${json}` }
}

function decodeBytes(json: unknown): DecodedScalar {
  if (typeof json !== 'string') return { mistaken: jsonType(json) }
  const text = json.replace(/[\r\n]/g, '')
  if (BASE64.test(text)) return { value: text }
  const bad = text.search(/[^A-Za-z0-9+/]/)
  const at = bad < 0 ? text.length - (text.length % 4) : bad
  return { problem: `illegal base64 data at input byte ${at}` }
}

function decodeQuantity(json: unknown): DecodedScalar {
  const text = typeof json === 'string' || typeof json === 'number' ? String(json).trim() : ''
  const value = text === '' && json === '' ? '0' : canonicalQuantity(text)
  return value === undefined ? { problem: QUANTITY_ERROR } : { value }
}

function decodeIntOrString(json: unknown): DecodedScalar {
  if (typeof json === 'string') return { value: json }
  const { value, mistaken } = decodeInteger(json, LIMITS.int32)
  if (mistaken === undefined) return { value }
  return { problem: `json: cannot unmarshal ${mistaken} into Go value of type int32` }
}

function decodeTime(shape: 'time' | 'microTime', json: unknown): DecodedScalar {
  if (typeof json !== 'string') {
    return { problem: `json: cannot unmarshal ${jsonType(json)} into Go value of type string` }
  }
  const at = parseTimestamp(json)
  if (at === undefined) {
    const quoted = JSON.stringify(json)
    return { problem: `parsing time ${quoted} as ${RFC3339}: cannot parse ${quoted} as "2006"` }
  }
  return { value: shape === 'time' ? timestamp(at) : keepMicros(json, microTimestamp(at)) }
}

/** Virtual time counts milliseconds; microseconds that a client sent are kept in the text. */
function keepMicros(json: string, cut: string): string {
  const micros = /\.(\d{6})\d*Z$/.exec(json)
  return micros ? cut.replace(/\.\d{6}Z$/, `.${micros[1]}Z`) : cut
}
