import { defineCommand, type Command } from '../command.ts'
import { isRefused } from '../files.ts'
import type { HttpRequest, HttpResponse } from '../net.ts'
import type { Answer, Served } from '../server.ts'
import { reasonOf } from '../http-reasons.ts'
import { accessDate, clock, httpDate, reply, requestLine, target } from './http.ts'

/** `[Sun Nov 22 09:30:00.123000 2026]`: how Apache's error log begins. */
function errorDate(at: number): string {
  const { weekday, monthName, day, time, millis, year } = clock(at)
  return `[${weekday} ${monthName} ${day} ${time}.${millis}000 ${year}]`
}

/** A page that Apache makes itself. Source: httpd's ap_send_error_response. */
export function apachePage(status: number, words: string, software: string): HttpResponse {
  const name = reasonOf(status)
  const signature = software.includes('Unix') ? '' : `<hr>\n<address>${software} Server</address>\n`
  const page = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>${status} ${name}</title>
</head><body>
<h1>${name}</h1>
<p>${words}</p>
${signature}</body></html>
`
  return reply(status, page, { 'content-type': 'text/html; charset=iso-8859-1' })
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  jpg: 'image/jpeg',
}

/** What is particular to one image with Apache in it. */
interface Apache {
  name: string
  about: string
  root: string
  software: (env: Readonly<Record<string, string>>) => string
  /** Answers of a program behind it; undefined: it is a matter of files. */
  page?: (request: HttpRequest, served: Served) => HttpResponse | undefined
  milliCpu?: number
  /** CPU that one request burns, as time that it takes. */
  tookMs?: number
  conf?: string
}

/** The ports of `Listen` in its configuration, if it has one that can be read. */
function portsOf({ conf }: Apache, { files }: Served): number[] {
  const text = conf === undefined ? undefined : files.read(conf)
  if (text === undefined || isRefused(text)) return [80]
  const ports = [...text.matchAll(/^\s*Listen\s+(?:\S*:)?(\d+)/gim)].map((match) =>
    Number(match[1]),
  )
  return ports.length > 0 ? ports : [80]
}

function rootOf({ conf, root }: Apache, { files }: Served): string {
  const text = conf === undefined ? undefined : files.read(conf)
  if (text === undefined || isRefused(text)) return root
  return /^\s*DocumentRoot\s+"?([^"\n]+)"?/im.exec(text)?.[1]?.trim() ?? root
}

function fileOf(apache: Apache, path: string, served: Served): HttpResponse {
  const software = apache.software(served.env)
  const root = rootOf(apache, served)
  let place = root + path
  let found = served.files.stat(place)
  if (!isRefused(found) && found.type === 'directory') {
    if (!path.endsWith('/')) {
      const page = apachePage(301, `The document has moved <a href="${path}/">here</a>.`, software)
      return { ...page, headers: { ...page.headers, location: `${path}/` } }
    }
    place += 'index.html'
    found = served.files.stat(place)
    if (isRefused(found)) {
      return apachePage(403, "You don't have permission to access this resource.", software)
    }
  }
  if (isRefused(found)) {
    return apachePage(404, 'The requested URL was not found on this server.', software)
  }
  const bytes = served.files.read(place)
  if (isRefused(bytes)) {
    return apachePage(403, "You don't have permission to access this resource.", software)
  }
  const type = TYPES[/\.(\w+)$/.exec(place)?.[1] ?? '']
  return reply(200, bytes, {
    ...(type ? { 'content-type': type } : {}),
    'last-modified': httpDate(found.at),
    etag: `"${found.size.toString(16)}-${found.at.toString(16)}"`,
    'accept-ranges': 'bytes',
  })
}

/** Declares an Apache server of one image. */
export function apache(given: Apache): Command {
  return defineCommand({
    name: given.name,
    about: given.about,
    server: {
      ports: (served) => portsOf(given, served),
      bootMs: () => 100,
      answer(request, _, served): Answer {
        const software = given.software(served.env)
        const { path } = target(request)
        const made = given.page?.(request, served) ?? fileOf(given, path, served)
        const headers = { date: httpDate(served.now), server: software, ...made.headers }
        const body = request.method === 'HEAD' ? '' : made.body
        const size = body.length === 0 ? '-' : String(body.length)
        const who = `${served.from} - - [${accessDate(served.now)}]`
        const line = `${who} "${requestLine(request)}" ${made.status} ${size}`
        const answer: Answer = { response: { ...made, headers, body }, log: [line] }
        if (given.tookMs !== undefined) answer.tookMs = given.tookMs
        return answer
      },
      banner({ startedAt, env, argv, pod }) {
        const program =
          given.name === 'httpd-foreground' ? 'httpd' : given.name.replace('-foreground', '')
        const stream = 'stderr' as const
        const at = errorDate(startedAt + 60)
        const command = given.name.endsWith('-foreground')
          ? `${program} -D FOREGROUND`
          : argv.join(' ')
        return [
          {
            afterMs: 40,
            line: `AH00558: ${program}: Could not reliably determine the server's fully qualified domain name, using ${pod.ip}. Set the 'ServerName' directive globally to suppress this message`,
            stream,
          },
          {
            afterMs: 60,
            line: `${at} [mpm_event:notice] [pid 1:tid 1] AH00489: ${given.software(env)} configured -- resuming normal operations`,
            stream,
          },
          {
            afterMs: 60,
            line: `${at} [core:notice] [pid 1:tid 1] AH00094: Command line: '${command}'`,
            stream,
          },
        ]
      },
      onTerm: { ms: 60, code: 0 },
      usage: () => ({ milliCpu: given.milliCpu ?? 1, memoryBytes: 9_200_000 }),
    },
  })
}

const HTTPD = {
  about: 'Serves files of its document root, with `Listen` and `DocumentRoot` of its configuration',
  root: '/usr/local/apache2/htdocs',
  conf: '/usr/local/apache2/conf/httpd.conf',
  software: (env: Readonly<Record<string, string>>) =>
    `Apache/${env.HTTPD_VERSION ?? '2.4'} (Unix)`,
}

export const httpd = apache({ ...HTTPD, name: 'httpd' })
export const httpdForeground = apache({ ...HTTPD, name: 'httpd-foreground' })

const debian = (env: Readonly<Record<string, string>>) =>
  `Apache/2.4.62 (Debian)${env.PHP_VERSION ? ` PHP/${env.PHP_VERSION}` : ''}`

/** PHP is not run: a page says so where one would be. */
function phpPage(request: HttpRequest, served: Served): HttpResponse | undefined {
  const { path } = target(request)
  const place = `/var/www/html${path.endsWith('/') ? `${path}index.php` : path}`
  if (!place.endsWith('.php') || isRefused(served.files.stat(place))) return undefined
  return reply(500, 'PHP is not run here.\n', { 'content-type': 'text/html; charset=UTF-8' })
}

export const apache2 = apache({
  name: 'apache2-foreground',
  about: 'Serves files of /var/www/html; PHP itself is not run',
  root: '/var/www/html',
  software: debian,
  page: phpPage,
})

/** Each request computes a million square roots, which takes a while. */
export const hpaExample = apache({
  name: 'apache2-foreground',
  about: 'Every path answers `OK!` after some computing',
  root: '/var/www/html',
  software: () => 'Apache/2.4.10 (Debian) PHP/5.6.14',
  page: () => reply(200, 'OK!', { 'content-type': 'text/html; charset=UTF-8' }),
  tookMs: 60,
})
