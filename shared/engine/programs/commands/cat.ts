import type { Bytes } from '../bytes.ts'
import { bare, eachLine, eachPiece } from './lib/input.ts'
import { memory, out, tool, waitFor } from './lib/tool.ts'
import type { Options } from './lib/options.ts'

const number = (count: number): Bytes => `${String(count).padStart(6)}\t`

function shown(line: Bytes, options: Options): Bytes {
  let text = line
  if (options.has('v') || options.has('A') || options.has('e') || options.has('t')) {
    text = text.replace(
      /[\x00-\x08\x0b-\x1f]/g,
      (one) => `^${String.fromCharCode(one.charCodeAt(0) + 64)}`,
    )
    text = text.replace(/\x7f/g, '^?')
  }
  if (options.has('T') || options.has('A') || options.has('t')) text = text.replaceAll('\t', '^I')
  const ends = options.has('E') || options.has('A') || options.has('e')
  return ends ? text.replace(/\n$/, '$\n') : text
}

export const cat = tool({
  name: 'cat',
  about: 'Print files: -n, -b, -v, -E, -T, -A, -s',
  options: 'n b e t v u s E T A number=n show-all=A show-ends=E',
  synopsis: '[-nbvteA] [FILE]...',
  run(process, options) {
    const state = memory(process, () => ({ at: 0, failed: false, line: 0 }))
    const { operands } = options
    const plain = !'nbetvETA'.split('').some((letter) => options.has(letter))
    const came = plain
      ? eachPiece(process, { operands, cursor: state, take: (piece) => out(process, piece) })
      : eachLine(process, {
          operands,
          cursor: state,
          take: (line) => {
            const counts = options.has('b') ? bare(line) !== '' : options.has('n')
            if (counts) state.line += 1
            out(process, (counts ? number(state.line) : '') + shown(line, options))
          },
        })
    return came === 'waits' ? waitFor({ input: 0 }, state) : { exit: state.failed ? 1 : 0 }
  },
})

export const tac = tool({
  name: 'tac',
  about: 'Print lines in reverse',
  options: '',
  synopsis: '[FILE]...',
  run(process, { operands }) {
    const state = memory(process, () => ({ at: 0, failed: false, lines: [] as string[] }))
    const came = eachLine(process, {
      operands,
      cursor: state,
      take: (line) => void state.lines.push(line),
    })
    if (came === 'waits') return waitFor({ input: 0 }, state)
    out(process, state.lines.reverse().join(''))
    return { exit: state.failed ? 1 : 0 }
  },
})
