import { isRecord } from '../../json.ts'
import { jsonType } from '../scalars.ts'
import type { Field, MessageType } from '../tree.ts'
import { DELETE_LIST, ORDER, PATCH, RETAIN, withoutDirectives } from './directives.ts'
import { inOrder } from './list-order.ts'
import { mergeList } from './merge-list.ts'
import { goText } from './misfit.ts'
import { ownField, patching, PatchError, setField, type Patched } from './patched.ts'

type Fields = Record<string, unknown>

/**
 * A strategic merge patch: like a merge patch, but lists that the tree calls mergeable are merged
 * by their key, and directives (`$patch`, `$retainKeys`, `$setElementOrder/…`,
 * `$deleteFromPrimitiveList/…`) say what a value alone cannot. The target is not changed.
 * Source: apimachinery util/strategicpatch/patch.go.
 */
export function strategicMergePatch(type: MessageType, target: Fields, patch: unknown): Patched {
  return patching(() => {
    if (isRecord(patch)) return mergeFields(type, target, patch)
    const go = 'Go value of type map[string]interface {}'
    throw new PatchError(
      400,
      `error decoding patch: json: cannot unmarshal ${jsonType(patch)} into ${go}`,
    )
  })
}

/** Merges a patch into an object. Without a type (in maps), lists are replaced. */
function mergeFields(type: MessageType | undefined, target: Fields, patch: Fields): Fields {
  const directive = patch[PATCH]
  if (directive !== undefined) return directed(directive, patch)
  const merged = retained(target, patch)
  const done = orderLists(type, merged, patch)
  for (const [name, value] of Object.entries(patch)) {
    if (name === RETAIN || name.startsWith(ORDER) || done.has(name)) continue
    if (name.startsWith(DELETE_LIST)) {
      deleteFromList(merged, name.slice(DELETE_LIST.length), value)
    } else if (value === null) delete merged[name]
    else setField(merged, name, mergeValue(type?.fields[name], ownField(merged, name), value))
  }
  return merged
}

function directed(directive: unknown, patch: Fields): Fields {
  if (directive === 'delete') return {}
  if (directive === 'replace') {
    const { [PATCH]: _directive, ...rest } = patch
    return withoutDirectives(rest) as Fields
  }
  throw new PatchError(500, `unknown patch type: ${String(directive)} in map: ${goText(patch)}`)
}

/** `$retainKeys` names the only fields that may stay. */
function retained(target: Fields, patch: Fields): Fields {
  const keys = patch[RETAIN]
  if (keys === undefined) return { ...target }
  if (!Array.isArray(keys)) throw badRetainKeys()
  for (const [name, value] of Object.entries(patch)) {
    const isField = value !== null && !name.startsWith('$')
    if (isField && !keys.includes(name)) throw badRetainKeys()
  }
  return Object.fromEntries(Object.entries(target).filter(([name]) => keys.includes(name)))
}

const badRetainKeys = (): PatchError => new PatchError(400, 'invalid patch format of retainKeys')

/** Merges the lists that a `$setElementOrder` speaks of; answers their names. */
function orderLists(type: MessageType | undefined, merged: Fields, patch: Fields): Set<string> {
  const done = new Set<string>()
  for (const [directive, order] of Object.entries(patch)) {
    if (!directive.startsWith(ORDER)) continue
    if (!Array.isArray(order)) {
      throw new PatchError(400, 'invalid patch format of setElementOrder list')
    }
    const name = directive.slice(ORDER.length)
    const old = asList(merged[name])
    const change = patch[name] === null ? undefined : asList(patch[name])
    if (patch[name] === null || (!old && !change)) continue
    const field = type?.fields[name]
    const items = change ? mergeValue(field, old, change) : old
    merged[name] = inOrder(items as unknown[], order, old ?? [], field?.mergeKey)
    done.add(name)
  }
  return done
}

const asList = (value: unknown): unknown[] | undefined => (Array.isArray(value) ? value : undefined)

function deleteFromList(merged: Fields, name: string, gone: unknown): void {
  const list = asList(merged[name])
  if (!Array.isArray(gone)) {
    throw new PatchError(400, 'invalid patch format of primitive list')
  }
  if (list) merged[name] = list.filter((item) => !gone.includes(item))
}

function mergeValue(field: Field | undefined, old: unknown, value: unknown): unknown {
  const type = field && typeof field.shape !== 'string' && !field.many ? field.shape : undefined
  if (isRecord(value) && isRecord(old) && field?.patch !== 'replace') {
    return mergeFields(type, old, value)
  }
  if (Array.isArray(value) && Array.isArray(old) && field?.patch?.startsWith('merge')) {
    return mergeList(field, old, value, mergeFields)
  }
  return withoutDirectives(value)
}
