import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isFailure } from '../net.ts'
import { CONNECT_MS } from './lib/delay.ts'
import { rawHttp } from './lib/raw-http.ts'
import { gather } from './lib/input.ts'
import { fail, failUsage, memory, out, tool, waitFor } from './lib/tool.ts'

/** The hardware address of a pod's interface, made of its address. */
const hardware = (ip: string): string =>
  ['0a', '58', ...ip.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':')

const gateway = (ip: string): string => ip.replace(/\.\d+$/, '.1')
const subnet = (ip: string): string => ip.replace(/\.\d+$/, '.0')

const links = (
  ip: string,
): Bytes => `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
2: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP
    link/ether ${hardware(ip)} brd ff:ff:ff:ff:ff:ff
    inet ${ip}/24 brd ${ip.replace(/\.\d+$/, '.255')} scope global eth0
       valid_lft forever preferred_lft forever
`

const routes = (ip: string): Bytes => `default via ${gateway(ip)} dev eth0
${subnet(ip)}/24 dev eth0 scope link  src ${ip}
`

export const ip = tool({
  name: 'ip',
  about: 'Show addresses, links and routes; changes nothing',
  run(process, { operands }) {
    const [what = '', verb = 'show'] = operands.filter((word) => !word.startsWith('-'))
    const { podIP } = process.host
    if (!/^(show|list|ls|sh|s|l)$/.test(verb) && !/^get$/.test(verb))
      return fail(process, 'RTNETLINK answers: Operation not permitted', 2)
    if (/^a(ddr(ess)?)?$/.test(what)) out(process, links(podIP))
    else if (/^l(ink)?$/.test(what))
      out(process, links(podIP).replace(/^ {4}inet[\s\S]*?forever\n/gm, ''))
    else if (/^r(oute)?$/.test(what)) out(process, routes(podIP))
    else return fail(process, `this simulator shows addr, link and route only: ${what}`, 1)
    return { exit: 0 }
  },
})

export const ifconfig = tool({
  name: 'ifconfig',
  about: 'Show interfaces',
  run(process) {
    const { podIP } = process.host
    out(
      process,
      `eth0      Link encap:Ethernet  HWaddr ${hardware(podIP).toUpperCase()}
          inet addr:${podIP}  Bcast:${podIP.replace(/\.\d+$/, '.255')}  Mask:255.255.255.0
          UP BROADCAST RUNNING MULTICAST  MTU:1450  Metric:1

lo        Link encap:Local Loopback
          inet addr:127.0.0.1  Mask:255.0.0.0
          UP LOOPBACK RUNNING  MTU:65536  Metric:1

`,
    )
    return { exit: 0 }
  },
})

export const route = tool({
  name: 'route',
  about: 'Show routes',
  run(process) {
    const { podIP } = process.host
    const row = (...cells: string[]) =>
      `${cells.map((cell, at) => (at < 3 ? cell.padEnd(15) : cell)).join(' ')}\n`
    out(
      process,
      'Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n',
    )
    out(process, row('default', gateway(podIP), '0.0.0.0', 'UG    0      0        0 eth0'))
    out(process, row(subnet(podIP), '*', '255.255.255.0', 'U     0      0        0 eth0'))
    return { exit: 0 }
  },
})

/** Ports that are worth a look where nobody says who listens. */
const USUAL = [
  22, 53, 80, 443, 2379, 3000, 3306, 5000, 5432, 5672, 6379, 8000, 8080, 8443, 8888, 9090, 9200,
  9376, 11_211, 15_672, 27_017,
]

function listening(process: Process): number[] {
  return USUAL.filter((port) => !isFailure(process.net.dial('127.0.0.1', port)))
}

/** Nobody is connected: the rest of a row of `netstat`. */
const ANYBODY = '0.0.0.0:*               LISTEN      '

export const netstat = tool({
  name: 'netstat',
  about: 'Show who listens, of some usual ports: -tln',
  run(process) {
    out(
      process,
      'Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \n',
    )
    for (const port of listening(process))
      out(process, `tcp        0      0 ${`0.0.0.0:${port}`.padEnd(23)} ${ANYBODY}\n`)
    return { exit: 0 }
  },
})

export const ss = tool({
  name: 'ss',
  about: 'Show who listens, of some usual ports: -tln',
  run(process) {
    out(process, 'State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n')
    for (const port of listening(process))
      out(
        process,
        `LISTEN 0      511          ${`0.0.0.0:${port}`.padEnd(18)} 0.0.0.0:*          \n`,
      )
    return { exit: 0 }
  },
})

/** Its connection stands, or is still tried for until an instant. */
type Called = { text: Bytes; failure: string | null; address: Bytes; at: number }

function call(process: Process, host: Bytes, port: number): Called {
  const answer = process.net.dial(host, port)
  if (!isFailure(answer))
    return { text: '', failure: null, address: answer.address, at: process.now }
  const { failure, address = host } = answer
  return { text: '', failure, address, at: process.now + (failure === 'timeout' ? CONNECT_MS : 0) }
}

const REASONS: Readonly<Record<string, string>> = {
  timeout: 'Operation timed out',
  'no route': 'Host is unreachable',
  refused: 'Connection refused',
  reset: 'Connection reset by peer',
}

export const telnet = tool({
  name: 'telnet',
  about: 'Open a connection and send stdin',
  options: 'a l: E',
  synopsis: 'HOST [PORT]',
  run(process, options) {
    const [host, port = '23'] = options.operands
    if (host === undefined) return failUsage(process, 'HOST [PORT]')
    const isFirst = process.state === undefined
    const state = memory<Called>(process, () => call(process, host, Number(port)))
    if (process.now < state.at) return waitFor({ until: state.at }, state)
    if (state.failure === 'unknown host') return fail(process, `bad address '${host}'`)
    if (state.failure)
      return fail(
        process,
        `can't connect to remote host (${state.address}): ${REASONS[state.failure]}`,
      )
    if (isFirst) out(process, `Connected to ${host}\n`)
    if (gather(process, state) === null) return waitFor({ input: 0 }, state)
    const { text } = state
    const answer =
      text === ''
        ? undefined
        : (rawHttp(process, host, Number(port), text) ?? process.net.talk(host, Number(port), text))
    if (answer && 'bytes' in answer) out(process, answer.bytes)
    process.write('Connection closed by foreign host\n', 2)
    return { exit: 1 }
  },
})
