/** Plain JSON: the only material that cluster state is made of. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Is the value a plain object (neither null nor a list)? */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Structural equality. A key whose value is undefined counts as absent, as it does in JSON text.
 */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false
    return left.every((item, index) => equal(item, right[index]))
  }
  if (!isRecord(left) || !isRecord(right)) return false
  for (const key in left) {
    if (!equal(left[key], right[key])) return false
  }
  for (const key in right) {
    if (right[key] !== undefined && left[key] === undefined) return false
  }
  return true
}

/** Freezes a value and everything below it; stops where something is frozen already. */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const key in value) freezeDeep(value[key])
  return value
}

/**
 * The value as the store keeps it: deeply frozen, without undefined fields, so that it survives a
 * trip through JSON text. What is frozen was sealed before: it is shared, not copied.
 */
export function sealed<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (Array.isArray(value)) return Object.freeze(value.map(sealed)) as T
  const copy: Record<string, unknown> = {}
  for (const key in value) {
    if (value[key] !== undefined) copy[key] = sealed(value[key])
  }
  return Object.freeze(copy) as T
}

/** JSON text with sorted keys: equal values give equal text, whatever order they were built in. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value ?? null)
  const fields = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort(byText)
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${fields.join(',')}}`
}

/** Orders texts by UTF-16 code unit: the same in every runtime and locale. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
