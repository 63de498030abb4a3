import type { Bytes } from '../bytes.ts'
import type { Peer, Process } from '../command.ts'
import { signalOf } from './kill.ts'
import { momentOf, strftime, upText } from './lib/calendar.ts'
import { regex } from './lib/regex.ts'
import { basename } from './lib/path.ts'
import { fail, failUsage, isBusybox, out, tool } from './lib/tool.ts'
import { humanSize } from './lib/numbers.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** Elapsed time as `ps` writes CPU time: nothing of ours has used any. */
const CPU = '0:00'

const line = ({ argv }: Peer): Bytes => argv.join(' ')

function full(process: Process, peers: readonly Peer[], bsd: boolean): Bytes {
  const user = process.host.user.padEnd(8)
  const began = (at: number) => {
    const { hours, minutes } = momentOf(at)
    return `${two(hours)}:${two(minutes)}`
  }
  if (bsd) {
    const rows = peers.map(
      (peer) =>
        `${user} ${String(peer.pid).padStart(7)}  0.0  0.0   2576  1100 ?        Ss   ${began(peer.startedAt)}   0:00 ${line(peer)}\n`,
    )
    return `USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n${rows.join('')}`
  }
  const rows = peers.map(
    (peer) =>
      `${user} ${String(peer.pid).padStart(7)} ${String(peer.parent).padStart(7)}  0 ${began(peer.startedAt)} ?        00:00:00 ${line(peer)}\n`,
  )
  return `UID          PID    PPID  C STIME TTY          TIME CMD\n${rows.join('')}`
}

function columns(process: Process, peers: readonly Peer[], names: readonly Bytes[]): Bytes {
  const value = (peer: Peer, name: Bytes): string => {
    const elapsed = Math.floor((process.now - peer.startedAt) / 1000)
    const values: Readonly<Record<string, string>> = {
      pid: String(peer.pid),
      ppid: String(peer.parent),
      user: process.host.user,
      uid: String(process.host.uid),
      comm: basename(peer.argv[0] ?? ''),
      args: line(peer),
      cmd: line(peer),
      command: line(peer),
      stat: 'S',
      state: 'S',
      tty: '?',
      time: CPU,
      etime: `${two(Math.floor(elapsed / 60))}:${two(elapsed % 60)}`,
      rss: '1100',
      vsz: '2576',
      pcpu: '0.0',
      pmem: '0.0',
    }
    return values[name] ?? '-'
  }
  const heads = names.map((name) =>
    name.includes('=') ? '' : name === 'args' || name === 'comm' ? 'COMMAND' : name.toUpperCase(),
  )
  const keys = names.map((name) => name.replace(/=.*$/, ''))
  const table = [
    ...(heads.some(Boolean) ? [heads] : []),
    ...peers.map((peer) => keys.map((key) => value(peer, key))),
  ]
  const widths = keys.map((_, at) => Math.max(...table.map((row) => (row[at] ?? '').length), 0))
  return table
    .map(
      (row) =>
        `${row.map((text, at) => (at === row.length - 1 ? text : text.padEnd(widths[at] ?? 0))).join(' ')}\n`,
    )
    .join('')
}

export const ps = tool({
  name: 'ps',
  about: 'List processes: BusyBox form, aux, -ef, -o, -p',
  run(process, { operands }) {
    const at = operands.findIndex((word) => /^-?\w*o$/.test(word))
    const letters = operands
      .filter((_, index) => index !== at + 1 || at < 0)
      .join('')
      .replaceAll('-', '')
    const pid = operands[operands.indexOf('-p') + 1]
    const all = [...process.peers()].sort((left, right) => left.pid - right.pid)
    const peers = operands.includes('-p') ? all.filter((peer) => String(peer.pid) === pid) : all
    if (at >= 0)
      out(process, columns(process, peers, (operands[at + 1] ?? 'pid,user,time,args').split(',')))
    else if (isBusybox(process)) {
      const rows = peers.map(
        (peer) =>
          `${String(peer.pid).padStart(5)} ${process.host.user.padEnd(8)} ${` ${CPU}`.padStart(5)} ${line(peer)}\n`,
      )
      out(process, `PID   USER     TIME  COMMAND\n${rows.join('')}`)
    } else if (letters.includes('f') && !letters.includes('x'))
      out(process, full(process, peers, false))
    else if (letters.includes('u')) out(process, full(process, peers, true))
    else {
      const rows = peers.map(
        (peer) =>
          `${String(peer.pid).padStart(7)} ?        00:00:00 ${basename(peer.argv[0] ?? '')}\n`,
      )
      out(process, `    PID TTY          TIME CMD\n${rows.join('')}`)
    }
    return { exit: peers.length > 0 ? 0 : 1 }
  },
})

function matching(process: Process, pattern: Bytes, whole: boolean, exact: boolean): Peer[] {
  const made = regex(exact ? `^(${pattern})$` : pattern, 'extended')
  if ('problem' in made) return fail(process, `bad regex '${pattern}': ${made.problem}`, 2)
  return process
    .peers()
    .filter(
      (peer) =>
        peer.pid !== process.pid && made.test(whole ? line(peer) : basename(peer.argv[0] ?? '')),
    )
}

