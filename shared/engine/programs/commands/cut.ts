import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { bare, eachLine } from './lib/input.ts'
import { fail, failUsage, memory, out, tool, waitFor } from './lib/tool.ts'

type Range = readonly [from: number, to: number]

function rangesOf(process: Process, text: Bytes): Range[] {
  return text.split(',').map((part): Range => {
    const match = /^(\d*)(-?)(\d*)$/.exec(part)
    if (!match || part === '-' || part === '') return fail(process, `invalid number '${part}'`)
    const from = match[1] === '' ? 1 : Number(match[1])
    const to = match[2] === '' ? from : match[3] === '' ? Infinity : Number(match[3])
    if (from < 1) return fail(process, `invalid number '${part}'`)
    return [from, to]
  })
}

export const cut = tool({
  name: 'cut',
  about: 'Print parts of lines: -d, -f, -c, -b, -s, --output-delimiter',
  options:
    'd: f: c: b: s n complement output-delimiter: delimiter=d fields=f characters=c bytes=b only-delimited=s',
  synopsis: '{-b|c LIST | -f LIST [-d SEP] [-s]} [FILE]...',
  run(process, options) {
    const list = options.get('f') ?? options.get('c') ?? options.get('b')
    if (list === undefined)
      return failUsage(process, '{-b|c LIST | -f LIST [-d SEP] [-s]} [FILE]...')
    const ranges = rangesOf(process, list)
    const isWanted = (number: number) =>
      ranges.some(([from, to]) => number >= from && number <= to) !== options.has('complement')
    const delimiter = options.get('d') ?? '\t'
    const joint = options.get('output-delimiter')
    const part = (line: Bytes): Bytes | undefined => {
      if (!options.has('f'))
        return [...line].filter((_, index) => isWanted(index + 1)).join(joint ?? '')
      if (!line.includes(delimiter)) return options.has('s') ? undefined : line
      return line
        .split(delimiter)
        .filter((_, index) => isWanted(index + 1))
        .join(joint ?? delimiter)
    }
    const state = memory(process, () => ({ at: 0, failed: false }))
    const came = eachLine(process, {
      operands: options.operands,
      cursor: state,
      take: (line) => {
        const text = part(bare(line))
        if (text !== undefined) out(process, `${text}\n`)
      },
    })
    return came === 'waits' ? waitFor({ input: 0 }, state) : { exit: state.failed ? 1 : 0 }
  },
})
