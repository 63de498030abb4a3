import { parseDocument } from 'yaml'
import { isRecord } from '../json.ts'
import type { ApiRequest } from '../input.ts'
import { utf8Length } from '../schema/check-metadata.ts'
import { duplicateFields } from '../schema/duplicates.ts'
import { DEEPEST, isTooDeep, jsonProblem } from './json-problem.ts'
import { failure, refuse, type Status } from './status.ts'

/** Source: apiserver server/config.go MaxRequestBodyBytes. */
const LARGEST_BYTES = 3 * 1024 * 1024

/** More references to anchors than this in one YAML text are an attack. */
const MOST_ALIASES = 100

/** A text that was read, before anybody knows what it should be. */
export interface ParsedBody {
  value: unknown
  /** Paths of fields that stood twice. */
  duplicates: readonly string[]
}

/** Refuses bodies that no real API server takes either. */
export function tooLarge({ body = '' }: ApiRequest): Status | undefined {
  if (body.length * 3 <= LARGEST_BYTES || utf8Length(body) <= LARGEST_BYTES) return undefined
  return refuse.tooLarge(`Request entity too large: limit is ${LARGEST_BYTES}`)
}

/** 415 in upstream's words. Source: apiserver handlers/negotiation NewUnsupportedMediaTypeError. */
export function unknownFormat(accepted: readonly string[]): Status {
  const list = accepted.join(', ')
  return failure(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${list}`,
  )
}

/** `application/json; charset=utf-8` without what follows the semicolon. */
export function mediaType({ contentType = '' }: ApiRequest): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase()
}

/** Reads the body as the `Content-Type` says; `problem` is what is wrong, in Go's words. */
export function parseBody(request: ApiRequest): ParsedBody | { problem: string } | Status {
  const type = mediaType(request)
  const text = request.body ?? ''
  if (type === '' || type === 'application/json') return parseJson(text)
  if (type === 'application/yaml' || type === 'application/x-yaml') return parseYaml(text)
  return unknownFormat([
    'application/json',
    'application/yaml',
    'application/vnd.kubernetes.protobuf',
  ])
}

/** Reads JSON text; deep nesting is refused before anything recursive touches it. */
export function parseJson(text: string): ParsedBody | { problem: string } {
  if (isTooDeep(text)) return { problem: 'exceeded max depth' }
  try {
    const value: unknown = JSON.parse(text)
    return { value, duplicates: duplicateFields(text) }
  } catch {
    return { problem: jsonProblem(text) ?? 'invalid JSON' }
  }
}

function parseYaml(text: string): ParsedBody | { problem: string } {
  try {
    const document = parseDocument(text, { uniqueKeys: false, schema: 'core' })
    const [error] = document.errors
    if (error) return { problem: yamlWords(error) }
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES })
    if (nestedDeeper(value, DEEPEST)) return { problem: 'exceeded max depth' }
    // A trip through JSON text drops what JSON does not have, such as dates and shared branches.
    return {
      value: JSON.parse(JSON.stringify(value ?? null)),
      duplicates: duplicateKeys(document.contents),
    }
  } catch (error) {
    return { problem: yamlWords(error) }
  }
}

function yamlWords(error: unknown): string {
  const { message = '', linePos } = error as { message?: string; linePos?: { line: number }[] }
  const line = linePos?.[0] ? ` line ${linePos[0].line}:` : ''
  const first = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? ''
  return `error converting YAML to JSON: yaml:${line} ${first}`
}

function nestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((inner) => nestedDeeper(inner, levels - 1))
}

/** Paths of keys that stand twice in a YAML tree. */
function duplicateKeys(node: unknown, path = ''): string[] {
  const items = (node as { items?: unknown[] } | null)?.items
  if (!Array.isArray(items)) return []
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    if (!isRecord(item) || !('key' in item)) return duplicateKeys(item, `${path}[${index}]`)
    const key = String((item.key as { value?: unknown } | null)?.value ?? '')
    const here = path ? `${path}.${key}` : key
    const found = seen.has(key) ? [here] : []
    seen.add(key)
    return [...found, ...duplicateKeys(item.value, here)]
  })
}
