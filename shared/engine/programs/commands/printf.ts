import type { Bytes } from '../bytes.ts'
import { unescape } from './lib/escapes.ts'
import { printfText, type Printed } from './lib/printf.ts'
import { failUsage, out, tool, warn } from './lib/tool.ts'

/** What `printf FORMAT WORDS…` writes, for the command and for shells. */
export function printfWords(words: readonly Bytes[]): Printed {
  const [format = '', ...rest] = words
  // A percent sign that an escape makes is a percent sign like others, as in C.
  const { text } = unescape(format)
  return printfText(text, rest)
}

export const printf = tool({
  name: 'printf',
  about: 'Write by a format: %s %d %i %u %x %o %f %e %g %c %b %q %%',
  run(process, { operands }) {
    const words = operands[0] === '--' ? operands.slice(1) : operands
    if (words.length === 0) return failUsage(process, 'FORMAT [ARG]...')
    const { text, problems } = printfWords(words)
    out(process, text)
    for (const problem of problems) warn(process, problem)
    return { exit: problems.length > 0 ? 1 : 0 }
  },
})
