import { isRecord } from '../../json.ts'
import type { Status } from '../../api/status.ts'
import { invalid, wrong } from '../field-errors.ts'

/**
 * What a strategic merge patch is told whose result does not fit the type: it is read as a Go map,
 * not as JSON, so the words are those of the converter.
 * Source: apiserver handlers/patch.go applyPatchToObject; apimachinery runtime/converter.go.
 */
export function misfit(patch: unknown, problem: string): Status {
  return invalid({ group: '', kind: '' }, '', [
    wrong('patch', goText(patch), converterWords(problem)),
  ])
}

/** A value as Go's `%+v` prints it: `map[spec:map[replicas:two]]`. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (!isRecord(value)) return String(value)
  const names = Object.keys(value).sort((left, right) => (left < right ? -1 : 1))
  return `map[${names.map((name) => `${name}:${goText(value[name])}`).join(' ')}]`
}

/** What JSON calls a value, and what it is in a Go map. */
const IN_GO: Readonly<Record<string, string>> = {
  number: 'int64',
  array: 'slice',
  object: 'map',
}

const UNREADABLE = /^json: cannot unmarshal (\w+)(?: [\d.]+)? into Go .*of type (\S+)$/

function converterWords(problem: string): string {
  const [, json = '', type = ''] = UNREADABLE.exec(problem) ?? []
  if (!type) return problem
  const found = IN_GO[json] ?? json
  if (type === 'string' && found === 'int64') return 'cannot convert int64 to string'
  if (type.startsWith('[]')) return `cannot restore slice from ${found}`
  if (type.startsWith('map[')) return `cannot restore map from ${found}`
  // Names of structs carry their package: `v1.PodSpec`.
  if (type.includes('.')) return `cannot restore struct from: ${found}`
  return `unrecognized type: ${type}`
}
