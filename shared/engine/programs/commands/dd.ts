import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isRefused } from '../files.ts'
import { MOST_BYTES, randomBytes } from './head.ts'
import { gather } from './lib/input.ts'
import { humanSize, parseSize } from './lib/numbers.ts'
import { absolute } from './lib/path.ts'
import { fail, failUsage, isBusybox, memory, out, tool, waitFor, warn } from './lib/tool.ts'

/** Zeros that one turn adds to a file. */
const PIECE = 16 * 1024 * 1024
/** Random bytes that are kept; the rest of a random file is zeros. */
const MOST_RANDOM = 64 * 1024

type Memory = { text: Bytes; done: number; startedAt: number }

/** Makes a file longer, a piece each turn; a text is why it cannot be. */
function grow(
  process: Process,
  path: Bytes,
  from: number,
  to: number,
  first: Bytes,
): { at: number } | { problem: string; at: number } {
  const bytes = first + '\0'.repeat(Math.max(0, Math.min(to - from, PIECE) - first.length))
  const written = process.files.write(absolute(process, path), bytes, { append: from > 0 })
  return isRefused(written) ? { problem: written.problem, at: from } : { at: from + bytes.length }
}

interface Job {
  input: Bytes | undefined
  output: Bytes | undefined
  block: number
  count: number | undefined
  skip: number
  append: boolean
  quiet: boolean
}

function jobOf(process: Process, words: readonly Bytes[]): Job {
  const values = new Map<string, Bytes>()
  for (const word of words) {
    const equals = word.indexOf('=')
    if (equals < 0)
      return failUsage(process, '[if=FILE] [of=FILE] [bs=N] [count=N] [skip=N] [seek=N]')
    values.set(word.slice(0, equals), word.slice(equals + 1))
  }
  const number = (name: string): number | undefined => {
    const text = values.get(name)
    if (text === undefined) return undefined
    const factors = text.split('x').map(parseSize)
    if (factors.includes(undefined)) return fail(process, `invalid number '${text}'`)
    return factors.reduce<number>((product, one) => product * (one ?? 1), 1)
  }
  return {
    input: values.get('if'),
    output: values.get('of'),
    block: number('bs') ?? number('ibs') ?? 512,
    count: number('count'),
    skip: number('skip') ?? 0,
    append: (values.get('oflag') ?? '').includes('append'),
    quiet: values.get('status') === 'none',
  }
}

function report(process: Process, { block, quiet }: Job, bytes: number, ms: number): void {
  if (quiet) return
  const whole = Math.floor(bytes / block)
  const records = `${whole}+${bytes % block > 0 ? 1 : 0}`
  const seconds = Math.max(ms / 1000, 0.001)
  const speed = `${humanSize(Math.round(bytes / seconds))}B/s`
  const human = isBusybox(process)
    ? `(${humanSize(bytes)}B) copied, ${seconds.toFixed(6)} seconds, ${speed}`
    : `copied, ${seconds.toFixed(6)} s, ${speed}`
  process.write(`${records} records in\n${records} records out\n${bytes} bytes ${human}\n`, 2)
}

/** From `/dev/zero` and its like: bytes without end. */
function fromDevice(process: Process, job: Job, state: Memory): Turn {
  const total = job.count === undefined ? Infinity : job.count * job.block
  const toNowhere =
    job.output === '/dev/null' || (job.output === undefined && process.stream(1)?.to === 'null')
  // Somebody burns CPU: it takes no turns for that.
  if (toNowhere && total === Infinity) return waitFor({}, state)
  const isRandom = job.input !== '/dev/zero'
  if (toNowhere) state.done = total
  else if (job.output === undefined || job.output === '/dev/stdout') {
    if (total > MOST_BYTES)
      return fail(process, "error writing 'standard output': No space left on device")
    out(process, isRandom ? randomBytes(process, total) : '\0'.repeat(total))
    state.done = total
  } else {
    const first =
      isRandom && state.done === 0 ? randomBytes(process, Math.min(total, MOST_RANDOM)) : ''
    if (state.done === 0 && !job.append) process.files.write(absolute(process, job.output), '')
    const grown = grow(process, job.output, state.done, total, first)
    state.done = grown.at
    if ('problem' in grown) {
      report(process, job, state.done, process.now - state.startedAt)
      const cannot = isBusybox(process) ? "can't open" : 'failed to open'
      return fail(
        process,
        state.done > 0
          ? `error writing '${job.output}': ${grown.problem}`
          : `${cannot} '${job.output}': ${grown.problem}`,
      )
    }
    if (state.done < total) return { busy: true, state }
  }
  report(process, job, state.done, process.now - state.startedAt)
  return { exit: 0 }
}

