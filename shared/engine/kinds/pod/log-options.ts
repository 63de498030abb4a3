import { isStatus, refuse, type Status } from '../../api/status.ts'
import { forbidden, invalid, wrong, type FieldError } from '../../schema/field-errors.ts'
import { parseTimestamp, type Millis } from '../../time.ts'

/** Which part of a log is wanted. Upstream: PodLogOptions. */
export interface LogOptions {
  container: string
  follow: boolean
  previous: boolean
  timestamps: boolean
  tailLines?: number
  limitBytes?: number
  sinceSeconds?: number
  sinceTime?: Millis
}

type Param = (name: string) => string[]

/**
 * Reads the parameters of `pods/log`, in upstream's words where they are wrong. Source:
 * pkg/apis/core/validation ValidatePodLogOptions.
 */
export function logOptions(param: Param): LogOptions | Status {
  const problems: FieldError[] = []
  const options: LogOptions = {
    container: param('container')[0] ?? '',
    follow: isOn(param('follow')[0]),
    previous: isOn(param('previous')[0]),
    timestamps: isOn(param('timestamps')[0]),
  }
  for (const [name, least] of NUMBERS) {
    const value = whole(param, name)
    if (isStatus(value)) return value
    if (value === undefined) continue
    options[name] = value
    if (value < least) problems.push(wrong(name, value, MUST[least]))
  }
  const since = param('sinceTime')[0]
  if (since) {
    const at = parseTimestamp(since)
    if (at === undefined) return refuse.badRequest(noTime(since))
    options.sinceTime = at
    if (options.sinceSeconds !== undefined) problems.push(forbidden('', BOTH))
  }
  if (problems.length === 0) return options
  return invalid({ group: '', kind: 'PodLogOptions' }, '', problems)
}

const NUMBERS = [
  ['tailLines', 0],
  ['limitBytes', 1],
  ['sinceSeconds', 1],
] as const

const MUST = { 0: 'must be greater than or equal to 0', 1: 'must be greater than 0' } as const
const BOTH = 'at most one of `sinceTime` or `sinceSeconds` may be specified'

const isOn = (value: string | undefined): boolean =>
  value !== undefined && value !== '0' && value.toLowerCase() !== 'false'

function whole(param: Param, name: string): number | undefined | Status {
  const text = param(name)[0]
  if (!text) return undefined
  if (/^[+-]?\d{1,15}$/.test(text)) return Number(text)
  const why = /^[+-]?\d+$/.test(text) ? 'value out of range' : 'invalid syntax'
  return refuse.badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`)
}

function noTime(text: string): string {
  const quoted = JSON.stringify(text)
  return `parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted} as "2006"`
}
