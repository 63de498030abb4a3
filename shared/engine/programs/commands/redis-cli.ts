import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isFailure } from '../net.ts'
import { CONNECT_MS } from './lib/delay.ts'
import { gather } from './lib/input.ts'
import { readOptions, type Options } from './lib/options.ts'
import { fail, memory, out, tool, waitFor, variable } from './lib/tool.ts'

type Reply = string | number | null | Reply[] | { error: string }

/** One value of RESP and where it ends. */
function readReply(bytes: Bytes, from: number): [reply: Reply, next: number] {
  const end = bytes.indexOf('\r\n', from)
  if (end < 0) return [{ error: 'Server closed the connection' }, bytes.length]
  const [kind, line] = [bytes.charAt(from), bytes.slice(from + 1, end)]
  if (kind === ':') return [Number(line), end + 2]
  if (kind === '-') return [{ error: line }, end + 2]
  if (kind === '$') {
    const size = Number(line)
    return size < 0 ? [null, end + 2] : [bytes.slice(end + 2, end + 2 + size), end + 4 + size]
  }
  if (kind !== '*') return [line, end + 2]
  const list: Reply[] = []
  let at = end + 2
  for (let count = Number(line); count > 0; count -= 1) {
    const [one, next] = readReply(bytes, at)
    list.push(one)
    at = next
  }
  return [list, at]
}

/** A reply as redis-cli shows it: with signs for people, or bare for programs. */
function shown(reply: Reply, raw: boolean, isStatus: boolean, indent = ''): Bytes {
  if (reply === null) return raw ? '' : '(nil)'
  if (typeof reply === 'number') return raw ? String(reply) : `(integer) ${reply}`
  if (typeof reply === 'string')
    return raw || isStatus
      ? reply
      : `"${reply.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`
  if (!Array.isArray(reply)) return raw ? reply.error : `(error) ${reply.error}`
  if (reply.length === 0) return raw ? '' : '(empty array)'
  if (raw) return reply.map((one) => shown(one, raw, false)).join('\n')
  const width = String(reply.length).length
  return reply
    .map(
      (one, at) =>
        `${at === 0 ? '' : indent}${String(at + 1).padStart(width)}) ${shown(one, raw, false, `${indent}${' '.repeat(width + 2)}`)}`,
    )
    .join('\n')
}

const written = (words: readonly Bytes[]): Bytes =>
  `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`

const REASONS: Readonly<Record<string, string>> = {
  'unknown host': 'Name or service not known',
  refused: 'Connection refused',
  timeout: 'Connection timed out',
  'no route': 'No route to host',
  reset: 'Connection reset by peer',
}

const GRAMMAR =
  '+ h: p: a: n: r: i: u: x raw no-raw csv tls no-auth-warning user: pass: c 2 3 cluster: version=v v'

const UNSAFE =
  "Warning: Using a password with '-a' or '-u' option on the command line interface " +
  'may not be safe.\n'

/** Sends one command over a connection of its own. */
function ask(process: Process, options: Options, words: readonly Bytes[]): { code: number } {
  const [host, port] = target(options)
  const password = options.get('a') ?? variable(process, 'REDISCLI_AUTH')
  const before = [
    ...(password === undefined ? [] : [['AUTH', password]]),
    ...(options.has('n') ? [['SELECT', options.get('n') ?? '0']] : []),
  ]
  const answer = process.net.talk(host, port, [...before, words].map(written).join(''))
  if (isFailure(answer)) {
    process.write(`Could not connect to Redis at ${host}:${port}: ${REASONS[answer.failure]}\n`, 2)
    return { code: 1 }
  }
  let at = 0
  for (const word of before) {
    const [reply, next] = readReply(answer.bytes, at)
    at = next
    const isError = typeof reply === 'object' && reply !== null && 'error' in reply
    if (isError) process.write(`${word[0] === 'AUTH' ? 'AUTH failed: ' : ''}${reply.error}\n`, 2)
  }
  if (password !== undefined && !options.has('no-auth-warning') && options.has('a')) {
    process.write(UNSAFE, 2)
  }
  const raw = options.has('raw') || (!options.has('no-raw') && !process.isTerminal(1))
  const [reply] = readReply(answer.bytes, at)
  out(process, `${shown(reply, raw, answer.bytes.charAt(at) === '+')}\n`)
  // An error that the server tells is no failure of the client, unless `-e` is given.
  return { code: 0 }
}

function target(options: Options): [host: Bytes, port: number] {
  const url = /^rediss?:\/\/(?:[^@]*@)?([^:/]+)(?::(\d+))?/.exec(options.get('u') ?? '')
  return [url?.[1] ?? options.get('h') ?? '127.0.0.1', Number(url?.[2] ?? options.get('p') ?? 6379)]
}

const wordsOf = (line: Bytes): Bytes[] =>
  [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  )

export const redisCli = tool({
  name: 'redis-cli',
  about: 'Redis client: -h -p -a -n -u -x --raw; commands as words or as lines on stdin',
  run(process, { operands }): Turn {
    const options = readOptions(GRAMMAR, operands)
    if ('bad' in options)
      return fail(process, `Unrecognized option or bad number of args for: '-${options.option}'`)
    if (options.has('v')) {
      out(process, 'redis-cli 7.4.1\n')
      return { exit: 0 }
    }
    const [host, port] = target(options)
    const state = memory<{ text: Bytes; until: number | null }>(process, () => ({
      text: '',
      until: null,
    }))
    if (state.until === null) {
      const dialled = process.net.dial(host, port)
      state.until =
        process.now + (isFailure(dialled) && dialled.failure === 'timeout' ? CONNECT_MS : 0)
    }
    if (process.now < state.until) return waitFor({ until: state.until }, state)
    if (options.operands.length > 0 && !options.has('x'))
      return { exit: ask(process, options, options.operands).code }
    if (gather(process, state) === null) return waitFor({ input: 0 }, state)
    if (options.has('x'))
      return {
        exit: ask(process, options, [...options.operands, state.text.replace(/\n$/, '')]).code,
      }
    let code = 0
    for (const line of state.text.split('\n').map(wordsOf)) {
      if (/^(quit|exit)$/i.test(line[0] ?? '')) break
      if (line.length > 0 && code === 0) code = ask(process, options, line).code
    }
    return { exit: code }
  },
})
