import { isRefused, type FileInfo, type Files } from '../../files.ts'
import { httpDate, reply } from '../http.ts'
import { errorPage, redirect, typeOf, type Result } from './respond.ts'
import { nearest, prefixOf, type Spot } from './sites.ts'
import { fill, variable, type Variables } from './variables.ts'

/** Where the file for a path is: `root` and the path, or `alias` and the rest of it. */
export function fileFor(spot: Spot, all: Variables, uri: string): string {
  const alias = spot.location?.block?.find(({ name }) => name === 'alias')?.args[0]
  if (alias !== undefined && spot.location) {
    const filled = fill(alias, all)
    const prefix = prefixOf(spot.location) ?? (spot.location.args[0] === '=' ? uri : '')
    return prefix ? filled + uri.slice(prefix.length) : filled
  }
  return rootOf(spot, all) + uri
}

/** The folder that pages come from. */
export function rootOf(spot: Spot, all: Variables): string {
  const root = fill(nearest(spot, 'root')[0]?.args[0] ?? '/etc/nginx/html', all)
  const whole = root.startsWith('/') ? root : `/etc/nginx/${root}`
  return whole.replace(/\/$/, '')
}

/** Answers with a file, a list of files, or a refusal. */
export function serveFile(spot: Spot, all: Variables, version: string): Result | { go: string } {
  const { files } = all.served
  const path = fileFor(spot, all, all.uri)
  const method = all.request.method
  const found = files.stat(path)
  if (isRefused(found)) {
    const status = found.problem === 'Permission denied' ? 403 : 404
    const code = status === 403 ? 13 : 2
    const words =
      found.problem === 'Permission denied' ? found.problem : 'No such file or directory'
    return {
      response: errorPage(status, version),
      error: `open() "${path}" failed (${code}: ${words})`,
    }
  }
  if (method !== 'GET' && method !== 'HEAD') return { response: errorPage(405, version) }
  if (found.type === 'directory') return serveFolder(spot, all, path, version)
  return { response: file(files, path, found, spot) ?? errorPage(403, version) }
}

function file(files: Pick<Files, 'read'>, path: string, { at, size }: FileInfo, spot: Spot) {
  const bytes = files.read(path)
  if (isRefused(bytes)) return undefined
  const etag = `"${Math.floor(at / 1000).toString(16)}-${size.toString(16)}"`
  return reply(200, bytes, {
    ...typeOf(path, spot),
    'last-modified': httpDate(at),
    etag,
    'accept-ranges': 'bytes',
  })
}

function serveFolder(
  spot: Spot,
  all: Variables,
  path: string,
  version: string,
): Result | { go: string } {
  if (!all.uri.endsWith('/')) {
    const { request } = all
    const host = request.headers.host ?? request.host
    const query = variable('is_args', all) + variable('args', all)
    const place = `${request.scheme}://${host}${all.uri}/${query}`
    return { response: redirect(301, place, version) }
  }
  const names = nearest(spot, 'index')[0]?.args ?? ['index.html']
  for (const name of names) {
    const index = fill(name, all)
    if (!isRefused(all.served.files.stat(path + index))) return { go: all.uri + index }
  }
  if (nearest(spot, 'autoindex')[0]?.args[0] === 'on') return { response: listing(all, path) }
  return {
    response: errorPage(403, version),
    error: `directory index of "${path}" is forbidden`,
  }
}

function listing(all: Variables, path: string) {
  const listed = all.served.files.list(path)
  const names = isRefused(listed) ? [] : listed
  const rows = names.map((name) => {
    const info = all.served.files.stat(path + name)
    const shown = !isRefused(info) && info.type === 'directory' ? `${name}/` : name
    return `<a href="${shown}">${shown}</a>\r\n`
  })
  const title = `Index of ${all.uri}`
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<h1>${title}</h1><hr><pre><a href="../">../</a>\r\n${rows.join('')}</pre><hr></body>\r\n</html>\r\n`
  return reply(200, body, { 'content-type': 'text/html' })
}
