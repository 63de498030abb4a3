import type { Status } from '../api/status.ts'

/** Why a field is wrong, in the words of the cause's `reason`. */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueDuplicate'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueNotFound'
  | 'FieldValueTypeInvalid'

/** One wrong field. Upstream: apimachinery util/validation/field Error. */
export interface FieldError {
  /** Path as people write it, such as `spec.containers[0].image`. */
  field: string
  type: FieldErrorType
  /** The value as the message shows it: quoted text, number, Go syntax. Absent if not shown. */
  shown?: string
  /** What is wrong, after the type and the value. */
  detail?: string
}

const TITLES: Record<FieldErrorType, string> = {
  FieldValueRequired: 'Required value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueNotFound: 'Not found',
  FieldValueTypeInvalid: 'Invalid value',
}

/** A value as Go's `%q` or `%v` prints it; objects must be turned into text by the caller. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === undefined || value === null) return '"null"'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A field that must be given. */
export function required(field: string, detail?: string): FieldError {
  return { field, type: 'FieldValueRequired', ...(detail ? { detail } : {}) }
}

/** A value that breaks a rule. */
export function wrong(field: string, value: unknown, detail: string): FieldError {
  return { field, type: 'FieldValueInvalid', shown: shown(value), detail }
}

/** As `wrong`, for a value that upstream prints in Go syntax. */
export function wrongGo(field: string, go: string, detail: string): FieldError {
  return { field, type: 'FieldValueInvalid', shown: go, detail }
}

/** A word that is not in a closed list. */
export function unsupported(
  field: string,
  value: unknown,
  supported: readonly string[],
): FieldError {
  const words = supported.map((word) => JSON.stringify(word)).join(', ')
  return {
    field,
    type: 'FieldValueNotSupported',
    shown: shown(value),
    ...(words ? { detail: `supported values: ${words}` } : {}),
  }
}

/** A value that stands there twice. */
export function duplicate(field: string, value: unknown): FieldError {
  return { field, type: 'FieldValueDuplicate', shown: shown(value) }
}

/** A field that may not be given, or not be changed. */
export function forbidden(field: string, detail: string): FieldError {
  return { field, type: 'FieldValueForbidden', detail }
}

/** A text or list over its limit in bytes. */
export function tooLong(field: string, max: number): FieldError {
  return { field, type: 'FieldValueTooLong', detail: `may not be more than ${max} bytes` }
}

/** A list with too many items. */
export function tooMany(field: string, count: number, max: number): FieldError {
  return {
    field,
    type: 'FieldValueTooMany',
    shown: String(count),
    detail: `must have at most ${max} items`,
  }
}

/** A name that points at nothing. */
export function notFound(field: string, value: unknown): FieldError {
  return { field, type: 'FieldValueNotFound', shown: shown(value) }
}

/** The sentence without the field: `Invalid value: "x": must be …`. */
export function errorBody(error: FieldError): string {
  const value = error.shown === undefined ? '' : `: ${error.shown}`
  return TITLES[error.type] + value + (error.detail ? `: ${error.detail}` : '')
}

/**
 * The 422 that the API server answers: one cause for each error, and one message of all of them,
 * in which equal ones are said once. Source: apimachinery api/errors NewInvalid.
 */
export function invalid(
  kind: { group: string; kind: string },
  name: string,
  errors: readonly FieldError[],
): Status {
  const lines = [...new Set(errors.map((error) => `${error.field}: ${errorBody(error)}`))]
  const all = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`
  const qualified = kind.group ? `${kind.kind}.${kind.group}` : kind.kind
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `${qualified} "${name}" is invalid: ${all}`,
    reason: 'Invalid',
    details: {
      ...(name ? { name } : {}),
      ...(kind.group ? { group: kind.group } : {}),
      kind: kind.kind,
      causes: errors.map((error) => ({
        reason: error.type,
        message: errorBody(error),
        field: error.field,
      })),
    },
    code: 422,
  }
}
