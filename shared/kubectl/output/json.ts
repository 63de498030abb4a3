import { sortKeys } from '../object.ts'

/** JSON as kubectl prints it: sorted keys, four blanks, and Go's escapes of `<`, `>` and `&`. */
export function jsonText(value: unknown): string {
  return `${escaped(JSON.stringify(sortKeys(value), null, 4))}\n`
}

/** One line of JSON with Go's escapes, keys sorted: what the last-applied annotation holds. */
export function compactJson(value: unknown): string {
  return `${escaped(JSON.stringify(sortKeys(value)))}\n`
}

function escaped(text: string): string {
  return text.replace(/[<>&\u2028\u2029]/g, (one) => {
    return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
