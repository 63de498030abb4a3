import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { absolute } from './lib/path.ts'
import { isRefused } from '../files.ts'
import { bare, eachLine, eachPiece, wholeNumber } from './lib/input.ts'
import { memory, out, tool, waitFor, warn } from './lib/tool.ts'

/** Gives every line of its inputs to a function and prints what that makes of it. */
function mapped(
  process: Process,
  operands: readonly Bytes[],
  map: (line: Bytes, number: number) => Bytes,
): Turn {
  const state = memory(process, () => ({ at: 0, failed: false, line: 0 }))
  const came = eachLine(process, {
    operands,
    cursor: state,
    take: (line) => out(process, map(line, (state.line += 1))),
  })
  return came === 'waits' ? waitFor({ input: 0 }, state) : { exit: state.failed ? 1 : 0 }
}

export const rev = tool({
  name: 'rev',
  about: 'Reverse every line',
  options: '',
  synopsis: '[FILE]...',
  run: (process, { operands }) =>
    mapped(
      process,
      operands,
      (line) => [...bare(line)].reverse().join('') + (line.endsWith('\n') ? '\n' : ''),
    ),
})

export const nl = tool({
  name: 'nl',
  about: 'Number lines: -b a, -w, -s, -v',
  options: 'b: w: s: v: i: n: ba',
  synopsis: '[OPTIONS] [FILE]...',
  run(process, options) {
    const width = wholeNumber(process, options.get('w') ?? '6')
    const all = options.get('b') === 'a' || options.has('ba')
    const state = memory(process, () => ({
      at: 0,
      failed: false,
      count: wholeNumber(process, options.get('v') ?? '1') - 1,
    }))
    const came = eachLine(process, {
      operands: options.operands,
      cursor: state,
      take: (line) => {
        if (!all && bare(line) === '') return out(process, `${' '.repeat(width + 1)}\n`)
        state.count += 1
        out(process, `${String(state.count).padStart(width)}${options.get('s') ?? '\t'}${line}`)
      },
    })
    return came === 'waits' ? waitFor({ input: 0 }, state) : { exit: state.failed ? 1 : 0 }
  },
})

export const uniq = tool({
  name: 'uniq',
  about: 'Drop repeated lines: -c, -d, -u, -i',
  options: 'c d u i f: s: w: count=c repeated=d unique=u ignore-case=i',
  synopsis: '[-cdui] [INPUT [OUTPUT]]',
  run(process, options) {
    const state = memory(process, () => ({
      at: 0,
      failed: false,
      line: null as Bytes | null,
      count: 0,
    }))
    const key = (line: Bytes) => (options.has('i') ? line.toLowerCase() : line)
    const flush = () => {
      if (state.line === null) return
      if ((options.has('d') && state.count < 2) || (options.has('u') && state.count > 1)) return
      out(
        process,
        `${options.has('c') ? `${String(state.count).padStart(7)} ` : ''}${state.line}\n`,
      )
    }
    const came = eachLine(process, {
      operands: options.operands.slice(0, 1),
      cursor: state,
      take: (whole) => {
        const line = bare(whole)
        if (state.line !== null && key(state.line) === key(line)) {
          state.count += 1
          return
        }
        flush()
        state.line = line
        state.count = 1
      },
    })
    if (came === 'waits') return waitFor({ input: 0 }, state)
    flush()
    return { exit: state.failed ? 1 : 0 }
  },
})

export const tee = tool({
  name: 'tee',
  about: 'Copy stdin to files and to stdout: -a',
  options: 'a i append=a',
  synopsis: '[-ai] [FILE]...',
  run(process, options) {
    const state = memory<{ at: number; begun: boolean; code: number }>(process, () => ({
      at: 0,
      begun: false,
      code: 0,
    }))
    const put = (bytes: Bytes, append: boolean) => {
      for (const path of options.operands) {
        const written = process.files.write(absolute(process, path), bytes, { append })
        if (!isRefused(written)) continue
        if (state.code === 0) warn(process, `${path}: ${written.problem}`)
        state.code = 1
      }
    }
    if (!state.begun) put('', options.has('a'))
    state.begun = true
    const came = eachPiece(process, {
      operands: [],
      cursor: state,
      take: (piece) => {
        put(piece, true)
        out(process, piece)
      },
    })
    return came === 'waits' ? waitFor({ input: 0 }, state) : { exit: state.code }
  },
})
