import { SECOND } from '../../../time.ts'
import type { Process, Turn } from '../../command.ts'
import { isRefused } from '../../files.ts'
import { isFailure } from '../../net.ts'
import { klog, parseGoDuration } from '../go.ts'
import { numberOf, type Sub } from './sub.ts'

/** How long Linux tries to connect when nobody says how long: six times, doubling. */
const CONNECT_MS = 127 * SECOND

const complain = (process: Process, line: string): Turn => {
  process.write(`${line}\n`, 2)
  return { exit: 1 }
}

/** Opens a connection and says how that went. Source: test/images/agnhost/connect. */
export const connect: Sub = {
  name: 'connect',
  flags: { timeout: '0', protocol: 'tcp', 'udp-data': 'hostname', 'sctp-data': 'hostname' },
  run(process, flags, [place = '', ...more]) {
    if (place === '' || more.length > 0) {
      const count = place === '' ? 0 : more.length + 1
      return complain(process, `Error: accepts 1 arg(s), received ${count}`)
    }
    if (process.state !== undefined) return complain(process, 'TIMEOUT')
    const match = /^\[?([^\]]*?)\]?:(\d+)$/.exec(place)
    if (!match) return complain(process, `UNKNOWN: address ${place}: missing port in address`)
    const [, host = '', port = ''] = match
    const isUdp = flags.protocol === 'udp'
    if (flags.protocol === 'sctp') return complain(process, 'OTHER: protocol not supported')
    const answer = isUdp
      ? process.net.talk(host, Number(port), `${flags['udp-data']}\n`)
      : process.net.dial(host, Number(port), 'TCP')
    if (!isFailure(answer)) return { exit: 0 }
    const kind = isUdp ? 'udp' : 'tcp'
    switch (answer.failure) {
      case 'unknown host':
        return complain(process, `DNS: lookup ${host}: no such host`)
      case 'refused':
        return complain(process, 'REFUSED')
      case 'no route':
        return complain(
          process,
          `OTHER: dial ${kind} ${answer.address ?? host}:${port}: connect: no route to host`,
        )
      case 'reset':
        return complain(
          process,
          `OTHER: read ${kind} ${answer.address ?? host}:${port}: connection reset by peer`,
        )
      case 'timeout': {
        const waitMs = parseGoDuration(flags.timeout ?? '0') || CONNECT_MS
        return { wait: { until: process.now + waitMs }, state: { late: true } }
      }
    }
  },
}

/** Prints how it was called. Source: test/images/agnhost/entrypoint-tester. */
export const entrypointTester: Sub = {
  name: 'entrypoint-tester',
  flags: {},
  run(process) {
    process.write(`[${process.argv.join(' ')}]\n`)
    return { exit: 0 }
  },
}

function resolvConf(process: Process, word: string): Turn {
  const text = process.files.read('/etc/resolv.conf')
  const line = isRefused(text) ? undefined : text.split('\n').find((one) => one.startsWith(word))
  if (line === undefined) return panic(process, 'Could not find DNS search list!')
  process.write(`${line.split(' ').slice(1).join(',')}\n`)
  return { exit: 0 }
}

function panic(process: Process, words: string): Turn {
  process.write(`panic: ${words}\n\ngoroutine 1 [running]:\n`, 2)
  return { exit: 2 }
}

/** The search path of its resolver. Source: test/images/agnhost/dns. */
export const dnsSuffix: Sub = {
  name: 'dns-suffix',
  flags: {},
  run: (process) => resolvConf(process, 'search'),
}

/** The servers of its resolver. */
export const dnsServerList: Sub = {
  name: 'dns-server-list',
  flags: {},
  run: (process) => resolvConf(process, 'nameserver'),
}

/** Its file of hosts. */
export const etcHosts: Sub = {
  name: 'etc-hosts',
  flags: {},
  run(process) {
    const text = process.files.read('/etc/hosts')
    if (isRefused(text)) return panic(process, 'open /etc/hosts: no such file or directory')
    process.write(`${text}\n`)
    return { exit: 0 }
  },
}

const METHODS = ['GET', 'POST', 'PUT']
const NAMESPACES = ['kube-system', 'default', 'ns']
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789'

/** Writes lines evenly over a time. Source: test/images/agnhost/logs-generator. */
export const logsGenerator: Sub = {
  name: 'logs-generator',
  flags: { 'log-lines-total': '0', 'run-duration': '0' },
  run(process, flags) {
    const total = numberOf(flags, 'log-lines-total')
    const duration = parseGoDuration(flags['run-duration'] ?? '') ?? 0
    const fatal = (text: string) => {
      process.write(`${klog(process.now, 'logs_generator.go:67', text, 'F')}\n`, 2)
      return { exit: 255 }
    }
    if (total <= 0) return fatal(`Invalid total number of lines: ${total}`)
    if (duration <= 0) return fatal(`Invalid duration: ${flags['run-duration'] ?? ''}`)
    const delay = duration / total
    let written = typeof process.state === 'number' ? process.state : 0
    while (written < total && process.now >= process.startedAt + Math.round(written * delay)) {
      const line = klog(process.now, 'logs_generator.go:76', generated(process, written))
      process.write(`${line}\n`, 2)
      written++
    }
    const until = process.startedAt + Math.round(written * delay)
    if (written >= total && process.now >= until) return { exit: 0 }
    return { wait: { until }, state: written }
  },
}

function generated(process: Process, id: number): string {
  const pick = (purpose: string, count: number) =>
    Math.floor(process.luck(`${purpose} ${id}`) * count)
  const length = 3 + pick('length', 2)
  let name = ''
  for (let at = 0; at < length; at++) name += LETTERS[pick(`letter ${at}`, LETTERS.length)] ?? 'b'
  const place = `/api/v1/namespaces/${NAMESPACES[pick('namespace', 3)] ?? ''}/pods/${name}`
  return `${id} ${METHODS[pick('method', 3)] ?? ''} ${place} ${200 + pick('status', 400)}`
}

/** Asks the API server for its health, again and again. Source: agnhost/inclusterclient. */
export const inclusterclient: Sub = {
  name: 'inclusterclient',
  flags: { 'poll-interval': '30' },
  run(process, flags) {
    const wait = Math.max(numberOf(flags, 'poll-interval'), 1) * SECOND
    const say = (text: string, level = 'I') =>
      process.write(`${klog(process.now, 'main.go:59', text, level)}\n`, 2)
    if (process.state === undefined) say('started')
    else {
      say('calling /healthz')
      const token = process.files.read('/var/run/secrets/kubernetes.io/serviceaccount/token')
      if (isRefused(token)) say('authz_header=<empty>', 'E')
      const { env } = process
      const host = env.KUBERNETES_SERVICE_HOST ?? 'kubernetes.default'
      const exchange = process.net.http({
        method: 'GET',
        scheme: 'https',
        host,
        port: 443,
        path: '/healthz',
        headers: { host, ...(isRefused(token) ? {} : { authorization: `Bearer ${token}` }) },
        body: '',
      })
      const isWell = 'response' in exchange && exchange.response.status === 200
      if (!isWell) {
        const why = 'response' in exchange ? `status ${exchange.response.status}` : exchange.failure
        say('status=failed', 'E')
        say(`error checking /healthz: ${why}`, 'E')
      }
    }
    return { wait: { until: process.now + wait }, state: true }
  },
}

/** What a subcommand that is not part of this world says. */
export function refusal(name: string, why: string): Sub {
  return {
    name,
    flags: {},
    run: (process) => complain(process, `agnhost ${name}: not modelled here: ${why}`),
  }
}
