import { isRecord } from '../../json.ts'
import { jsonType } from '../scalars.ts'
import { ownField, patching, PatchError, setField, type Patched } from './patched.ts'

/** A JSON merge patch (RFC 7386): null deletes, objects merge, all else replaces. */
export function mergePatch(target: Record<string, unknown>, patch: unknown): Patched {
  return patching(() => {
    if (isRecord(patch)) return merge(target, patch)
    const go = 'Go value of type map[string]interface {}'
    const why = `json: cannot unmarshal ${jsonType(patch)} into ${go}`
    throw new PatchError(400, `error decoding patch: ${why}`)
  })
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch
  const merged: Record<string, unknown> = isRecord(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else setField(merged, name, merge(ownField(merged, name), value))
  }
  return merged
}
