import { byText, isRecord } from '../json.ts'
import { unsupported, type FieldError } from './field-errors.ts'
import type { Field, MessageType } from './tree.ts'

/**
 * Holds a value to the closed lists of words in its tree (`oneOf`), and all below it. Only for
 * types whose lists upstream closes too: many of its constants are mere advice.
 */
export function checkWords(type: MessageType, value: unknown, path: string): FieldError[] {
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = type.fields[name]
    return field ? checkField(field, inner, `${path}.${name}`) : []
  })
}

function checkField(field: Field, value: unknown, path: string): FieldError[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => checkItem(field, item, `${path}[${index}]`))
  }
  return field.many ? [] : checkItem(field, value, path)
}

function checkItem(field: Field, value: unknown, path: string): FieldError[] {
  if (typeof field.shape !== 'string') return checkWords(field.shape, value, path)
  const { oneOf } = field
  if (!oneOf || typeof value !== 'string' || oneOf.includes(value)) return []
  return [unsupported(path, value, [...oneOf].sort(byText))]
}
