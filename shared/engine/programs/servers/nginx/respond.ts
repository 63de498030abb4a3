import type { HttpResponse } from '../../net.ts'
import type { Millis } from '../../../time.ts'
import { reasonOf } from '../../http-reasons.ts'
import { reply } from '../http.ts'
import { fill, type Variables } from './variables.ts'
import { nearest, type Spot } from './sites.ts'

/** What came of a request, before headers and logs are added. */
export interface Result {
  response: HttpResponse
  tookMs?: Millis
  /** Words for the error log. */
  error?: string
}

/** A page that nginx makes itself, such as that of a 404. */
export function errorPage(status: number, version: string): HttpResponse {
  const name = `${status} ${reasonOf(status)}`
  const lines = [
    '<html>',
    `<head><title>${name}</title></head>`,
    '<body>',
    `<center><h1>${name}</h1></center>`,
    `<hr><center>nginx${version && `/${version}`}</center>`,
    '</body>',
    '</html>',
    '',
  ]
  return reply(status, lines.join('\r\n'), { 'content-type': 'text/html' })
}

/** What `return` says: a status, and a text or where to go. */
export function returned(
  args: readonly string[],
  all: Variables,
  spot: Spot,
  version: string,
): Result {
  const [first = '', second] = args
  if (!/^\d{3}$/.test(first)) return { response: redirect(302, fill(first, all), version) }
  const status = Number(first)
  if ([301, 302, 303, 307, 308].includes(status)) {
    return { response: redirect(status, fill(second ?? '', all), version) }
  }
  if (second === undefined) {
    return { response: status < 300 ? reply(status, '', typed(spot)) : errorPage(status, version) }
  }
  return { response: reply(status, fill(second, all), typed(spot)) }
}

/** A redirect; places on this host are made whole, as nginx does. */
export function redirect(status: number, place: string, version: string): HttpResponse {
  const page = errorPage(status, version)
  return { ...page, headers: { ...page.headers, location: place } }
}

/** The type of what has no ending. */
export function typed(spot: Spot): { 'content-type': string } {
  return { 'content-type': nearest(spot, 'default_type')[0]?.args[0] ?? 'text/plain' }
}

/** The type of a file by its name: `types` of the configuration. */
export function typeOf(path: string, spot: Spot): { 'content-type': string } {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  for (const types of nearest(spot, 'types')) {
    const line = types.block?.find(({ args }) => args.includes(ending))
    if (line) return { 'content-type': line.name }
  }
  return typed(spot)
}
