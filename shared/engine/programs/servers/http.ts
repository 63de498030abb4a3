import { DAY, timestamp, type Millis } from '../../time.ts'
import type { Bytes } from '../bytes.ts'
import type { HttpRequest, HttpResponse } from '../net.ts'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const WEEKDAYS = 'Thu Fri Sat Sun Mon Tue Wed'.split(' ')

/** An instant in pieces, as text: what log formats are put together from. */
export function clock(at: Millis): {
  year: string
  month: string
  /** `Jan` */
  monthName: string
  day: string
  /** `Thu` */
  weekday: string
  /** `09:30:00` */
  time: string
  /** `123` */
  millis: string
} {
  const text = timestamp(at)
  const month = text.slice(5, 7)
  return {
    year: text.slice(0, 4),
    month,
    monthName: MONTHS[Number(month) - 1] ?? '',
    day: text.slice(8, 10),
    weekday: WEEKDAYS[Math.floor(at / DAY) % 7] ?? '',
    time: text.slice(11, 19),
    millis: String(((at % 1000) + 1000) % 1000).padStart(3, '0'),
  }
}

/** `Sun, 22 Nov 2026 09:30:00 GMT`: what HTTP headers carry. */
export function httpDate(at: Millis): string {
  const { weekday, day, monthName, year, time } = clock(at)
  return `${weekday}, ${day} ${monthName} ${year} ${time} GMT`
}

/** `22/Nov/2026:09:30:00 +0000`: what access logs carry. */
export function accessDate(at: Millis): string {
  const { day, monthName, year, time } = clock(at)
  return `${day}/${monthName}/${year}:${time} +0000`
}

/** `2026/11/22 09:30:00`: what nginx and Go's log package begin their lines with. */
export function slashDate(at: Millis): string {
  const { year, month, day, time } = clock(at)
  return `${year}/${month}/${day} ${time}`
}

/** A response with its body, whose length goes into the headers. Bodies are bytes. */
export function reply(
  status: number,
  body: Bytes = '',
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const type = { 'content-type': 'text/plain; charset=utf-8' }
  return { status, headers: { ...type, ...headers, 'content-length': String(body.length) }, body }
}

/** A response with JSON as its body, written as most servers do. */
export function json(status: number, value: unknown, indent = 0): HttpResponse {
  return reply(status, `${JSON.stringify(value, null, indent)}\n`, {
    'content-type': 'application/json',
  })
}

/** A path without its query, and its parameters, decoded. The last of several wins. */
export function target(request: Pick<HttpRequest, 'path'>): {
  path: string
  query: Readonly<Record<string, string>>
} {
  const mark = request.path.indexOf('?')
  const path = mark < 0 ? request.path : request.path.slice(0, mark)
  return { path, query: mark < 0 ? {} : form(request.path.slice(mark + 1)) }
}

/** `a=1&b=x+y` in pieces: what queries and forms are written in. */
export function form(text: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decode(equals < 0 ? pair : pair.slice(0, equals))
    fields[name] = equals < 0 ? '' : decode(pair.slice(equals + 1))
  }
  return fields
}

/** Undoes `%20` and `+`; what is not well written stays. */
export function decode(text: string): string {
  return text
    .replace(/\+/g, ' ')
    .replace(/%([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
}

/** Header names as HTTP/1.1 servers written in Go show them: `X-Request-Id`. */
export function canonical(header: string): string {
  return header.replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => {
    return before + letter.toUpperCase()
  })
}

/** The line that a request begins with: `GET /x HTTP/1.1`. */
export function requestLine({ method, path }: HttpRequest): string {
  return `${method} ${path} HTTP/1.1`
}

/** One line of an access log in the combined format. Source: Apache's and nginx's default. */
export function accessLine(
  request: HttpRequest,
  response: Pick<HttpResponse, 'status' | 'body'>,
  who: { from: string; now: Millis; tail?: string },
): string {
  const { referer = '-', 'user-agent': agent = '-' } = request.headers
  const size = request.method === 'HEAD' ? 0 : response.body.length
  const first = `${who.from} - - [${accessDate(who.now)}] "${requestLine(request)}"`
  return `${first} ${response.status} ${size} "${referer}" "${agent}"${who.tail ?? ''}`
}
