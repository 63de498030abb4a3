import fc from 'fast-check'
import type { Field, MessageType, Scalar } from '../tree.ts'

/** Random objects of a type in JSON form: any field may be missing, texts may be any text. */
export function objectsOf(type: MessageType, depth = 7): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(type.fields).filter(([, field]) => field.tag > 0)
  const shape = fields.map(([name, field]) => [name, valuesOf(field, depth - 1)] as const)
  return fc.record(Object.fromEntries(shape), { requiredKeys: [] })
}

function valuesOf(field: Field, depth: number): fc.Arbitrary<unknown> {
  const item = itemsOf(field.shape, depth)
  if (field.many === 'list') return fc.array(item, { maxLength: 2 })
  if (field.many === 'map') return fc.dictionary(fc.string(), item, { maxKeys: 2 })
  if (field.many === 'lists') {
    return fc.dictionary(fc.string(), fc.array(item, { maxLength: 2 }), { maxKeys: 2 })
  }
  return item
}

function itemsOf(shape: Scalar | MessageType, depth: number): fc.Arbitrary<unknown> {
  if (typeof shape !== 'string') return depth > 0 ? objectsOf(shape, depth) : fc.constant({})
  switch (shape) {
    case 'int32':
      return fc.integer({ min: -2_147_483_648, max: 2_147_483_647 })
    case 'int64':
      return fc.maxSafeInteger()
    case 'bool':
      return fc.boolean()
    case 'bytes':
      return fc.constantFrom('', 'AA==', 'aGVsbG8=', '//79')
    case 'quantity':
      return fc.constantFrom('0', '1', '100m', '1Gi', '1500m', '-2k', '1e3')
    case 'intOrString':
      return fc.oneof(fc.integer({ min: -5, max: 70_000 }), fc.constantFrom('25%', 'http', ''))
    case 'time':
      return fc.constantFrom('2026-11-22T09:30:00Z', '1969-07-20T20:17:40Z')
    case 'microTime':
      return fc.constantFrom('2026-11-22T09:30:00.123456Z', '2026-11-22T09:30:00.000000Z')
    case 'fields':
    case 'raw':
      return fc.constantFrom({}, { 'f:spec': { 'f:replicas': {} } })
    default:
      return fc.string({ unit: 'binary', maxLength: 6 })
  }
}
