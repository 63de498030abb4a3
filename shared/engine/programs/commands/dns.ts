import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isRefused } from '../files.ts'
import type { DnsAnswer, DnsRecord } from '../net.ts'
import { delayed } from './lib/delay.ts'
import { digText, type DigQuestion } from './lib/dig-words.ts'
import { isAddress, reverseName, undotted } from './lib/resolver.ts'
import { fail, failUsage, out, tool } from './lib/tool.ts'

type Said = { text: Bytes; code: number; err?: Bytes }

/** Asks, waits as long as it takes, and says what came. */
function told(process: Process, ask: () => Said & { afterMs: number }): Turn {
  return delayed<Said>(
    process,
    () => {
      const { afterMs, ...what } = ask()
      return { afterMs, what }
    },
    ({ text, code, err = '' }) => {
      if (err !== '') process.write(err, 2)
      out(process, text)
      return { exit: code }
    },
  )
}

const TYPES = /^(A|AAAA|CNAME|SRV|PTR)$/i
/** Three tries of five seconds. */
const GIVE_UP_MS = 15_000

function digQuestions(process: Process, words: readonly Bytes[]): DigQuestion[] {
  let type: DnsRecord['type'] | undefined
  let server: Bytes | undefined
  const names: Bytes[] = []
  const flags: Bytes[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const next = words[at + 1] ?? ''
    if (word.startsWith('+')) flags.push(word)
    else if (word.startsWith('@')) server = word.slice(1)
    else if (word === '-x') {
      names.push(reverseName(next))
      type = 'PTR'
      at += 1
    } else if (word === '-t' || word === '-q' || word === '-p' || word === '-c') {
      if (word === '-t') type = next.toUpperCase() as DnsRecord['type']
      if (word === '-q') names.push(next)
      at += 1
    } else if (TYPES.test(word) && names.length > 0) type = word.toUpperCase() as DnsRecord['type']
    else if (TYPES.test(word) && words.length > 1 && type === undefined)
      type = word.toUpperCase() as DnsRecord['type']
    else if (/^(IN|ANY)$/i.test(word)) continue
    else if (word.startsWith('-')) continue
    else names.push(word)
  }
  if (names.length === 0)
    return fail(process, 'the root of the DNS is not modelled: name something', 1)
  return names.map((name) => ({ name, type: type ?? 'A', server, flags }))
}

function askDig(process: Process, { name, type, server, flags }: DigQuestion): DnsAnswer {
  const searches = flags.includes('+search') && !name.endsWith('.')
  const answer = searches ? process.net.resolve(name, type) : process.net.query(name, type)
  return server === undefined || isAddress(server)
    ? answer
    : { ...answer, server: process.net.resolve(server).records[0]?.data ?? server }
}

export const dig = tool({
  name: 'dig',
  about:
    'Ask the DNS: @server, type, -x, -t, +short +search +noall +answer; code 0 also for NXDOMAIN',
  run(process) {
    const words = process.argv.slice(1)
    return told(process, () => {
      let text = ''
      for (const question of digQuestions(process, words)) {
        const answer = askDig(process, question)
        const unknown =
          question.server !== undefined &&
          !isAddress(question.server) &&
          answer.server === question.server
        if (unknown) {
          return {
            text: '',
            err: `dig: couldn't get address for '${question.server}': not found\n`,
            code: 10,
            afterMs: 1,
          }
        }
        if (answer.status === 'SERVFAIL') {
          const server = question.server ?? answer.server
          const tries = `;; communications error to ${server}#53: timed out\n`.repeat(3)
          return {
            text: `${tries}\n; <<>> DiG 9.18.28 <<>> ${words.join(' ')}\n;; global options: +cmd\n;; no servers could be reached\n`,
            code: 9,
            afterMs: GIVE_UP_MS,
          }
        }
        const id = Math.floor(process.luck(`query of ${question.name}`) * 65_536)
        text += digText(question, answer, words, process.now, id)
      }
      return { text, code: 0, afterMs: 1 }
    })
  },
})

