import { reasonOf } from '../../http-reasons.ts'
import type { Bytes } from '../../bytes.ts'

/** The parts of a URL that a request needs. */
export interface Url {
  scheme: 'http' | 'https'
  user: Bytes | undefined
  host: Bytes
  port: number
  /** With its query; at least `/`. */
  path: Bytes
}

/** Scheme, user, host, port, and the rest from the path on. */
const URL_PARTS = new RegExp(
  [
    /^(?:([A-Za-z][\w+.-]*):\/\/)?/,
    /(?:([^/?#@]*)@)?/,
    /(\[[0-9A-Fa-f:.]+\]|[^/?#:]*)(?::(\d*))?/,
    /([/?#][\s\S]*)?$/,
  ]
    .map(({ source }) => source)
    .join(''),
)

/** Reads a URL; without a scheme it is http. Undefined for another scheme or no host. */
export function parseUrl(text: Bytes): Url | undefined {
  const match = URL_PARTS.exec(text)
  if (!match) return undefined
  const scheme = (match[1] ?? 'http').toLowerCase()
  if ((scheme !== 'http' && scheme !== 'https') || !match[3]) return undefined
  const rest = (match[5] ?? '').replace(/#[\s\S]*$/, '')
  return {
    scheme,
    user: match[2],
    host: match[3].replace(/^\[|\]$/g, ''),
    port: match[4] ? Number(match[4]) : scheme === 'https' ? 443 : 80,
    path: rest.startsWith('/') ? rest : `/${rest}`,
  }
}

/** A URL as text, without the port that its scheme has anyway. */
export function urlText({ scheme, host, port, path }: Url): Bytes {
  return `${scheme}://${hostText({ scheme, host, port })}${path}`
}

/** The value of the Host header. */
export function hostText({ scheme, host, port }: Pick<Url, 'scheme' | 'host' | 'port'>): Bytes {
  const usual = port === (scheme === 'https' ? 443 : 80)
  return usual ? host : `${host}:${port}`
}

/** Where a Location header leads from a URL. */
export function follow(from: Url, location: Bytes): Url | undefined {
  if (/^[A-Za-z][\w+.-]*:\/\//.test(location)) return parseUrl(location)
  if (location.startsWith('//')) return parseUrl(`${from.scheme}:${location}`)
  const base = location.startsWith('/') ? '' : from.path.replace(/\?.*$/, '').replace(/[^/]*$/, '')
  return { ...from, path: base + location }
}

/** `404` as `404 Not Found`. */
export function statusText(status: number): string {
  return `${status} ${reasonOf(status)}`
}

/** `content-type` as `Content-Type`. */
export function headerName(name: string): string {
  return name.replace(
    /(^|-)([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
}
