import type { Millis } from '../../time.ts'
import type { Bytes } from '../bytes.ts'
import type { Process, Signal, Turn } from '../command.ts'
import { signalOf } from './kill.ts'
import { duration, FOR_EVER } from './lib/duration.ts'
import { strftime } from './lib/calendar.ts'
import { fail, failUsage, isBusybox, memory, out, tool, waitFor, warn } from './lib/tool.ts'

/** Starts a command, or ends with the code and words for one that cannot be started. */
function start(process: Process, argv: readonly Bytes[], own = isBusybox(process)): number {
  const child = process.spawn({ argv })
  if (typeof child === 'number') return child
  const why =
    child === 'not found'
      ? 'No such file or directory'
      : child === 'permission denied'
        ? 'Permission denied'
        : 'Resource temporarily unavailable'
  const words = own
    ? `can't execute '${argv[0]}': ${why}`
    : `failed to run command '${argv[0]}': ${why}`
  return fail(process, words, child === 'not found' ? 127 : 126)
}

type Timed = { child: number; until: Millis; killAt: Millis; sent: boolean }

const TERM = 143

export const timeout = tool({
  name: 'timeout',
  about: 'Run a command for so long at most: -s, -k, --preserve-status; code 124 (BusyBox 143)',
  options: '+ s: k: v preserve-status foreground signal=s kill-after=k t:',
  synopsis: '[-s SIG] [-k KILL_SECS] SECS PROG ARGS',
  badUsage: 125,
  handles: ['CHLD'],
  run(process, options) {
    // BusyBox before 1.30 wants `-t SECS`.
    const old = options.get('t')
    const [given = '', ...rest] = old === undefined ? options.operands : [old, ...options.operands]
    if (rest.length === 0) return failUsage(process, '[-s SIG] [-k KILL_SECS] SECS PROG ARGS', 125)
    const ms = duration(given)
    const killMs = duration(options.get('k') ?? '') ?? FOR_EVER
    const signal = signalOf(options.get('s') ?? 'TERM')
    if (ms === undefined)
      return fail(
        process,
        isBusybox(process) ? `invalid number '${given}'` : `invalid time interval '${given}'`,
        125,
      )
    if (!signal) return fail(process, `bad signal name '${options.get('s') ?? ''}'`, 125)
    const limit = ms === 0 ? FOR_EVER : ms
    const state = memory<Timed>(process, () => ({
      child: start(process, rest),
      until: process.now + limit,
      killAt: process.now + limit + killMs,
      sent: false,
    }))
    return watchOver(process, state, signal, options.has('preserve-status'))
  },
})

function watchOver(process: Process, state: Timed, signal: Signal, keeps: boolean): Turn {
  const code = process.reap(state.child)
  if (code !== undefined) {
    if (!state.sent || keeps) return { exit: code }
    return { exit: isBusybox(process) ? (code === 137 ? 137 : TERM) : code === 137 ? 137 : 124 }
  }
  if (!state.sent && process.now >= state.until) {
    process.kill(state.child, signal)
    state.sent = true
  }
  if (state.sent && process.now >= state.killAt) process.kill(state.child, 'KILL')
  const next = state.sent ? state.killAt : state.until
  const wait = {
    child: state.child,
    ...(next < FOR_EVER && next > process.now ? { until: next } : {}),
  }
  return waitFor(wait, state)
}

export const nohup = tool({
  name: 'nohup',
  about: 'Run a command that outlives its terminal',
  run(process, { operands }) {
    if (operands.length === 0) return failUsage(process, 'PROG ARGS', 125)
    if (process.which(operands[0] ?? '') === undefined)
      return fail(process, `can't execute '${operands[0]}': No such file or directory`, 127)
    return { become: operands }
  },
})

const passThrough = (name: string, about: string, grammar: string) =>
  tool({
    name,
    about,
    options: grammar,
    run(process, { operands }) {
      if (operands.length === 0) return failUsage(process, 'PROG ARGS')
      if (process.which(operands[0] ?? '') === undefined)
        return fail(process, `can't execute '${operands[0]}': No such file or directory`, 127)
      return { become: operands }
    },
  })

export const nice = passThrough(
  'nice',
  'Run a command; niceness changes nothing here',
  '+ n: #n adjustment=n',
)
export const setsid = passThrough('setsid', 'Run a command in a session of its own', '+ c w f')
export const stdbuf = passThrough('stdbuf', 'Run a command; buffers are not modelled', '+ i: o: e:')
export const tini = passThrough(
  'tini',
  'Run a command as its child would: it hands over',
  '+ s v g w p: e: l',
)

export const time = tool({
  name: 'time',
  about: 'Tell how long a command took: -p',
  options: '+ p v f: o:',
  synopsis: '[-p] PROG ARGS',
  run(process, { operands, has }) {
    if (operands.length === 0) return failUsage(process, '[-p] PROG ARGS')
    const state = memory(process, () => ({
      child: start(process, operands),
      startedAt: process.now,
    }))
    const code = process.reap(state.child)
    if (code === undefined) return waitFor({ child: state.child }, state)
    const ms = process.now - state.startedAt
    const seconds = (ms / 1000).toFixed(2)
    const minutes = `${Math.floor(ms / 60_000)}m ${((ms % 60_000) / 1000).toFixed(2)}s`
    process.write(
      has('p')
        ? `real ${seconds}\nuser 0.00\nsys 0.00\n`
        : `real\t${minutes}\nuser\t0m 0.00s\nsys\t0m 0.00s\n`,
      2,
    )
    return { exit: code }
  },
})

type Watching = { child: number | null; next: Millis }

export const watch = tool({
  name: 'watch',
  about: 'Run a command again and again: -n, -t',
  options: '+ n: t d e g c interval=n no-title=t differences=d',
  synopsis: '[-n SEC] [-t] PROG ARGS',
  run(process, options) {
    if (options.operands.length === 0) return failUsage(process, '[-n SEC] [-t] PROG ARGS')
    const seconds = options.get('n') ?? '2'
    const interval = Math.max(duration(seconds) ?? 2000, 100)
    const state = memory<Watching>(process, () => ({ child: null, next: process.now }))
    if (state.child !== null) {
      if (process.reap(state.child) === undefined) return waitFor({ child: state.child }, state)
      state.child = null
    }
    if (process.now < state.next) return waitFor({ until: state.next }, state)
    const line = options.operands.join(' ')
    const head = `Every ${Number(seconds).toFixed(1)}s: ${line}`
    const stamp = strftime('%Y-%m-%d %H:%M:%S', process.now)
    out(process, `\x1b[H\x1b[J${options.has('t') ? '' : `${head.padEnd(60)}${stamp}\n\n`}`)
    state.child = start(process, ['sh', '-c', line])
    state.next = process.now + interval
    return waitFor({ child: state.child }, state)
  },
})

const noEditor = (name: string) =>
  tool({
    name,
    about: 'Says that there is no editor',
    run(process) {
      warn(process, 'this simulator has no editor: write files with echo, printf, sed or cat <<EOF')
      return { exit: 1 }
    },
  })

export const vi = noEditor('vi')
export const vim = noEditor('vim')
export const nano = noEditor('nano')
