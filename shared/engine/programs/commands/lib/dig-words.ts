import type { Millis } from '../../../time.ts'
import type { Bytes } from '../../bytes.ts'
import type { DnsAnswer, DnsRecord } from '../../net.ts'
import { strftime } from './calendar.ts'

/** What `dig` was asked. */
export interface DigQuestion {
  name: Bytes
  type: DnsRecord['type']
  server: Bytes | undefined
  /** `+short`, `+noall`, … */
  flags: readonly Bytes[]
}

const dotted = (name: string): string => (name.endsWith('.') ? name : `${name}.`)

/** Data of a record; names end in a dot. */
export function dataOf({ type, data }: DnsRecord): string {
  return type === 'A' || type === 'AAAA' ? data : dotted(data)
}

const rowOf = (record: DnsRecord): string =>
  `${dotted(record.name)}${dotted(record.name).length < 24 ? '\t'.repeat(Math.max(1, 3 - Math.floor(dotted(record.name).length / 8))) : ' '}${record.ttl}\tIN\t${record.type}\t${dataOf(record)}\n`

/** Is a part of the answer shown? `+noall` hides all, `+answer` shows one again. */
function shows(flags: readonly Bytes[], part: string): boolean {
  let is = true
  for (const flag of flags) {
    if (flag === '+noall' || flag === `+no${part}`) is = false
    else if (flag === '+all' || flag === `+${part}`) is = true
  }
  return is
}

/** The whole answer, as dig of BIND 9.18 prints it. */
export function digText(
  question: DigQuestion,
  answer: DnsAnswer,
  words: readonly Bytes[],
  now: Millis,
  id: number,
): Bytes {
  const { flags } = question
  if (flags.includes('+short'))
    return answer.records.map((record) => `${dataOf(record)}\n`).join('')
  const server = question.server ?? answer.server
  const { records } = answer
  const authority = answer.status === 'NXDOMAIN' || records.length === 0
  let text = ''
  if (shows(flags, 'cmd'))
    text += `\n; <<>> DiG 9.18.28 <<>> ${words.join(' ')}\n;; global options: +cmd\n`
  if (shows(flags, 'comments')) {
    text += `;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: ${answer.status}, id: ${id}\n`
    text += `;; flags: qr aa rd; QUERY: 1, ANSWER: ${records.length}, AUTHORITY: ${authority ? 1 : 0}, ADDITIONAL: 1\n`
    text +=
      ';; WARNING: recursion requested but not available\n\n;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n'
  }
  if (shows(flags, 'question'))
    text += `;; QUESTION SECTION:\n;${dotted(answer.name)}\t\tIN\t${question.type}\n\n`
  if (shows(flags, 'answer') && records.length > 0) {
    const rows = records.map(rowOf).join('')
    text += shows(flags, 'comments') ? `;; ANSWER SECTION:\n${rows}\n` : rows
  }
  if (shows(flags, 'authority') && authority) {
    const zone = answer.name.endsWith('cluster.local') ? 'cluster.local.' : '.'
    text += `;; AUTHORITY SECTION:\n${zone}\t\t30\tIN\tSOA\tns.dns.${zone} hostmaster.${zone} ${Math.floor(now / 1000)} 7200 1800 86400 30\n\n`
  }
  if (shows(flags, 'stats')) {
    text += `;; Query time: 1 msec\n;; SERVER: ${server}#53(${server}) (UDP)\n;; WHEN: ${strftime('%a %b %d %H:%M:%S %Z %Y', now)}\n;; MSG SIZE  rcvd: ${60 + records.length * 50}\n\n`
  }
  return text
}
