import type { Status } from '../api/status.ts'
import { decode } from './decode.ts'
import type { MessageType } from './tree.ts'

/** `fieldValidation` of a request: refuse, warn of, or drop what the type does not know. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

/** An object that fits its type, and what to warn the client of. */
export interface Conformed {
  object: Record<string, unknown>
  warnings: string[]
}

/** The words in which the API server refuses a body: `Pod in version "v1" cannot be handled …`. */
export function cannotBeHandled(kind: string, version: string, why: string): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`,
    reason: 'BadRequest',
    code: 400,
  }
}

/**
 * Checks a decoded JSON body against a kind's tree and brings it into stored form (see decode.ts).
 * `duplicates` are paths that stood twice in the text (see duplicates.ts): parsed JSON cannot tell.
 * Source: apiserver endpoints/handlers create.go, transformDecodeError; sigs.k8s.io/json.
 */
export function conform(
  type: MessageType,
  gvk: { version: string; kind: string },
  json: unknown,
  mode: FieldValidation,
  duplicates: readonly string[] = [],
): Conformed | Status {
  const { object, problem, unknown } = decode(type, json)
  if (problem !== undefined) return cannotBeHandled(gvk.kind, gvk.version, problem)
  const strict = strictErrors(duplicates, unknown)
  if (mode === 'Strict' && strict.length > 0) {
    return cannotBeHandled(gvk.kind, gvk.version, `strict decoding error: ${strict.join(', ')}`)
  }
  return { object, warnings: mode === 'Warn' ? strict : [] }
}

/** What a strict decoder objects to, in its words. */
function strictErrors(duplicates: readonly string[], unknown: readonly string[]): string[] {
  return [
    ...duplicates.map((path) => `duplicate field "${path}"`),
    ...unknown.map((path) => `unknown field "${path}"`),
  ]
}
