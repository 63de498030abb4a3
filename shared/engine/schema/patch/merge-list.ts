import { isRecord } from '../../json.ts'
import type { Field, MessageType } from '../tree.ts'
import { PATCH, withoutDirectives } from './directives.ts'
import { identityOf, inOrder } from './list-order.ts'
import { PatchError } from './patched.ts'

type Fields = Record<string, unknown>

/** How two objects of a type are merged; handed in, because merging lists is a part of it. */
export type MergeFields = (type: MessageType, target: Fields, patch: Fields) => Fields

/** Merges a patch's list into a mergeable one. Source: strategicpatch mergeSlice. */
export function mergeList(
  field: Field,
  old: unknown[],
  patch: unknown[],
  mergeFields: MergeFields,
): unknown[] {
  const key = field.mergeKey
  if (typeof field.shape === 'string' || key === undefined) {
    return inOrder([...new Set([...old, ...patch])], patch, old, undefined)
  }
  const { left, added, isReplaced } = applySpecial(old, patch, key)
  if (isReplaced) return withoutDirectives(added) as unknown[]
  const items = [...left]
  for (const item of added) {
    const identity = keyValue(item, key)
    const at = items.findIndex((other) => identityOf(other, key) === identity)
    const there = items[at]
    if (isRecord(there) && isRecord(item)) items[at] = mergeFields(field.shape, there, item)
    else items.push(withoutDirectives(item))
  }
  return inOrder(items, added, left, key)
}

/** `$patch` items: one takes others away, or says that the list is to be replaced as a whole. */
function applySpecial(
  old: readonly unknown[],
  patch: readonly unknown[],
  key: string,
): { left: unknown[]; added: unknown[]; isReplaced: boolean } {
  let left = [...old]
  let isReplaced = false
  const added: unknown[] = []
  for (const item of patch) {
    const directive = isRecord(item) ? item[PATCH] : undefined
    if (directive === undefined) added.push(item)
    else if (directive === 'replace') isReplaced = true
    else if (directive === 'delete') {
      const identity = keyValue(item, key)
      left = left.filter((other) => identityOf(other, key) !== identity)
    } else if (directive === 'merge') {
      throw new PatchError(500, 'merging lists cannot yet be specified in the patch')
    } else throw new PatchError(500, `unknown patch type: ${String(directive)} in map`)
  }
  return { left, added, isReplaced }
}

function keyValue(item: unknown, key: string): unknown {
  const identity = identityOf(item, key)
  if (isRecord(item) && identity !== undefined) return identity
  const shown = isRecord(item)
    ? `map[${Object.entries(item)
        .map(([name, value]) => `${name}:${String(value)}`)
        .join(' ')}]`
    : String(item)
  throw new PatchError(500, `map: ${shown} does not contain declared merge key: ${key}`)
}