export const dd = tool({
  name: 'dd',
  about:
    'Copy blocks: if of bs count skip oflag=append status; /dev/zero and /dev/urandom (zeros after 64 KiB)',
  run(process, { operands }) {
    const job = jobOf(process, operands)
    const state = memory<Memory>(process, () => ({ text: '', done: 0, startedAt: process.now }))
    if (/^\/dev\/(zero|u?random)$/.test(job.input ?? '')) return fromDevice(process, job, state)
    if (job.input === undefined && gather(process, state) === null)
      return waitFor({ input: 0 }, state)
    const bytes =
      job.input === undefined
        ? state.text
        : job.input === '/dev/null'
          ? ''
          : process.files.read(absolute(process, job.input))
    if (isRefused(bytes))
      return fail(
        process,
        isBusybox(process)
          ? `can't open '${job.input}': ${bytes.problem}`
          : `failed to open '${job.input}': ${bytes.problem}`,
      )
    const from = job.skip * job.block
    const part = bytes.slice(
      from,
      job.count === undefined ? undefined : from + job.count * job.block,
    )
    if (job.output === undefined) out(process, part)
    else if (job.output !== '/dev/null') {
      const written = process.files.write(absolute(process, job.output), part, {
        append: job.append,
      })
      if (isRefused(written))
        return fail(
          process,
          isBusybox(process)
            ? `can't open '${job.output}': ${written.problem}`
            : `failed to open '${job.output}': ${written.problem}`,
        )
    }
    report(process, job, part.length, process.now - state.startedAt)
    return { exit: 0 }
  },
  usage: (argv) => {
    const burns =
      argv.includes('if=/dev/zero') &&
      argv.includes('of=/dev/null') &&
      !argv.some((word) => word.startsWith('count='))
    const block = parseSize(argv.find((word) => word.startsWith('bs='))?.slice(3) ?? '') ?? 512
    return { milliCpu: burns ? 1000 : 0, memoryBytes: 1024 * 1024 + block }
  },
})

/** `+1K`, `-5`, `<10M`: sizes that lean on the one before are only grown or set. */
function sizeOf(process: Process, text: Bytes, before: number): number {
  const match = /^([+-]?)(.*)$/.exec(text)
  const size = parseSize(match?.[2] ?? '')
  if (size === undefined) return fail(process, `invalid number '${text}'`)
  return match?.[1] === '+' ? before + size : match?.[1] === '-' ? Math.max(0, before - size) : size
}

/** Brings a file to a size, over as many turns as it takes. */
function resize(process: Process, path: Bytes, text: Bytes, shrinks: boolean): Turn {
  const where = absolute(process, path)
  const info = process.files.stat(where)
  const before = isRefused(info) ? 0 : info.size
  const goal = typeof process.state === 'number' ? process.state : sizeOf(process, text, before)
  if (isRefused(info)) {
    const made = process.files.write(where, '')
    if (isRefused(made))
      return fail(
        process,
        isBusybox(process)
          ? `${path}: ${made.problem}`
          : `cannot open '${path}' for writing: ${made.problem}`,
      )
  }
  if (goal < before) {
    const bytes = process.files.read(where)
    if (shrinks && !isRefused(bytes)) process.files.write(where, bytes.slice(0, goal))
    return { exit: 0 }
  }
  if (goal === before) return { exit: 0 }
  const written = process.files.write(where, '\0'.repeat(Math.min(PIECE, goal - before)), {
    append: true,
  })
  if (isRefused(written)) return fail(process, `${path}: ${written.problem}`)
  return before + PIECE < goal ? { busy: true, state: goal } : { exit: 0 }
}

export const truncate = tool({
  name: 'truncate',
  about: 'Set the size of a file: -s',
  options: 's: c size=s no-create=c',
  synopsis: '[-c] -s SIZE FILE...',
  run(process, options) {
    const [path] = options.operands
    const size = options.get('s')
    if (path === undefined || size === undefined) return failUsage(process, '[-c] -s SIZE FILE...')
    if (options.operands.length > 1) warn(process, 'this simulator takes one file at a time')
    return resize(process, path, size, true)
  },
})

export const fallocate = tool({
  name: 'fallocate',
  about: 'Make a file of a size: -l',
  options: 'l: o: n x length=l offset=o',
  synopsis: '-l LEN FILE',
  run(process, options) {
    const [path] = options.operands
    const size = options.get('l')
    if (path === undefined || size === undefined) return failUsage(process, '-l LEN FILE')
    return resize(process, path, size, false)
  },
})
