/** Virtual time: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Millis = number

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/**
 * Year, month and day of a day number (0 = 1970-01-01) in the proleptic Gregorian calendar.
 * Years are counted from March so that the leap day comes last; 400 years are 146,097 days.
 */
function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** The day number of a date: the inverse of `civil`. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const ofEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear
  return era * 146_097 + ofEra - 719_468
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

function dateAndTime(at: Millis): string {
  const { year, month, day } = civil(Math.floor(at / DAY))
  const ofDay = ((at % DAY) + DAY) % DAY
  const hours = pad(Math.floor(ofDay / HOUR), 2)
  const minutes = pad(Math.floor((ofDay % HOUR) / MINUTE), 2)
  const seconds = pad(Math.floor((ofDay % MINUTE) / SECOND), 2)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${hours}:${minutes}:${seconds}`
}

/** `2026-11-22T09:30:00Z`: metav1.Time, cut to whole seconds as the API server does. */
export function timestamp(at: Millis): string {
  return `${dateAndTime(at)}Z`
}

/** `2026-11-22T09:30:00.123000Z`: metav1.MicroTime, as Leases and new Events carry it. */
export function microTimestamp(at: Millis): string {
  return `${dateAndTime(at)}.${pad(((at % SECOND) + SECOND) % SECOND, 3)}000Z`
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/

/** Reads RFC 3339 text; undefined where it is none. Fractions below a millisecond are cut. */
export function parseTimestamp(text: string): Millis | undefined {
  const match = RFC3339.exec(text)
  if (!match) return undefined
  const [, year, month, day, hours, minutes, seconds, fraction = '', zone = 'Z'] = match
  const days = dayNumber(Number(year), Number(month), Number(day))
  const ofDay = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND
  const millis = Number(fraction.padEnd(3, '0').slice(0, 3))
  return days * DAY + ofDay + millis - zoneOffset(zone)
}

function zoneOffset(zone: string): Millis {
  if (zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * (Number(zone.slice(1, 3)) * HOUR + Number(zone.slice(4, 6)) * MINUTE)
}

/**
 * The short age of kubectl's tables: `5s`, `2m30s`, `3h5m`, `2d3h`, `400d`, `3y10d`.
 * Source: apimachinery pkg/util/duration HumanDuration.
 */
export function ageText(elapsed: Millis): string {
  const seconds = Math.trunc(elapsed / SECOND)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 120) return `${seconds}s`
  const minutes = Math.trunc(elapsed / MINUTE)
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  const hours = Math.trunc(elapsed / HOUR)
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  if (hours < 192) return withRest(Math.trunc(hours / 24), 'd', hours % 24, 'h')
  const days = Math.trunc(hours / 24)
  if (days < 365 * 2) return `${days}d`
  if (days < 365 * 8) return withRest(Math.trunc(days / 365), 'y', days % 365, 'd')
  return `${Math.trunc(days / 365)}y`
}

function withRest(count: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${count}${unit}` : `${count}${unit}${rest}${restUnit}`
}
