/** An image's name, taken apart as container runtimes do. */
export interface Reference {
  /** With registry: `docker.io/library/nginx`. */
  repository: string
  tag: string
  /** `sha256:…`, where the image is asked for by content. */
  digest?: string
  /** All of it: `docker.io/library/nginx:1.7.9`. */
  full: string
}

const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/
const HOST = /^[a-zA-Z0-9.-]+(?::\d+)?$/
const TAG = /^\w[\w.-]{0,127}$/
const DIGEST = /^[a-z0-9]+:[0-9a-f]{32,}$/

/**
 * Reads an image's name: without a registry it is on docker.io, without a path in its library,
 * without a tag the latest. Undefined where it is no name. Source: distribution/reference
 * normalize.go.
 */
export function parseReference(text: string): Reference | undefined {
  const [name = '', digest, ...more] = text.split('@')
  if (more.length > 0 || (digest !== undefined && !DIGEST.test(digest))) return undefined
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  const path = colon < 0 ? name : name.slice(0, colon)
  const tag = colon < 0 ? (digest ? '' : 'latest') : name.slice(colon + 1)
  if (tag !== '' ? !TAG.test(tag) : digest === undefined) return undefined
  const { host, rest } = splitHost(path)
  if (!HOST.test(host) || !PATH.test(rest)) return undefined
  const repository = `${host}/${rest}`
  const full = repository + (tag ? `:${tag}` : '') + (digest ? `@${digest}` : '')
  return digest === undefined ? { repository, tag, full } : { repository, tag, digest, full }
}

function splitHost(path: string): { host: string; rest: string } {
  const slash = path.indexOf('/')
  const first = slash < 0 ? '' : path.slice(0, slash)
  if (first === 'localhost' || /[.:]/.test(first))
    return { host: first, rest: path.slice(slash + 1) }
  return { host: 'docker.io', rest: slash < 0 ? `library/${path}` : path }
}
