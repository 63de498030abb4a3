import { wrong, type FieldError } from '../../../schema/field-errors.ts'

/** A path that stays below where it starts. Upstream: validateLocalDescendingPath. */
export function localDescending(path: string, field: string): FieldError[] {
  const errors = path.startsWith('/') ? [wrong(field, path, 'must be a relative path')] : []
  return [...errors, ...noBacksteps(path, field)]
}

/** The same, for files of volumes that keep names with two dots for themselves. */
export function localNonReserved(path: string, field: string): FieldError[] {
  const errors = localDescending(path, field)
  if (!path.startsWith('..') || path.startsWith('../')) return errors
  return [...errors, wrong(field, path, "must not start with '..'")]
}

/** A path that never goes up. */
export function noBacksteps(path: string, field: string): FieldError[] {
  return path.split('/').includes('..') ? [wrong(field, path, "must not contain '..'")] : []
}
