/** A value of JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A record of JSON. */
export type JsonRecord = { [key: string]: Json }

/** What every object says of itself; what may be missing in a manifest may be missing here. */
export interface Meta {
  name: string
  namespace?: string
  generateName?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: { kind: string; name: string; uid: string; controller?: boolean }[]
}

/** Any object of the API. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: Meta
}

/** Is it a JSON record (neither null nor a list)? */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path of keys; undefined where the path ends early. */
export function dig(value: unknown, ...path: readonly string[]): unknown {
  let at: unknown = value
  for (const key of path) {
    if (!isRecord(at)) return undefined
    at = at[key]
  }
  return at
}

/** Structural equality of JSON. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => same(item, right[index]))
  }
  if (!isRecord(left) || !isRecord(right)) return false
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((k) => same(left[k], right[k]))
}

/** Orders texts by code unit, as Go sorts strings of ASCII. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** The entries of a record in the order of its keys. */
export function sorted<T>(record: Record<string, T> | undefined): [string, T][] {
  return Object.entries(record ?? {}).sort(([left], [right]) => byText(left, right))
}

/** Keys in Go's order, all the way down. */
export function sortKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sortKeys) as T
  if (!isRecord(value)) return value
  const keys = Object.keys(value).sort(byText)
  return Object.fromEntries(keys.map((key) => [key, sortKeys(value[key])])) as T
}
