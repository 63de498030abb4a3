import { isRefused } from '../../files.ts'
import type { Process } from '../../command.ts'
import { absolute } from './path.ts'
import { humanSize } from './numbers.ts'
import { headerName, statusText } from './url.ts'
import { fileOf, save, type Words } from './wget-words.ts'

const say = (process: Process, text: string): void => void process.write(`${text}\n`, 2)

const FAILURES = {
  refused: 'Connection refused',
  'no route': 'Host is unreachable',
  timeout: 'Operation timed out',
  reset: 'Connection reset by peer',
} as const

/** What BusyBox's wget says. */
export const busyboxWords: Words = {
  badUrl(process, url) {
    say(process, `wget: not an http or ftp url: ${url}`)
    return 1
  },
  connecting(process, options, { host, port }, { address, ...got }) {
    const known = !('failure' in got && got.failure === 'unknown host')
    if (known && !options.has('q')) say(process, `Connecting to ${host} (${address}:${port})`)
  },
  failed(process, _, { host }, { failure, address, limited }) {
    if (failure === 'unknown host') say(process, `wget: bad address '${host}'`)
    else if (limited) say(process, 'wget: download timed out')
    else if (failure === 'reset')
      say(process, 'wget: error getting response: Connection reset by peer')
    else say(process, `wget: can't connect to remote host (${address}): ${FAILURES[failure]}`)
    return 1
  },
  answered(process, options, { status, headers }) {
    if (!options.has('S')) return
    say(process, `  HTTP/1.1 ${statusText(status)}`)
    for (const [name, value] of Object.entries(headers))
      say(process, `  ${headerName(name)}: ${value}`)
    say(process, '  ')
  },
  finished(process, options, url, { status, body }) {
    if (status >= 400 || status < 200) {
      say(process, `wget: server returned error: HTTP/1.1 ${statusText(status)}`)
      return 1
    }
    const quiet = options.has('q')
    if (options.has('spider')) {
      if (!quiet) say(process, 'remote file exists')
      return 0
    }
    const file = fileOf(options, url)
    const isOut = file === '-'
    const there = process.files.stat(absolute(process, file))
    if (!isOut && !options.has('O') && !isRefused(there)) {
      say(process, `wget: can't open '${file}': File exists`)
      return 1
    }
    if (!quiet) say(process, isOut ? 'writing to stdout' : `saving to '${file}'`)
    const saved = save(process, file, body)
    if (isRefused(saved)) {
      say(process, `wget: can't open '${file}': ${saved.problem}`)
      return 1
    }
    if (!quiet) {
      const bar = `${file.slice(0, 20).padEnd(20)} 100% |********************************| ${humanSize(body.length).padStart(5)}  0:00:00 ETA`
      say(process, `${bar}\n${isOut ? 'written to stdout' : `'${file}' saved`}`)
    }
    return 0
  },
}
