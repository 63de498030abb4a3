import { equal, isRecord } from '../../json.ts'
import { jsonType } from '../scalars.ts'
import { patching, PatchError, UNPROCESSABLE, type Patched } from './patched.ts'

const MAX_OPERATIONS = 10_000

/** A JSON patch (RFC 6902). The target is not changed. */
export function jsonPatch(target: Record<string, unknown>, patch: unknown): Patched {
  return patching(() => {
    if (!Array.isArray(patch)) {
      const found = jsonType(patch)
      const why = `json: cannot unmarshal ${found} into Go value of type jsonpatch.Patch`
      throw new PatchError(400, why)
    }
    if (patch.length > MAX_OPERATIONS) {
      const most = `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}`
      throw new PatchError(413, `${most}, got ${patch.length}`)
    }
    return patch.reduce(step, target) as unknown
  })
}

const reject = (): PatchError => new PatchError(422, UNPROCESSABLE)

function step(document: unknown, operation: unknown): unknown {
  if (!isRecord(operation)) throw reject()
  const { op, value } = operation
  const path = pointer(operation.path)
  switch (op) {
    case 'add':
      return put(document, path, value, true)
    case 'replace':
      find(document, path)
      return put(document, path, value, false)
    case 'remove':
      find(document, path)
      return remove(document, path)
    case 'test':
      if (!equal(path.length === 0 ? document : get(document, path), value ?? null)) throw reject()
      return document
    case 'copy':
      return put(document, path, find(document, pointer(operation.from)), true)
    case 'move': {
      const from = pointer(operation.from)
      const moved = find(document, from)
      return put(remove(document, from), path, moved, true)
    }
    default:
      throw reject()
  }
}

/** `/a~1b/0` as the names `a/b` and `0`. */
function pointer(text: unknown): string[] {
  if (typeof text !== 'string' || (text !== '' && !text.startsWith('/'))) throw reject()
  if (text === '') return []
  const names = text.slice(1).split('/')
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value at a path; null where it is absent, which is what `test` compares with. */
function get(document: unknown, path: readonly string[]): unknown {
  let value: unknown = document
  for (const name of path) {
    if (Array.isArray(value)) value = value[Number(name)]
    else value = isRecord(value) ? value[name] : undefined
  }
  return value ?? null
}

/** The value at a path, which must be there. */
function find(document: unknown, path: readonly string[]): unknown {
  let value: unknown = document
  for (const name of path) {
    if (Array.isArray(value)) value = value[place(name, value.length - 1)]
    else if (isRecord(value) && name in value) value = value[name]
    else throw reject()
  }
  return value
}

function place(name: string, most: number): number {
  if (!/^(0|[1-9]\d*)$/.test(name) || Number(name) > most) throw reject()
  return Number(name)
}

/** A copy of the document with a value at a path; `insert` makes room for it in a list. */
function put(document: unknown, path: readonly string[], value: unknown, insert: boolean): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(document)) {
    const copy: unknown[] = [...document]
    if (rest.length > 0) {
      const at = place(name, copy.length - 1)
      copy[at] = put(copy[at], rest, value, insert)
    } else if (insert) copy.splice(name === '-' ? copy.length : place(name, copy.length), 0, value)
    else copy[place(name, copy.length - 1)] = value
    return copy
  }
  if (!isRecord(document)) throw reject()
  if (rest.length > 0 && !(name in document)) throw reject()
  return { ...document, [name]: put(document[name], rest, value, insert) }
}

function remove(document: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path
  if (name === undefined) throw reject()
  if (Array.isArray(document)) {
    const at = place(name, document.length - 1)
    if (rest.length === 0) return document.toSpliced(at, 1)
    return document.with(at, remove(document[at], rest))
  }
  if (!isRecord(document)) throw reject()
  const copy = { ...document }
  if (rest.length === 0) delete copy[name]
  else copy[name] = remove(copy[name], rest)
  return copy
}
