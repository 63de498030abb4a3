import type { Bytes } from '../bytes.ts'
import { defineCommand, type Command, type Process, type Turn } from '../command.ts'
import type { DnsAnswer, DnsRecord } from '../net.ts'
import { delayed } from './lib/delay.ts'
import { isAddress, resolverOf, reverseName, undotted } from './lib/resolver.ts'
import { failUsage, isBusybox, out, tool } from './lib/tool.ts'

type Type = DnsRecord['type']
type Said = { text: Bytes; code: number }

interface Question {
  name: Bytes
  server: Bytes | undefined
  type: Type | undefined
}

function questionOf(words: readonly Bytes[]): Question | undefined {
  let type: Type | undefined
  const plain: Bytes[] = []
  for (const word of words) {
    const match = /^-(?:query|q|type|ty)=(\w+)$/i.exec(word)
    if (match) type = match[1]?.toUpperCase() as Type
    else if (!word.startsWith('-')) plain.push(word)
  }
  const [name, server] = plain
  return name === undefined ? undefined : { name, server, type }
}

/** Nobody answers: how long each of them tries. */
const GIVE_UP_MS = { bind: 15_000, busybox: 10_000 }
const NOBODY = ';; connection timed out; no servers could be reached\n\n'

function recordText({ name, type, data }: DnsRecord, bind: boolean): Bytes {
  if (type === 'A' || type === 'AAAA') return `Name:\t${undotted(name)}\nAddress: ${data}\n`
  const words = { CNAME: 'canonical name', PTR: 'name', SRV: 'service' }[type]
  return `${undotted(name)}\t${words} = ${undotted(data)}${bind ? '.' : ''}\n`
}

function askBind(
  process: Process,
  { name, type }: Question,
): { answer: DnsAnswer; text: Bytes; code: number } {
  const asked = isAddress(name)
    ? process.net.query(reverseName(name), 'PTR')
    : process.net.resolve(name, type ?? 'A')
  if (asked.status !== 'NOERROR') {
    const what = isAddress(name) ? reverseName(name) : undotted(name)
    return { answer: asked, text: `** server can't find ${what}: ${asked.status}\n\n`, code: 1 }
  }
  if (asked.records.length === 0)
    return { answer: asked, text: `*** Can't find ${undotted(name)}: No answer\n\n`, code: 0 }
  const lines = asked.records.map((record) => recordText(record, true)).join('')
  return { answer: asked, text: `${lines}\n`, code: 0 }
}

function bind(process: Process, question: Question): Said & { afterMs: number } {
  const { answer, text, code } = askBind(process, question)
  const server = question.server ?? answer.server
  if (answer.status === 'SERVFAIL') return { text: NOBODY, code: 1, afterMs: GIVE_UP_MS.bind }
  return { text: `Server:\t\t${server}\nAddress:\t${server}#53\n\n${text}`, code, afterMs: 1 }
}

/** Names with a dot are asked for as they are; others with every search domain at once. */
function namesOf(process: Process, name: Bytes): Bytes[] {
  const { search } = resolverOf(process)
  if (name.includes('.') || search.length === 0) return [undotted(name)]
  return search.map((domain) => `${name}.${domain}`)
}

function busybox(process: Process, question: Question): Said & { afterMs: number } {
  const names = isAddress(question.name)
    ? [reverseName(question.name)]
    : namesOf(process, question.name)
  const types: Type[] = isAddress(question.name)
    ? ['PTR']
    : question.type
      ? [question.type]
      : ['A', 'AAAA']
  let text = ''
  let code = 0
  let server = question.server
  for (const type of types) {
    for (const name of names) {
      const answer = process.net.query(name, type)
      if (answer.status === 'SERVFAIL')
        return { text: NOBODY, code: 1, afterMs: GIVE_UP_MS.busybox }
      server ??= answer.server
      if (answer.status !== 'NOERROR') {
        text += `** server can't find ${name}: ${answer.status}\n\n`
        code = 1
      } else {
        const lines = answer.records.map((record) => recordText(record, false)).join('')
        text += `${lines}\n`
      }
    }
  }
  return { text: `Server:\t\t${server}\nAddress:\t${server}:53\n\n${text}`, code, afterMs: 1 }
}

function told(process: Process, say: (question: Question) => Said & { afterMs: number }): Turn {
  const question = questionOf(process.argv.slice(1))
  if (!question) return failUsage(process, '[-type=QUERY_TYPE] HOST [DNS_SERVER]')
  return delayed(
    process,
    () => {
      const { afterMs, text, code } = say(question)
      return { afterMs, what: { text, code } }
    },
    ({ text, code }) => {
      out(process, text)
      return { exit: code }
    },
  )
}

/** Where bind's tools are installed beside BusyBox, `nslookup` is theirs, as `dig` is. */
function isOfBusybox(process: Process): boolean {
  return isBusybox(process) && process.which('dig') === undefined
}

export const nslookup = tool({
  name: 'nslookup',
  about: 'Ask the DNS: name or address, -type=, server; BusyBox and bind forms',
  run: (process) =>
    told(process, (question) =>
      isOfBusybox(process) ? busybox(process, question) : bind(process, question),
    ),
})

/** The form of BusyBox 1.28 and before: it uses the C library's resolver, with its search path. */
function old(process: Process, { name, server }: Question): Said & { afterMs: number } {
  const answer = isAddress(name)
    ? process.net.query(reverseName(name), 'PTR')
    : process.net.resolve(name)
  const where = server ?? answer.server
  const head = `Server:    ${where}\nAddress 1: ${where}${nameOf(process, where)}\n\n`
  if (answer.status !== 'NOERROR' || answer.records.length === 0) {
    const afterMs = answer.status === 'SERVFAIL' ? GIVE_UP_MS.busybox : 1
    return { text: `${head}nslookup: can't resolve '${name}'\n`, code: 1, afterMs }
  }
  const addresses = isAddress(name)
    ? [name]
    : answer.records.flatMap(({ type, data }) => (type === 'A' ? [data] : []))
  const lines = addresses.map(
    (one, index) => `Address ${index + 1}: ${one}${nameOf(process, one)}\n`,
  )
  return { text: `${head}Name:      ${name}\n${lines.join('')}`, code: 0, afterMs: 1 }
}

function nameOf(process: Process, address: Bytes): Bytes {
  const { records } = process.net.query(reverseName(address), 'PTR')
  const found = records.find(({ type }) => type === 'PTR')
  return found ? ` ${undotted(found.data)}` : ''
}

/** `nslookup` of BusyBox up to 1.28, for images of that age: it goes into their own commands. */
export const oldNslookup: Command = defineCommand({
  ...nslookup,
  about: 'Ask the DNS, as BusyBox 1.28 does',
  run: (process) => told(process, (question) => old(process, question)),
})
