import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import type { Millis } from '../../time.ts'
import { duration, FOR_EVER } from './lib/duration.ts'
import { fail, failUsage, isBusybox, tool, waitFor } from './lib/tool.ts'

/** Sleeps so long from its first turn on; what it remembers is the instant of its end. */
function sleepFor(process: Process, ms: () => Millis): Turn {
  const until = typeof process.state === 'number' ? process.state : process.now + ms()
  if (until >= FOR_EVER) return waitFor({}, until)
  return process.now >= until ? { exit: 0 } : waitFor({ until }, until)
}

const total = (process: Process, words: readonly Bytes[]): Millis => {
  if (words.length === 0) failUsage(process, '[N]...')
  let sum = 0
  for (const word of words) {
    const ms = duration(word)
    if (ms === undefined) {
      return fail(
        process,
        isBusybox(process) ? `invalid number '${word}'` : `invalid time interval '${word}'`,
      )
    }
    sum += ms
  }
  return sum
}

export const sleep = tool({
  name: 'sleep',
  about: 'Wait: fractions, s, m, h, d, infinity',
  run: (process, { operands }) => sleepFor(process, () => total(process, operands)),
})

export const usleep = tool({
  name: 'usleep',
  about: 'Wait microseconds',
  run: (process, { operands }) =>
    sleepFor(process, () => {
      const micros = Number(operands[0])
      if (!Number.isInteger(micros)) return fail(process, `invalid number '${operands[0] ?? ''}'`)
      return Math.ceil(micros / 1000)
    }),
})
