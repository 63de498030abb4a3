import { isRecord } from '../json.ts'
import type { Field, MessageType } from './tree.ts'

type Fields = Record<string, unknown>

/** A field that may have to be filled in, or under which something may. */
interface Step {
  name: string
  field: Field
  /** The message to go into, where it has anything to fill in. */
  inner?: MessageType
}

const steps = new WeakMap<MessageType, readonly Step[]>()

/** What there is to do for a type; computed once. What cannot be missing costs nothing later. */
function stepsOf(type: MessageType): readonly Step[] {
  const known = steps.get(type)
  if (known) return known
  const found: Step[] = []
  for (const [name, field] of Object.entries(type.fields)) {
    const inner = typeof field.shape === 'string' ? undefined : field.shape
    if (inner && (isStruct(field) || inner.complete || stepsOf(inner).length > 0)) {
      found.push({ name, field, inner })
    } else if (field.default !== undefined) found.push({ name, field })
  }
  steps.set(type, found)
  return found
}

const isStruct = (field: Field): boolean =>
  typeof field.shape !== 'string' && !field.many && !field.pointer

/**
 * Fills in what was left out, as the API server does on the way in: a type's own rule first
 * (`complete`), then its fields' fixed defaults, then the types below. Structs that Go always
 * writes are put in as `{}`. Returns the very same object when nothing was missing; never changes
 * its argument. Filling in twice changes nothing more. Source: pkg/apis/<group>/v1/defaults.go.
 */
export function applyDefaults<T>(type: MessageType, object: T): T {
  return isRecord(object) ? (fill(type, object) as T) : object
}

function fill(type: MessageType, given: Fields): Fields {
  const object = type.complete ? type.complete(given) : given
  let copy: Fields | undefined
  for (const { name, field, inner } of stepsOf(type)) {
    const value = object[name]
    const next = inner ? fillBelow(field, inner, value) : orDefault(field, value)
    if (next === value) continue
    copy ??= { ...object }
    copy[name] = next
  }
  return copy ?? object
}

/** Zero counts as absent, unless Go holds the field by pointer and can tell the difference. */
function orDefault(field: Field, value: unknown): unknown {
  if (value === undefined || value === null) return field.default
  if (!field.pointer && (value === '' || value === 0 || value === false)) return field.default
  return value
}

function fillBelow(field: Field, inner: MessageType, value: unknown): unknown {
  if (field.many === 'list') return Array.isArray(value) ? fillList(inner, value) : value
  if (isRecord(value)) return field.many ? value : fill(inner, value)
  return isStruct(field) ? fill(inner, {}) : value
}

function fillList(inner: MessageType, items: unknown[]): unknown[] {
  let copy: unknown[] | undefined
  items.forEach((item, index) => {
    const next = isRecord(item) ? fill(inner, item) : item
    if (next === item) return
    copy ??= [...items]
    copy[index] = next
  })
  return copy ?? items
}
