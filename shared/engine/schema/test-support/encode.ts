import { parseTimestamp } from '../../time.ts'
import { fromBase64, utf8Bytes } from '../text-bytes.ts'
import type { Field, MessageType, Scalar } from '../tree.ts'

/** The opposite of protobuf.ts, for tests only: what kubectl would send of an object. */
export function encodeProtobuf(type: MessageType, object: Record<string, unknown>): Uint8Array {
  const meta = [
    ...bytesField(1, utf8Bytes(String(object.apiVersion))),
    ...bytesField(2, utf8Bytes(String(object.kind))),
  ]
  const raw = encodeMessage(type, object)
  const unknown = [...bytesField(1, meta), ...bytesField(2, raw)]
  return Uint8Array.from([0x6b, 0x38, 0x73, 0, ...unknown])
}

type Nested = Map<number, number[]>

/** Fields of embedded structs are gathered under the struct's number. */
function encodeMessage(type: MessageType, object: Record<string, unknown>): number[] {
  const out: number[] = []
  const nested: Nested = new Map()
  for (const [name, field] of Object.entries(type.fields)) {
    const value = object[name]
    if (field.tag === 0 || value === undefined) continue
    const bytes = encodeField(field, value)
    const [outer, ...inner] = field.within ?? []
    if (outer === undefined) out.push(...bytes)
    else {
      const wrapped = inner.reduceRight((body, tag) => bytesField(tag, body), bytes)
      nested.set(outer, [...(nested.get(outer) ?? []), ...wrapped])
    }
  }
  for (const [tag, body] of nested) out.push(...bytesField(tag, body))
  return out
}

function encodeField(field: Field, value: unknown): number[] {
  if (value === null) return field.many ? [] : bytesField(field.tag, [])
  if (field.many === 'list') {
    return (value as unknown[]).flatMap((item) => encodeItem(field.tag, field.shape, item))
  }
  if (field.many) {
    return Object.entries(value as object).flatMap(([key, item]) => {
      const body =
        field.many === 'lists' ? texts(item as string[]) : encodeItem(2, field.shape, item)
      return bytesField(field.tag, [...bytesField(1, utf8Bytes(key)), ...body])
    })
  }
  return encodeItem(field.tag, field.shape, value)
}

const texts = (items: string[]): number[] =>
  bytesField(
    2,
    items.flatMap((item) => bytesField(1, utf8Bytes(item))),
  )

function encodeItem(tag: number, shape: Scalar | MessageType, value: unknown): number[] {
  if (typeof shape !== 'string') {
    return bytesField(tag, encodeMessage(shape, value as Record<string, unknown>))
  }
  switch (shape) {
    case 'int32':
    case 'int64':
      return [...varint(BigInt(tag << 3)), ...varint(BigInt.asUintN(64, BigInt(value as number)))]
    case 'bool':
      return [...varint(BigInt(tag << 3)), value ? 1 : 0]
    case 'bytes':
      return bytesField(tag, fromBase64(value as string) ?? [])
    case 'quantity':
      return bytesField(tag, bytesField(1, utf8Bytes(value as string)))
    case 'intOrString':
      return bytesField(
        tag,
        typeof value === 'number'
          ? [8, 0, 16, ...varint(BigInt.asUintN(64, BigInt(value)))]
          : [8, 1, 16, 0, ...bytesField(3, utf8Bytes(value as string))],
      )
    case 'time':
    case 'microTime':
      return bytesField(tag, encodeTime(value as string))
    case 'fields':
    case 'raw':
      return bytesField(tag, bytesField(1, utf8Bytes(JSON.stringify(value))))
    default:
      return bytesField(tag, utf8Bytes(value as string))
  }
}

function encodeTime(text: string): number[] {
  const seconds = Math.floor((parseTimestamp(text) ?? 0) / 1_000)
  const micros = Number(/\.(\d{6})/.exec(text)?.[1] ?? 0)
  return [8, ...varint(BigInt.asUintN(64, BigInt(seconds))), 16, ...varint(BigInt(micros * 1_000))]
}

function bytesField(tag: number, body: ArrayLike<number>): number[] {
  return [...varint(BigInt((tag << 3) | 2)), ...varint(BigInt(body.length)), ...Array.from(body)]
}

function varint(value: bigint): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  return [...bytes, Number(rest)]
}
