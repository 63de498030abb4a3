const SECOND = 1_000
const MINUTE = 60

/**
 * An age as kubectl writes it: `5s`, `2m30s`, `3h5m`, `2d3h`, `400d`. `milliseconds` is the time
 * that has passed. Source: apimachinery pkg/util/duration HumanDuration.
 */
export function ageText(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / SECOND)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 2 * MINUTE) return `${seconds}s`
  const minutes = Math.trunc(seconds / MINUTE)
  if (minutes < 10) return pair(minutes, 'm', seconds % MINUTE, 's')
  if (minutes < 180) return `${minutes}m`
  const hours = Math.trunc(minutes / 60)
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.trunc(hours / 24)
  if (hours < 192) return pair(days, 'd', hours % 24, 'h')
  if (days < 730) return `${days}d`
  const years = Math.trunc(days / 365)
  return days < 365 * 8 ? pair(years, 'y', days % 365, 'd') : `${years}y`
}

function pair(count: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${count}${unit}` : `${count}${unit}${rest}${restUnit}`
}

/** The age of an RFC 3339 time; `<unknown>` without one. */
export function ageOf(time: string | null | undefined, now: number): string {
  return time ? ageText(now - Date.parse(time)) : '<unknown>'
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `Sun, 22 Nov 2026 17:26:18 +0000`: Go's RFC1123Z, in UTC. */
export function longTime(time: string | null | undefined): string {
  if (!time) return 'Mon, 01 Jan 0001 00:00:00 +0000'
  const date = new Date(Date.parse(time))
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]}`
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':')
  return `${day} ${date.getUTCFullYear()} ${clock} +0000`
}
