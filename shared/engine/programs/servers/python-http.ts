import { isRefused } from '../files.ts'
import type { HttpRequest, HttpResponse } from '../net.ts'
import type { Served, Server } from '../server.ts'
import { clock, decode, httpDate, reply, requestLine, target } from './http.ts'

/** Words of `-m http.server`: the port, `--directory`, `--bind`. */
function given(argv: readonly string[]): { port: number; folder: string | undefined } {
  const at = argv.indexOf('http.server')
  let port = 8000
  let folder: string | undefined
  for (let next = at + 1; next < argv.length; next++) {
    const word = argv[next]!
    if (word === '--directory' || word === '-d') folder = argv[++next]
    else if (word === '--bind' || word === '-b') next++
    else if (/^\d+$/.test(word)) port = Number(word)
  }
  return { port, folder }
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  txt: 'text/plain',
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  png: 'image/png',
}

function missing(status: number, words: string): HttpResponse {
  const page = `<!DOCTYPE HTML>\n<html lang="en">\n    <head>\n        <meta charset="utf-8">\n        <title>Error response</title>\n    </head>\n    <body>\n        <h1>Error response</h1>\n        <p>Error code: ${status}</p>\n        <p>Message: ${words}.</p>\n    </body>\n</html>\n`
  return reply(status, page, { 'content-type': 'text/html;charset=utf-8' })
}

function fileOf(request: HttpRequest, { files, argv, cwd = '/' }: Served): HttpResponse {
  const path = decode(target(request).path.replace(/\+/g, '%2B'))
  const root = (given(argv).folder ?? cwd).replace(/\/$/, '')
  const found = files.stat(root + path)
  if (isRefused(found)) return missing(404, 'File not found')
  if (found.type === 'directory') {
    if (!path.endsWith('/')) return reply(301, '', { location: `${path}/` })
    const index = files.read(`${root}${path}index.html`)
    return isRefused(index)
      ? listing(path, root, files)
      : reply(200, index, { 'content-type': 'text/html' })
  }
  const bytes = files.read(root + path)
  if (isRefused(bytes)) return missing(404, 'File not found')
  const type = TYPES[/\.(\w+)$/.exec(path)?.[1] ?? ''] ?? 'application/octet-stream'
  return reply(200, bytes, { 'content-type': type, 'last-modified': httpDate(found.at) })
}

function listing(path: string, root: string, files: Served['files']): HttpResponse {
  const listed = files.list(root + path)
  const rows = (isRefused(listed) ? [] : listed).map((name) => {
    const info = files.stat(`${root}${path}${name}`)
    const shown = !isRefused(info) && info.type === 'directory' ? `${name}/` : name
    return `<li><a href="${shown}">${shown}</a></li>\n`
  })
  const title = `Directory listing for ${path}`
  const page = `<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body>\n<h1>${title}</h1>\n<hr>\n<ul>\n${rows.join('')}</ul>\n<hr>\n</body>\n</html>\n`
  return reply(200, page, { 'content-type': 'text/html; charset=utf-8' })
}

/** `python3 -m http.server`: the files of a folder. Source: Python's Lib/http/server.py. */
export const pythonHttp: Server = {
  serves: (argv) => argv[1] === '-m' && argv[2] === 'http.server',
  ports: ({ argv }) => [given(argv).port],
  bootMs: () => 200,
  answer(request, _, served) {
    const { now, from } = served
    const made = fileOf(request, served)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const response = isRead ? made : missing(501, `Unsupported method ('${request.method}')`)
    const { day, monthName, year, time } = clock(now)
    const who = `${from} - - [${day}/${monthName}/${year} ${time}]`
    const line = `${who} "${requestLine(request)}" ${response.status} -`
    const headers = { server: 'SimpleHTTP/0.6 Python/3', date: httpDate(now), ...response.headers }
    const body = request.method === 'HEAD' ? '' : response.body
    return { response: { ...response, headers, body }, log: [line] }
  },
  banner: ({ argv }) => {
    const { port } = given(argv)
    return [
      { afterMs: 200, line: `Serving HTTP on 0.0.0.0 port ${port} (http://0.0.0.0:${port}/) ...` },
    ]
  },
  // Python hears SIGTERM only where it has a handler: process 1 without one goes on.
  onTerm: 'ignored',
  usage: () => ({ milliCpu: 1, memoryBytes: 17_000_000 }),
}
