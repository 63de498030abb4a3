import type { Millis } from '../../time.ts'
import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isRefused } from '../files.ts'
import { duration } from './lib/duration.ts'
import { gather, isStdin, linesOf, readFile, warnOpen } from './lib/input.ts'
import type { Options } from './lib/options.ts'
import { fail, isBusybox, memory, out, tool, waitFor, warn } from './lib/tool.ts'

/** A file that is followed: how far it was printed, or -1 while it is not there. */
type Followed = { path: Bytes; at: number }
type Memory = { text: Bytes; followed: Followed[] | null; titled: Bytes | null }

interface Amount {
  /** `+N`: from there on, instead of the last so many. */
  fromStart: boolean
  count: number
  bytes: boolean
}

function amountOf(process: Process, options: Options): Amount {
  const bytes = options.has('c')
  const text = options.get('c') ?? options.get('n') ?? '10'
  const match = /^([+-]?)(\d+)([kKmM]?)$/.exec(text)
  if (!match) return fail(process, `invalid number '${text}'`)
  const unit = { k: 1024, m: 1024 ** 2 }[(match[3] ?? '').toLowerCase()] ?? 1
  return { fromStart: match[1] === '+', count: Number(match[2]) * unit, bytes }
}

/** The end of a text, or what follows its beginning. */
function cut(text: Bytes, { fromStart, count, bytes }: Amount): Bytes {
  const skipped = Math.max(0, count - 1)
  if (bytes) return fromStart ? text.slice(skipped) : count === 0 ? '' : text.slice(-count)
  const lines = linesOf(text)
  return (fromStart ? lines.slice(skipped) : count === 0 ? [] : lines.slice(-count)).join('')
}

const POLL_MS: Millis = 1000

class Tail {
  readonly process: Process
  readonly options: Options
  readonly state: Memory
  readonly titles: boolean

  constructor(process: Process, options: Options, state: Memory) {
    this.process = process
    this.options = options
    this.state = state
    this.titles = (options.operands.length > 1 && !options.has('q')) || options.has('v')
  }

  title(path: Bytes): void {
    if (!this.titles || this.state.titled === path) return
    const name = isStdin(path) ? 'standard input' : path
    out(this.process, `${this.state.titled === null ? '' : '\n'}==> ${name} <==\n`)
    this.state.titled = path
  }

  /** Prints the ends of all files; code 1 when one is not there. */
  begin(amount: Amount): { code: number; followed: Followed[] } {
    let code = 0
    const followed: Followed[] = []
    for (const path of this.options.operands) {
      if (path === '/dev/null') {
        this.title(path)
        continue
      }
      const bytes = isStdin(path) ? this.state.text : readFile(this.process, path)
      if (isRefused(bytes)) {
        code = 1
        if (isBusybox(this.process) || bytes.problem === 'Is a directory')
          warnOpen(this.process, path, bytes)
        else warn(this.process, `cannot open '${path}' for reading: ${bytes.problem}`)
        if (this.options.has('F') || this.options.has('retry')) followed.push({ path, at: -1 })
        continue
      }
      this.title(path)
      out(this.process, cut(bytes, amount))
      if (!isStdin(path)) followed.push({ path, at: bytes.length })
    }
    return { code, followed }
  }

  /** Prints what was added since the last look. */
  look(followed: readonly Followed[]): void {
    for (const one of followed) {
      const bytes = readFile(this.process, one.path)
      if (isRefused(bytes)) {
        if (this.options.has('F')) one.at = -1
        continue
      }
      if (one.at < 0 && !isBusybox(this.process))
        warn(this.process, `'${one.path}' has appeared;  following new file`)
      // A file that has shrunk was written anew.
      if (bytes.length < one.at && !isBusybox(this.process))
        warn(this.process, `${one.path}: file truncated`)
      const from = one.at < 0 || bytes.length < one.at ? 0 : one.at
      if (bytes.length > from) {
        this.title(one.path)
        out(this.process, bytes.slice(from))
      }
      one.at = bytes.length
    }
  }
}

function follow(tail: Tail, options: Options, amount: Amount): Turn {
  const { state, process } = tail
  if (!state.followed) {
    const { code, followed } = tail.begin(amount)
    const nothing = options.operands.length > 0 && followed.length === 0 && code !== 0
    if (nothing) {
      if (!isBusybox(process)) warn(process, 'no files remaining')
      return { exit: 1 }
    }
    state.followed = followed
  } else tail.look(state.followed)
  // With nothing that can change, as in `tail -f /dev/null`, it only waits for its end.
  if (state.followed.length === 0) return waitFor({}, state)
  const pollMs = options.has('s') ? (duration(options.get('s') ?? '') ?? POLL_MS) : POLL_MS
  return waitFor({ until: process.now + Math.max(pollMs, 100) }, state)
}

export const tail = tool({
  name: 'tail',
  about: 'Print the last lines or bytes: -n, -c, -f, -F, -q, -v, -s',
  options:
    'n: c: f F q v s: #n lines=n bytes=c follow=f retry quiet=q verbose=v pid: sleep-interval=s',
  synopsis: '[OPTIONS] [FILE]...',
  run(process, options) {
    const state = memory<Memory>(process, () => ({ text: '', followed: null, titled: null }))
    const follows = options.has('f') || options.has('F')
    const amount = amountOf(process, options)
    const fromStdin = options.operands.length === 0
    const given: Options = fromStdin ? { ...options, operands: ['-'] } : options
    if (!state.followed && given.operands.some(isStdin) && gather(process, state) === null) {
      return waitFor({ input: 0 }, state)
    }
    const tail = new Tail(process, given, state)
    return follows && !fromStdin ? follow(tail, given, amount) : { exit: tail.begin(amount).code }
  },
})
