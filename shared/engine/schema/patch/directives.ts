import { isRecord } from '../../json.ts'

/** Words of strategic merge patches. */
export const PATCH = '$patch'
export const RETAIN = '$retainKeys'
export const ORDER = '$setElementOrder/'
export const DELETE_LIST = '$deleteFromPrimitiveList/'

/** A patch's value where there is nothing to merge with: without directives and nulls. */
export function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((item) => !isRecord(item) || item[PATCH] === undefined)
      .map(withoutDirectives)
  }
  if (!isRecord(value)) return value
  if (value[PATCH] === 'delete') return {}
  const kept = Object.entries(value).filter(([name, inner]) => !isDirective(name) && inner !== null)
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutDirectives(inner)]))
}

function isDirective(name: string): boolean {
  return name === PATCH || name === RETAIN || name.startsWith(ORDER) || name.startsWith(DELETE_LIST)
}