export const pgrep = tool({
  name: 'pgrep',
  about: 'Find processes by name: -f -l -a -x -o -n -c',
  options: 'f l a x o n c v P: u: full=f list-name=l list-full=a exact=x count=c',
  synopsis: '[-flanox] PATTERN',
  run(process, options) {
    const [pattern] = options.operands
    if (pattern === undefined) return failUsage(process, '[-flanox] PATTERN', 2)
    let found = matching(process, pattern, options.has('f'), options.has('x'))
    const named = (peer: Peer) => {
      if (options.has('a')) return [line(peer)]
      return options.has('l') ? [basename(peer.argv[0] ?? '')] : []
    }
    if (options.has('o')) found = found.slice(0, 1)
    if (options.has('n')) found = found.slice(-1)
    if (options.has('c')) out(process, `${found.length}\n`)
    else for (const peer of found) out(process, [peer.pid, ...named(peer)].join(' ').concat('\n'))
    return { exit: found.length > 0 ? 0 : 1 }
  },
})

/** `-9`, `-TERM`: what is no other option is a signal. */
const SIGNAL = /^-(\d+|[A-Z][A-Z0-9]+)$/

const killerNamed = (name: 'pkill' | 'killall') =>
  tool({
    name,
    about: 'Signal processes by name: -SIGNAL, -f, -x',
    run(process, { operands }) {
      const word = operands.find((one) => SIGNAL.test(one))
      const signal = signalOf(word?.slice(1) ?? 'TERM')
      const flags = operands.filter((one) => one.startsWith('-') && one !== word).join('')
      const names = operands.filter((one) => !one.startsWith('-'))
      if (signal === undefined) return fail(process, `bad signal name '${word?.slice(1) ?? ''}'`)
      if (names.length === 0) return failUsage(process, '[-SIGNAL] [-fx] PATTERN', 2)
      const exact = name === 'killall' || flags.includes('x')
      const found = names.flatMap((one) => matching(process, one, flags.includes('f'), exact))
      for (const { pid } of found) if (signal !== 0) process.kill(pid, signal)
      if (found.length === 0 && name === 'killall')
        return fail(process, `${names[0]}: no process killed`)
      return { exit: found.length > 0 ? 0 : 1 }
    },
  })

export const pkill = killerNamed('pkill')
export const killall = killerNamed('killall')

export const pidof = tool({
  name: 'pidof',
  about: 'Print the numbers of processes of a name: -s',
  options: 's o:',
  run(process, options) {
    const found = options.operands.flatMap((name) =>
      process.peers().filter((peer) => basename(peer.argv[0] ?? '') === name),
    )
    const shown = (options.has('s') ? found.slice(0, 1) : found).map(({ pid }) => pid).reverse()
    if (shown.length > 0) out(process, `${shown.join(' ')}\n`)
    return { exit: shown.length > 0 ? 0 : 1 }
  },
})

/** What a node of ours has used of its memory, as far as `free` and `top` tell. */
const USED = 0.42

export const free = tool({
  name: 'free',
  about: 'Tell of memory: -b -k -m -g -h',
  options: 'b k m g h t w human=h mebi=m',
  synopsis: '[-bkmgh]',
  run(process, options) {
    const unit = options.has('b')
      ? 1
      : options.has('m')
        ? 1024 ** 2
        : options.has('g')
          ? 1024 ** 3
          : 1024
    const total = process.host.memoryBytes
    const text = (bytes: number) =>
      (options.has('h') ? humanSize(bytes) : String(Math.floor(bytes / unit))).padStart(12)
    const used = Math.round(total * USED)
    const cached = Math.round(total * 0.2)
    const row = [total, used, total - used - cached, 0, cached, total - used].map(text).join('')
    out(
      process,
      `              total        used        free      shared  buff/cache   available\nMem:    ${row}\nSwap:   ${[0, 0, 0].map(text).join('')}\n`,
    )
    return { exit: 0 }
  },
})

export const uptime = tool({
  name: 'uptime',
  about: 'Tell how long the first process has run',
  options: 'p s pretty=p since=s',
  run(process, options) {
    const began = Math.min(process.now, ...process.peers().map(({ startedAt }) => startedAt))
    const up = upText(process.now - began)
    if (options.has('s')) out(process, `${strftime('%Y-%m-%d %H:%M:%S', began)}\n`)
    else if (options.has('p')) out(process, `up ${up}\n`)
    else
      out(
        process,
        ` ${strftime('%H:%M:%S', process.now)} up ${up},  0 users,  load average: 0.08, 0.05, 0.01\n`,
      )
    return { exit: 0 }
  },
})

export const top = tool({
  name: 'top',
  about: 'List processes once: -b -n1; it does not go on',
  options: 'b c n: d: p: H o:',
  run(process) {
    const { memoryBytes, cpus } = process.host
    const kib = (bytes: number) => Math.round(bytes / 1024)
    const used = memoryBytes * USED
    const rows = process
      .peers()
      .map(
        (peer) =>
          `${String(peer.pid).padStart(5)} ${String(peer.parent).padStart(5)} ${process.host.user.padEnd(8)} S     1100   0%   0% ${line(peer)}\n`,
      )
    const [taken, left, cached] = [used, memoryBytes - used, memoryBytes * 0.2].map(kib)
    const head = `Mem: ${taken}K used, ${left}K free, 0K shrd, 0K buff, ${cached}K cached
CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq
Load average: 0.08 0.05 0.01 1/${process.peers().length * cpus} ${process.pid}
  PID  PPID USER     STAT   VSZ %VSZ %CPU COMMAND\n`
    out(process, head + rows.join(''))
    return { exit: 0 }
  },
})
