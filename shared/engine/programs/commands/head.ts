import type { Bytes } from '../bytes.ts'
import { eachLine, eachPiece, wholeNumber, type Cursor } from './lib/input.ts'
import type { Process } from '../command.ts'
import { memory, out, tool, waitFor } from './lib/tool.ts'

type Memory = Cursor & { left: number; titled: number }

/** `head -c N /dev/urandom` and `/dev/zero`: files without end. */
function endless(process: Process, path: Bytes | undefined, count: number): Bytes | undefined {
  if (path === '/dev/zero') return '\0'.repeat(count)
  return path === '/dev/urandom' || path === '/dev/random' ? randomBytes(process, count) : undefined
}

/** Bytes that nobody can guess and that are the same in every replay. */
export function randomBytes(process: Process, count: number): Bytes {
  let state = Math.floor(process.luck(`random bytes at ${process.now}`) * 2 ** 32) | 1
  let bytes = ''
  for (let index = 0; index < count; index += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes += String.fromCharCode((state >>> 11) & 0xff)
  }
  return bytes
}

/** Most bytes that one command makes of nothing. */
export const MOST_BYTES = 8 * 1024 * 1024

export const head = tool({
  name: 'head',
  about: 'Print the first lines or bytes: -n, -c, -q, -v',
  options: 'n: c: q v #n lines=n bytes=c quiet=q lines: bytes:',
  synopsis: '[OPTIONS] [FILE]...',
  run(process, options) {
    const { operands } = options
    const inBytes = options.get('c') ?? options.get('bytes')
    const count = wholeNumber(process, inBytes ?? options.get('n') ?? options.get('lines') ?? '10')
    const made =
      inBytes === undefined ? undefined : endless(process, operands[0], Math.min(count, MOST_BYTES))
    if (made !== undefined) {
      out(process, made)
      return { exit: 0 }
    }
    const state: Memory = memory(process, () => ({ at: 0, failed: false, left: count, titled: -1 }))
    const titles = (operands.length > 1 && !options.has('q')) || options.has('v')
    const names = operands.length === 0 ? ['-'] : operands
    const take = (piece: Bytes): 'enough' | void => {
      title(process, state, titles, names)
      if (state.left <= 0) return 'enough'
      const size = inBytes === undefined ? 1 : piece.length
      out(process, inBytes === undefined ? piece : piece.slice(0, state.left))
      state.left -= size
      return state.left <= 0 ? 'enough' : undefined
    }
    for (; state.at < names.length; state.at += 1) {
      if (count === 0) break
      const each = inBytes === undefined ? eachLine : eachPiece
      // One operand at a time: having enough of one is not having enough of the next.
      const cursor: Cursor = { at: 0, failed: false }
      const came = each(process, { operands: [names[state.at] ?? '-'], cursor, take })
      if (came === 'waits') return waitFor({ input: 0 }, state)
      state.failed ||= cursor.failed === true
      state.left = count
    }
    return { exit: state.failed ? 1 : 0 }
  },
})

function title(process: Process, state: Memory, titles: boolean, names: readonly Bytes[]): void {
  if (!titles || state.titled === state.at) return
  const name = names[state.at] ?? '-'
  out(
    process,
    `${state.titled >= 0 ? '\n' : ''}==> ${name === '-' ? 'standard input' : name} <==\n`,
  )
  state.titled = state.at
}
