import type { Millis } from '../../time.ts'
import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isFailure } from '../net.ts'
import { duration } from './lib/duration.ts'
import { wholeNumber } from './lib/input.ts'
import type { Options } from './lib/options.ts'
import { fail, failUsage, isBusybox, memory, out, tool, waitFor } from './lib/tool.ts'

type Memory = { address: Bytes; sent: number; times: Millis[]; next: Millis; startedAt: Millis }

function unknown(process: Process, host: Bytes): never {
  return isBusybox(process)
    ? fail(process, `bad address '${host}'`)
    : fail(process, `${host}: Name or service not known`, 2)
}

function begin(process: Process, host: Bytes): Memory {
  const answer = process.net.ping(host)
  if (isFailure(answer) && answer.failure === 'unknown host') return unknown(process, host)
  const address = answer.address ?? host
  out(
    process,
    isBusybox(process)
      ? `PING ${host} (${address}): 56 data bytes\n`
      : `PING ${host} (${address}) 56(84) bytes of data.\n`,
  )
  return { address, sent: 0, times: [], next: process.now, startedAt: process.now }
}

/** One echo: what came back, if anything did. */
function send(process: Process, host: Bytes, state: Memory, quiet: boolean): void {
  const answer = process.net.ping(host)
  const at = state.sent
  state.sent += 1
  if (isFailure(answer)) return
  const ms =
    Math.max(answer.tookMs, 0) +
    Math.round(process.luck(`echo ${at} at ${process.now}`) * 900) / 1000
  state.times.push(ms)
  if (quiet) return
  const line = isBusybox(process)
    ? `64 bytes from ${answer.address}: seq=${at} ttl=62 time=${ms.toFixed(3)} ms\n`
    : `64 bytes from ${answer.address}: icmp_seq=${at + 1} ttl=62 time=${ms.toFixed(3)} ms\n`
  out(process, line)
}

function sum(process: Process, host: Bytes, { sent, times, startedAt }: Memory): Turn {
  const lost = Math.round(((sent - times.length) * 100) / Math.max(sent, 1))
  const busybox = isBusybox(process)
  const [low, high] = [Math.min(...times), Math.max(...times)]
  const mean = times.reduce((all, one) => all + one, 0) / Math.max(times.length, 1)
  out(process, `\n--- ${host} ping statistics ---\n`)
  out(
    process,
    busybox
      ? `${sent} packets transmitted, ${times.length} packets received, ${lost}% packet loss\n`
      : `${sent} packets transmitted, ${times.length} received, ${lost}% packet loss, time ${process.now - startedAt}ms\n`,
  )
  if (times.length > 0) {
    const [min, avg, max] = [low, mean, high].map((one) => one.toFixed(3))
    out(
      process,
      busybox
        ? `round-trip min/avg/max = ${min}/${avg}/${max} ms\n`
        : `rtt min/avg/max/mdev = ${min}/${avg}/${max}/0.000 ms\n`,
    )
  }
  return { exit: times.length > 0 ? 0 : 1 }
}

function step(process: Process, options: Options, host: Bytes): Turn {
  const count = options.has('c') ? wholeNumber(process, options.get('c') ?? '') : Infinity
  const interval = duration(options.get('i') ?? '') ?? 1000
  const waitMs = duration(options.get('W') ?? '') ?? 10_000
  const deadline = duration(options.get('w') ?? '') ?? Infinity
  const state = memory<Memory>(process, () => begin(process, host))
  const end = state.startedAt + deadline
  while (process.now >= state.next) {
    if (state.sent >= count || process.now >= end) return sum(process, host, state)
    const before = state.times.length
    send(process, host, state, options.has('q'))
    const answered = state.times.length > before
    // The last echo is waited for as long as `-W` says; the others are a second apart.
    const isLast = state.sent >= count
    state.next = Math.min(
      process.now + (isLast ? (answered ? 0 : waitMs) : interval),
      Math.max(end, process.now),
    )
  }
  return waitFor({ until: state.next }, state)
}

export const ping = tool({
  name: 'ping',
  about: 'Send echoes: -c, -i, -W, -w, -q',
  options: 'c: i: W: w: q s: I: t: 4 6 n A p:',
  synopsis: '[OPTIONS] HOST',
  handles: ['INT'],
  run(process, options) {
    const [host] = options.operands
    if (host === undefined) return failUsage(process, '[OPTIONS] HOST')
    if (process.signals.includes('INT') && process.state !== undefined) {
      return sum(process, host, process.state as Memory)
    }
    return step(process, options, host)
  },
})
