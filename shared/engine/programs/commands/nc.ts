import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isFailure, type NetFailure } from '../net.ts'
import { delayed, CONNECT_MS } from './lib/delay.ts'
import { duration } from './lib/duration.ts'
import { gather } from './lib/input.ts'
import type { Options } from './lib/options.ts'
import { rawHttp } from './lib/raw-http.ts'
import { fail, failUsage, isBusybox, memory, out, tool, waitFor } from './lib/tool.ts'

interface Target {
  host: Bytes
  port: number
  udp: boolean
  waitMs: number | undefined
}

function targetOf(process: Process, options: Options): Target {
  const [host, port] = options.operands
  if (options.has('l'))
    return fail(process, 'this simulator lets only servers listen: -l is not there')
  if (host === undefined || port === undefined) return failUsage(process, '[OPTIONS] HOST PORT')
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    return fail(process, isBusybox(process) ? `bad port '${port}'` : `port number invalid: ${port}`)
  const waitMs = options.has('w') ? duration(options.get('w') ?? '') : undefined
  return { host, port: Number(port), udp: options.has('u'), waitMs }
}

/** Says why there is no connection, in the words of BusyBox or OpenBSD. */
function complain(
  process: Process,
  { host, port, udp }: Target,
  { failure, address }: NetFailure,
): Turn {
  const where = address ?? host
  const why = {
    refused: 'Connection refused',
    'no route': 'Host is unreachable',
    reset: 'Connection reset by peer',
    timeout: 'Operation timed out',
    'unknown host': '',
  }[failure]
  if (isBusybox(process)) {
    if (failure === 'unknown host') return fail(process, `bad address '${host}'`)
    return fail(process, failure === 'timeout' ? 'timed out' : `${host} (${where}:${port}): ${why}`)
  }
  if (failure === 'unknown host')
    return fail(process, `getaddrinfo for host "${host}" port ${port}: Name or service not known`)
  const shown = where === host ? host : `${host} (${where})`
  const connect = `connect to ${shown} port ${port} (${udp ? 'udp' : 'tcp'})`
  if (failure === 'timeout') return fail(process, `${connect} timed out: Operation now in progress`)
  const reason = failure === 'no route' ? 'No route to host' : why
  return fail(
    process,
    `connect to ${shown} port ${port} (${udp ? 'udp' : 'tcp'}) failed: ${reason}`,
  )
}

function greet(process: Process, { host, port, udp }: Target, address: Bytes): void {
  const shown = address === host ? host : `${host} (${address})`
  if (isBusybox(process)) process.write(`${host} (${address}:${port}) open\n`, 2)
  else
    process.write(`Connection to ${shown} ${port} port [${udp ? 'udp' : 'tcp'}/*] succeeded!\n`, 2)
}

type Came = { bytes: Bytes } | { failure: NetFailure['failure']; address: Bytes }

function send(process: Process, { host, port, udp }: Target, bytes: Bytes): Came {
  const raw = rawHttp(process, host, port, bytes)
  const answer: { address: string; bytes?: Bytes } | NetFailure =
    raw ??
    (bytes === '' || udp
      ? process.net.dial(host, port, udp ? 'UDP' : 'TCP')
      : process.net.talk(host, port, bytes))
  if (isFailure(answer)) return { failure: answer.failure, address: answer.address ?? host }
  return { bytes: answer.bytes ?? '' }
}

type Memory = { text: Bytes; sent: { at: number; came: Came } | null }

/** Sends what comes from stdin and prints what comes back. */
function converse(process: Process, target: Target, verbose: boolean): Turn {
  const state: Memory = memory(process, () => ({ text: '', sent: null }))
  if (!state.sent) {
    const bytes = gather(process, state)
    if (bytes === null) return waitFor({ input: 0 }, state)
    const came = send(process, target, bytes)
    const waits = 'failure' in came && came.failure === 'timeout'
    state.sent = { at: process.now + (waits ? (target.waitMs ?? CONNECT_MS) : 1), came }
    state.text = ''
  }
  const { at, came } = state.sent
  if (process.now < at) return waitFor({ until: at }, state)
  if ('failure' in came) return complain(process, target, came)
  if (verbose) greet(process, target, target.host)
  out(process, came.bytes)
  return { exit: 0 }
}

type Dialled = { address: Bytes; failure: NetFailure['failure'] | null }

/** `-z`: only looks whether somebody listens. */
function look(process: Process, target: Target, verbose: boolean): Turn {
  return delayed<Dialled>(
    process,
    () => {
      const answer = process.net.dial(target.host, target.port, target.udp ? 'UDP' : 'TCP')
      if (!isFailure(answer))
        return { afterMs: 0, what: { address: answer.address, failure: null } }
      const { failure, address = target.host } = answer
      return {
        afterMs: failure === 'timeout' ? (target.waitMs ?? CONNECT_MS) : 0,
        what: { address, failure },
      }
    },
    ({ address, failure }) => {
      if (!failure) {
        if (verbose) greet(process, target, address)
        return { exit: 0 }
      }
      if (verbose || failure === 'unknown host')
        return complain(process, target, { failure, address })
      return { exit: 1 }
    },
  )
}

const ncNamed = (name: string) =>
  tool({
    name,
    about: 'Open a connection: -z, -v, -w, -u; sends stdin. Does not listen',
    options: 'z v n u w: l p: N q: i: 4 6 k C e: s:',
    synopsis: '[OPTIONS] HOST PORT',
    run(process, options) {
      const target = targetOf(process, options)
      return options.has('z')
        ? look(process, target, options.has('v'))
        : converse(process, target, options.has('v'))
    },
  })

export const nc = ncNamed('nc')
export const ncat = ncNamed('ncat')
export const netcat = ncNamed('netcat')
