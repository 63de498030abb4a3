import type { Bytes } from '../bytes.ts'
import { eachPiece } from './lib/input.ts'
import type { Options } from './lib/options.ts'
import { isBusybox, memory, out, tool, waitFor } from './lib/tool.ts'

type Counts = { lines: number; words: number; bytes: number; inWord: boolean }

const fresh = (): Counts => ({ lines: 0, words: 0, bytes: 0, inWord: false })

function count(counts: Counts, piece: Bytes): void {
  counts.bytes += piece.length
  for (const one of piece) {
    if (one === '\n') counts.lines += 1
    const inWord = !/\s/.test(one)
    if (inWord && !counts.inWord) counts.words += 1
    counts.inWord = inWord
  }
}

function line(counts: Counts, name: Bytes, options: Options, width: number): Bytes {
  const all = !['l', 'w', 'c', 'm'].some((letter) => options.has(letter))
  const shown: number[] = []
  if (all || options.has('l')) shown.push(counts.lines)
  if (all || options.has('w')) shown.push(counts.words)
  if (all || options.has('c') || options.has('m')) shown.push(counts.bytes)
  // A single number from stdin stands alone; everything else is a table.
  const columns =
    shown.length === 1 && width === 0 ? shown : shown.map((one) => String(one).padStart(width))
  return `${[...columns, ...(name === '-' ? [] : [name])].join(' ')}\n`
}

export const wc = tool({
  name: 'wc',
  about: 'Count lines, words, bytes: -l, -w, -c, -m',
  options: 'l w c m L lines=l words=w bytes=c chars=m',
  synopsis: '[-clwL] [FILE]...',
  run(process, options) {
    const { operands } = options
    const state = memory(process, () => ({
      at: 0,
      failed: false,
      now: fresh(),
      done: [] as Counts[],
      names: [] as string[],
    }))
    const came = eachPiece(process, {
      operands,
      cursor: state,
      take: (piece) => count(state.now, piece),
      ended: (name) => {
        state.done.push(state.now)
        state.names.push(name)
        state.now = fresh()
      },
    })
    if (came === 'waits') return waitFor({ input: 0 }, state)
    const rows = state.done.map((counts, index) => ({ counts, name: state.names[index] ?? '-' }))
    if (operands.length > 1) {
      const sum = (key: 'lines' | 'words' | 'bytes') =>
        state.done.reduce((all, one) => all + one[key], 0)
      const counts = {
        lines: sum('lines'),
        words: sum('words'),
        bytes: sum('bytes'),
        inWord: false,
      }
      rows.push({ counts, name: 'total' })
    }
    const single = 'lwcm'.split('').filter((letter) => options.has(letter)).length === 1
    const widest = Math.max(1, ...rows.map(({ counts }) => String(counts.bytes).length))
    const table = isBusybox(process) ? 9 : operands.length === 0 ? 7 : widest
    const width = single && rows.length === 1 ? 0 : table
    for (const { counts, name } of rows) out(process, line(counts, name, options, width))
    return { exit: state.failed ? 1 : 0 }
  },
})