export const host = tool({
  name: 'host',
  about: 'Ask the DNS shortly: name or address, -t',
  options: 't: v a W: R: 4 6',
  synopsis: '[-t TYPE] NAME [SERVER]',
  run(process, options) {
    const [name] = options.operands
    if (name === undefined) return failUsage(process, '[-t TYPE] NAME [SERVER]')
    const type = options.get('t')?.toUpperCase() as DnsRecord['type'] | undefined
    return told(process, () => {
      const answer = isAddress(name)
        ? process.net.query(reverseName(name), 'PTR')
        : process.net.resolve(name, type)
      if (answer.status === 'SERVFAIL')
        return {
          text: ';; connection timed out; no servers could be reached\n',
          code: 1,
          afterMs: 10_000,
        }
      if (answer.status === 'NXDOMAIN') {
        const asked = isAddress(name) ? `${reverseName(name)}.` : undotted(name)
        return {
          text: `Host ${asked} not found: 3(NXDOMAIN)\n`,
          code: 1,
          afterMs: 1,
        }
      }
      const lines = answer.records.map(({ type: kind, name: of, data }) => {
        if (kind === 'A') return `${undotted(of)} has address ${data}\n`
        if (kind === 'AAAA') return `${undotted(of)} has IPv6 address ${data}\n`
        if (kind === 'PTR') return `${reverseName(name)} domain name pointer ${undotted(data)}.\n`
        const words = kind === 'SRV' ? 'has SRV record' : 'is an alias for'
        return `${undotted(of)} ${words} ${undotted(data)}.\n`
      })
      return {
        text: lines.join('') || `${undotted(name)} has no ${type ?? 'A'} record\n`,
        code: 0,
        afterMs: 1,
      }
    })
  },
})

/** Lines of a file such as `/etc/hosts` that begin with an address. */
function hostsLine(process: Process, name: Bytes): [address: Bytes, names: Bytes[]] | undefined {
  const bytes = process.files.read('/etc/hosts')
  if (isRefused(bytes)) return undefined
  for (const line of bytes.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*$/, '').trim().split(/\s+/)
    if (names.includes(name) || (address === name && names.length > 0)) return [address, names]
  }
  return undefined
}

export const getent = tool({
  name: 'getent',
  about: 'Look up: hosts, ahosts, ahostsv4, passwd, group',
  run(process, { operands }) {
    const [database = '', ...keys] = operands
    if (database === 'passwd' || database === 'group')
      return fromFile(process, `/etc/${database}`, keys)
    if (!/^a?hosts(v4)?$/.test(database)) return fail(process, `Unknown database: ${database}`, 1)
    return told(process, () => {
      let text = ''
      for (const key of keys) {
        const line = hostsLine(process, key)
        const answer = isAddress(key)
          ? process.net.query(reverseName(key), 'PTR')
          : process.net.resolve(key)
        const found = isAddress(key)
          ? answer.records.map(({ data }) => `${key.padEnd(15)} ${undotted(data)}\n`)
          : answer.records
              .filter(({ type }) => type === 'A')
              .map(({ data, name }) => addressLine(database, data, undotted(name)))
        if (line) text += addressLine(database, line[0], line[1].join(' '))
        else if (found.length > 0) text += found.join('')
        else return { text, code: 2, afterMs: answer.status === 'SERVFAIL' ? GIVE_UP_MS : 1 }
      }
      return { text, code: keys.length > 0 ? 0 : 1, afterMs: 1 }
    })
  },
})

function addressLine(database: Bytes, address: Bytes, name: Bytes): Bytes {
  if (!database.startsWith('a')) return `${address.padEnd(15)} ${name}\n`
  return ['STREAM', 'DGRAM', 'RAW']
    .map((kind, at) => `${address.padEnd(15)} ${kind.padEnd(6)} ${at === 0 ? name : ''}`.trimEnd())
    .join('\n')
    .concat('\n')
}

function fromFile(process: Process, path: Bytes, keys: readonly Bytes[]): Turn {
  const bytes = process.files.read(path)
  const lines = isRefused(bytes) ? [] : bytes.split('\n').filter(Boolean)
  const found =
    keys.length === 0
      ? lines
      : lines.filter((line) =>
          keys.some((key) => line.split(':')[0] === key || line.split(':')[2] === key),
        )
  out(process, found.map((line) => `${line}\n`).join(''))
  return { exit: found.length >= keys.length ? 0 : 2 }
}
