import { fail, failUsage, out, tool } from './lib/tool.ts'

/** More lines than this come in several turns. */
const LINES = 5000

const decimals = (text: string): number => (/\.(\d+)$/.exec(text)?.[1] ?? '').length

export const seq = tool({
  name: 'seq',
  about: 'Count: [FIRST [STEP]] LAST, -s, -w',
  options: '+ w s: f: equal-width=w separator=s #last',
  synopsis: '[-w] [-s SEP] [FIRST [INC]] LAST',
  run(process, options) {
    // `seq -1 3` begins with a negative number, which is no option.
    const words = options.has('last') ? process.argv.slice(1) : options.operands
    if (words.length === 0 || words.length > 3)
      return failUsage(process, '[-w] [-s SEP] [FIRST [INC]] LAST')
    for (const word of words) {
      if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return fail(process, `invalid number '${word}'`)
    }
    const numbers = words.map(Number)
    const last = numbers.at(-1) ?? 0
    const first = words.length > 1 ? (numbers[0] ?? 1) : 1
    const step = words.length > 2 ? (numbers[1] ?? 1) : 1
    if (step === 0) return fail(process, `invalid Zero increment value: '${words[1]}'`)
    const places = Math.max(0, ...words.map(decimals))
    const width = options.has('w')
      ? Math.max(first.toFixed(places).length, last.toFixed(places).length)
      : 0
    const separator = options.get('s') ?? '\n'
    const count = Math.max(0, Math.floor((last - first) / step + 1e-9) + 1)
    const from = typeof process.state === 'number' ? process.state : 0
    const until = Math.min(count, from + LINES)
    let text = ''
    for (let index = from; index < until; index += 1) {
      const number = (first + index * step).toFixed(places)
      text += number.padStart(width, '0') + (index + 1 < count ? separator : '\n')
    }
    out(process, text)
    return until < count ? { busy: true, state: until } : { exit: 0 }
  },
})
