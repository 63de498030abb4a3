import type { Call } from './call.ts'
import { fieldTest, type FieldTest } from './field-selector.ts'
import { labelTest, type LabelTest } from './label-selector.ts'
import { forbidden, invalid, unsupported, type FieldError } from '../schema/field-errors.ts'
import { failure, refuse, type Status } from './status.ts'

/** What a list or watch asks for. */
export interface ListOptions {
  labels: LabelTest
  fields: FieldTest
  /** Is any selector given? Then nobody counts what is left behind a page. */
  isSelective: boolean
  /** 0: everything. */
  limit: number
  continued: string
  /** Empty: the newest; `0`: any. */
  resourceVersion: string
  match: '' | 'Exact' | 'NotOlderThan'
  timeoutSeconds: number | undefined
  bookmarks: boolean
  /** undefined: not said. */
  sendInitialEvents: boolean | undefined
}

/** Reads the options of a list or watch. Source: apimachinery meta/internalversion/validation. */
export function listOptions({ query, target }: Call, isWatch: boolean): ListOptions | Status {
  const limit = query.whole('limit')
  if (typeof limit === 'object') return refuse.badRequest(limit.problem)
  const timeout = query.whole('timeoutSeconds')
  if (typeof timeout === 'object') return refuse.badRequest(timeout.problem)
  const labelText = query.get('labelSelector') ?? ''
  const labels = labelTest(labelText)
  if ('problem' in labels) return refuse.badRequest(labels.problem)
  const fieldText = query.get('fieldSelector') ?? ''
  const fields = fieldTest(target.kind, fieldText)
  if ('problem' in fields) return refuse.badRequest(fields.problem)

  const options: ListOptions = {
    labels,
    fields,
    isSelective: labelText.trim() !== '' || fieldText !== '',
    limit: Math.max(0, limit ?? 0),
    continued: query.get('continue') ?? '',
    resourceVersion: query.get('resourceVersion') ?? '',
    match: (query.get('resourceVersionMatch') ?? '') as ListOptions['match'],
    timeoutSeconds: timeout,
    bookmarks: query.flag('allowWatchBookmarks'),
    sendInitialEvents:
      query.get('sendInitialEvents') === undefined ? undefined : query.flag('sendInitialEvents'),
  }
  const errors = isWatch ? watchErrors(options) : listErrors(options)
  if (errors.length > 0) return invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', errors)
  return wrongVersion(options.resourceVersion) ?? options
}

function wrongVersion(version: string): Status | undefined {
  if (version === '' || /^\d{1,15}$/.test(version)) return undefined
  const why = `strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`
  const value = `resourceVersion: Invalid value: ${JSON.stringify(version)}: ${why}`
  return refuse.badRequest(`invalid resource version: ${value}`)
}

function listErrors({
  match,
  resourceVersion,
  continued,
  sendInitialEvents,
}: ListOptions): FieldError[] {
  const errors: FieldError[] = []
  if (match) {
    const field = 'resourceVersionMatch'
    if (resourceVersion === '') {
      errors.push(forbidden(field, `${field} is forbidden unless resourceVersion is provided`))
    }
    if (continued) errors.push(forbidden(field, `${field} is forbidden when continue is provided`))
    if (match !== 'Exact' && match !== 'NotOlderThan') {
      errors.push(unsupported(field, match, ['Exact', 'NotOlderThan', '']))
    }
    if (match === 'Exact' && resourceVersion === '0') {
      const rule = `${field} "Exact" is forbidden for resourceVersion "0"`
      errors.push(forbidden(field, rule))
    }
  }
  if (sendInitialEvents !== undefined) {
    errors.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'))
  }
  return errors
}

function watchErrors({ match, sendInitialEvents }: ListOptions): FieldError[] {
  const errors: FieldError[] = []
  const field = 'resourceVersionMatch'
  if (sendInitialEvents !== undefined) {
    if (match === '') {
      const rule = `${field} "NotOlderThan" is required when sendInitialEvents is provided`
      errors.push(forbidden(field, rule))
    }
  } else if (match) {
    const rule = `${field} is forbidden for watch unless sendInitialEvents is provided`
    errors.push(forbidden(field, rule))
  }
  if (match && match !== 'NotOlderThan') errors.push(unsupported(field, match, ['NotOlderThan']))
  return errors
}

/** Refuses a resourceVersion still to come. Source: NewTooLargeResourceVersionError. */
export function tooNew(asked: number, newest: number): Status | undefined {
  if (asked <= newest) return undefined
  const message = `Too large resource version: ${asked}, current: ${newest}`
  return failure(504, 'Timeout', message, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  })
}
