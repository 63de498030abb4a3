import { equal } from '../json.ts'
import { wrong, wrongGo, type FieldError } from './field-errors.ts'
import { dnsLabel, dnsSubdomain, isIp, labelValue, qualifiedName } from './names.ts'

/** Rules that many kinds share: each answers the errors of one field. */

const complain = (field: string, value: string, words: string[]): FieldError[] =>
  words.map((sentence) => wrong(field, value, sentence))

/** A number that is 0 or more. */
export function nonNegative(value: number | undefined, field: string): FieldError[] {
  if (value === undefined || value >= 0) return []
  return [wrong(field, value, 'must be greater than or equal to 0')]
}

/** A DNS label. */
export function isDnsLabel(value: string, field: string): FieldError[] {
  return complain(field, value, dnsLabel(value))
}

/** A DNS subdomain. */
export function isDnsSubdomain(value: string, field: string): FieldError[] {
  return complain(field, value, dnsSubdomain(value))
}

/** A name with an optional domain in front of it. */
export function isQualifiedName(value: string, field: string): FieldError[] {
  return complain(field, value, qualifiedName(value))
}

/** A set of labels. Upstream: meta/v1/validation ValidateLabels. */
export function areLabels(labels: Record<string, string> | undefined, field: string): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...isQualifiedName(key, field),
    ...complain(field, value, labelValue(value)),
  ])
}

/** An address. */
export function isAddress(value: string, field: string): FieldError[] {
  if (isIp(value)) return []
  return [wrong(field, value, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')]
}

/** The words for a field that may not change after creation. */
const IMMUTABLE = 'field is immutable'

/** A field that may not change; `go` prints values that upstream shows in Go syntax. */
export function unchanged<T>(
  next: T,
  old: T,
  field: string,
  go?: (value: T) => string,
): FieldError[] {
  if (equal(next, old)) return []
  return [go ? wrongGo(field, go(next), IMMUTABLE) : wrong(field, next ?? '', IMMUTABLE)]
}
