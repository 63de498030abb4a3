import type { Bytes } from '../bytes.ts'
import { DAY, HOUR, MINUTE, parseTimestamp, SECOND, type Millis } from '../../time.ts'
import type { Process } from '../command.ts'
import { strftime } from './lib/calendar.ts'
import type { Options } from './lib/options.ts'
import { fail, out, tool } from './lib/tool.ts'

const UNITS: Readonly<Record<string, Millis>> = {
  second: SECOND,
  sec: SECOND,
  minute: MINUTE,
  min: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
}

const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?)? ?(Z|UTC|[+-]\d\d:\d\d)?$/

/** What `-d` says, as an instant; undefined for what is not understood. */
export function parseDate(text: Bytes, now: Millis): Millis | undefined {
  if (/^@-?\d+(\.\d+)?$/.test(text)) return Math.floor(Number(text.slice(1)) * SECOND)
  const match = DATE_TIME.exec(text.trim())
  if (match) {
    const [, date = '', time = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = match
    return parseTimestamp(`${date}T${time}${seconds}${fraction}${zone === 'UTC' ? 'Z' : zone}`)
  }
  return parseRelative(text.trim(), now)
}

function parseRelative(text: Bytes, now: Millis): Millis | undefined {
  let at = now
  let rest = text.replace(/\b(now|today)\b/, '').trim()
  rest = rest.replace('yesterday', '1 day ago').replace('tomorrow', '1 day')
  while (rest !== '') {
    const match = /^([+-]?\d*) ?(second|sec|minute|min|hour|day|week)s?( ago)?\s*/.exec(rest)
    if (!match) return undefined
    const count = match[1] === '' ? 1 : Number(match[1])
    at += count * (UNITS[match[2] ?? ''] ?? 0) * (match[3] ? -1 : 1)
    rest = rest.slice(match[0].length)
  }
  return at
}

function instant(process: Process, options: Options): Millis {
  const file = options.get('r')
  if (file !== undefined) {
    const info = process.files.stat(file.startsWith('/') ? file : `${process.cwd}/${file}`)
    if ('problem' in info) return fail(process, `${file}: ${info.problem}`)
    return info.at
  }
  const text = options.get('d')
  if (text === undefined) return process.now
  return parseDate(text, process.now) ?? fail(process, `invalid date '${text}'`)
}

const ISO: Readonly<Record<string, string>> = {
  '': '%Y-%m-%d',
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
}

export const date = tool({
  name: 'date',
  about: 'Print the virtual time: +FORMAT, -u, -d, -I, -R, -r',
  options:
    'u R I Iseconds Iminutes Ihours Idate Ins d: s: r: D: utc=u date=d iso-8601 rfc-3339: rfc-2822=R rfc-email=R',
  synopsis: '[OPTIONS] [+FMT] [[-s] TIME]',
  run(process, options) {
    if (options.has('s')) return fail(process, "can't set date: Operation not permitted")
    const wanted = options.operands[0]
    if (wanted !== undefined && !wanted.startsWith('+'))
      return fail(process, `invalid date '${wanted}'`)
    out(process, `${strftime(format(options, wanted), instant(process, options))}\n`)
    return { exit: 0 }
  },
})

function format(options: Options, wanted: Bytes | undefined): string {
  if (wanted !== undefined) return wanted.slice(1)
  const precise = Object.keys(ISO).find((one) => one !== '' && options.has(`I${one}`))
  if (precise) return ISO[precise] ?? ''
  if (options.has('I')) return ISO[''] ?? ''
  if (options.has('iso-8601')) return ISO['seconds'] ?? ''
  if (options.has('rfc-3339')) return '%Y-%m-%d %H:%M:%S%:z'
  if (options.has('R')) return '%a, %d %b %Y %H:%M:%S %z'
  return '%a %b %e %H:%M:%S %Z %Y'
}
