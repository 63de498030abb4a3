import { Failure } from '../failure.ts'
import { isRecord } from '../object.ts'
import { align, TABLE } from './columns.ts'
import { jsonPathValues } from './jsonpath.ts'

/** `-o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image`. */
export function customColumns(spec: string, value: unknown): string {
  if (spec === '') {
    throw new Failure('custom-columns format specified but no custom columns given')
  }
  const columns = spec.split(',').map((text) => {
    const colon = text.indexOf(':')
    if (colon < 0) {
      throw new Failure(
        `unexpected custom-columns spec: ${text}, expected <header>:<json-path-expr>`,
      )
    }
    return { header: text.slice(0, colon), path: text.slice(colon + 1) }
  })
  const isList = isRecord(value) && Array.isArray(value.items)
  const objects = isList ? (value.items as unknown[]) : [value]
  const rows = objects.map((object) => columns.map(({ path }) => cell(path, object)))
  const lines = [columns.map(({ header }) => header), ...rows]
  return align(lines.map((line) => `${line.join('\t')}\n`).join(''), TABLE)
}

function cell(path: string, object: unknown): string {
  const values = jsonPathValues(path, object)
  if (values.length === 0) return '<none>'
  return values
    .map((value) => {
      if (value === null || value === undefined) return '<none>'
      return typeof value === 'object' ? JSON.stringify(value) : String(value)
    })
    .join(',')
}
