import { isRecord } from '../json.ts'
import { goType, itemGoType, shortName } from './go-type.ts'
import type { Field, MessageType } from './tree.ts'

/**
 * A value as Go's `%#v` prints it, for messages that show a whole struct:
 * `v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]…(nil)}`.
 * `pkg` is the package of upstream's internal type (`apps`, `core`, `v1`). Pointers that are set
 * would show a memory address; we show what they point at.
 */
export function goStruct(type: MessageType, value: unknown, pkg: string): string {
  const given = isRecord(value) ? value : {}
  const fields = Object.entries(type.fields).map(
    ([name, field]) => `${goName(name)}:${goField(field, given[name], pkg)}`,
  )
  return `${pkg}.${shortName(type.name)}{${fields.join(', ')}}`
}

const ACRONYMS: Record<string, string> = { apiVersion: 'APIVersion', uid: 'UID', ip: 'IP' }

const goName = (name: string): string =>
  ACRONYMS[name] ?? name.charAt(0).toUpperCase() + name.slice(1)

function renamed(go: string, pkg: string): string {
  return go.replace(/\bv1\./, `${pkg}.`)
}

function goField(field: Field, value: unknown, pkg: string): string {
  const { shape } = field
  if (field.many === 'map') return goMap(value)
  if (field.many === 'list') {
    const type = renamed(goType(field), pkg)
    if (!Array.isArray(value)) return `${type}(nil)`
    return `${type}{${value.map((item) => goItem(field, item, pkg)).join(', ')}}`
  }
  if (field.pointer && (value === undefined || value === null)) {
    return `(*${renamed(itemGoType(field), pkg)})(nil)`
  }
  if (typeof shape !== 'string') return goStruct(shape, value, pkg)
  return goItem(field, value, pkg)
}

function goItem(field: Field, value: unknown, pkg: string): string {
  if (typeof field.shape !== 'string') return goStruct(field.shape, value, pkg)
  if (field.shape === 'intOrString') return goIntOrString(value as number | string)
  if (field.shape === 'string') return JSON.stringify(value ?? '')
  return String(value ?? (field.shape === 'bool' ? false : 0))
}

/** `map[string]string{"app":"web"}`, with keys in order. */
export function goMap(value: unknown): string {
  if (!isRecord(value) || Object.keys(value).length === 0) return 'map[string]string(nil)'
  const pairs = Object.keys(value)
    .sort((left, right) => (left < right ? -1 : 1))
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(value[key])}`)
  return `map[string]string{${pairs.join(', ')}}`
}

/** `intstr.IntOrString{Type:1, IntVal:0, StrVal:"25%"}`. */
export function goIntOrString(value: number | string): string {
  return typeof value === 'string'
    ? `intstr.IntOrString{Type:1, IntVal:0, StrVal:${JSON.stringify(value)}}`
    : `intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}`
}

/** `[]string{"a", "b"}`. */
export function goList(values: readonly string[]): string {
  return `[]string{${values.map((value) => JSON.stringify(value)).join(', ')}}`
}
