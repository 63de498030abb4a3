import type { Process } from '../../command.ts'
import { isRefused } from '../../files.ts'
import type { HttpResponse } from '../../net.ts'
import { strftime } from './calendar.ts'
import { humanSize } from './numbers.ts'
import type { Options } from './options.ts'
import { headerName, statusText, urlText } from './url.ts'
import { fileOf, save, type Words } from './wget-words.ts'

const say = (process: Process, options: Options, text: string): void => {
  if (!options.has('q') && !options.has('nv')) process.write(text, 2)
}

const FAILURES = {
  refused: 'Connection refused',
  'no route': 'No route to host',
  timeout: 'Connection timed out',
  reset: 'Connection reset by peer',
} as const

const NETWORK = 4
const SERVER = 8

const size = ({ headers, body }: HttpResponse): string => {
  const type = headers['content-type']?.replace(/;.*$/, '')
  const human = body.length >= 1024 ? ` (${humanSize(body.length)})` : ''
  return `Length: ${body.length}${human}${type ? ` [${type}]` : ''}\n`
}

/** What GNU wget says. */
export const gnuWords: Words = {
  badUrl(process, url) {
    process.write(`${url}: Unsupported scheme.\n`, 2)
    return 1
  },
  connecting(process, options, url, got) {
    const { host, port } = url
    const isUnknown = 'failure' in got && got.failure === 'unknown host'
    const isName = got.address !== host
    say(process, options, `--${strftime('%Y-%m-%d %H:%M:%S', process.now)}--  ${urlText(url)}\n`)
    if (isUnknown) return say(process, options, `Resolving ${host} (${host})... `)
    if (isName) say(process, options, `Resolving ${host} (${host})... ${got.address}\n`)
    const where = isName ? `${host} (${host})|${got.address}|:${port}` : `${host}:${port}`
    say(process, options, `Connecting to ${where}... `)
  },
  failed(process, options, { host }, { failure }) {
    if (failure === 'unknown host') {
      say(process, options, 'failed: Name or service not known.\n')
      if (!options.has('q')) process.write(`wget: unable to resolve host address '${host}'\n`, 2)
    } else if (failure === 'reset') {
      say(
        process,
        options,
        'connected.\nHTTP request sent, awaiting response... Read error (Connection reset by peer) in headers.\nGiving up.\n\n',
      )
    } else
      say(
        process,
        options,
        `failed: ${FAILURES[failure]}.\n${failure === 'timeout' ? 'Giving up.\n\n' : ''}`,
      )
    return NETWORK
  },
  answered(process, options, { status, headers }) {
    say(process, options, 'connected.\nHTTP request sent, awaiting response... ')
    if (!options.has('S')) return say(process, options, `${statusText(status)}\n`)
    const lines = Object.entries(headers).map(
      ([name, value]) => `  ${headerName(name)}: ${value}\n`,
    )
    say(process, options, `\n  HTTP/1.1 ${statusText(status)}\n${lines.join('')}`)
  },
  redirected(process, options, location) {
    say(process, options, `Location: ${location} [following]\n`)
  },
  finished(process, options, url, response) {
    const { status, body } = response
    const stamp = strftime('%Y-%m-%d %H:%M:%S', process.now)
    if (status >= 400 || status < 200) {
      say(process, options, `${stamp} ERROR ${status}: ${statusText(status).slice(4)}.\n\n`)
      return SERVER
    }
    say(process, options, size(response))
    if (options.has('spider')) {
      say(process, options, 'Remote file exists.\n\n')
      return 0
    }
    const file = fileOf(options, url)
    const isOut = file === '-'
    say(process, options, `Saving to: '${isOut ? 'STDOUT' : file}'\n\n`)
    const saved = save(process, file, body)
    if (isRefused(saved)) {
      process.write(
        `${file}: ${saved.problem}\n\nCannot write to '${file}' (${saved.problem}).\n`,
        2,
      )
      return 3
    }
    say(process, options, `     0K ${' '.repeat(50)} 100% 10.0M=0s\n\n`)
    const end = isOut
      ? `written to stdout [${body.length}/${body.length}]`
      : `'${file}' saved [${body.length}/${body.length}]`
    say(process, options, `${stamp} (10.0 MB/s) - ${end}\n\n`)
    return 0
  },
}
