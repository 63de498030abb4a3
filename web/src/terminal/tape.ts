/** Text as a terminal lays it down: the cursor can only move within the last line. */
export interface Tape {
  readonly text: string
  /** Where the next letter goes in the last line, in letters (code points). */
  readonly column: number
  /** The beginning of a control sequence whose end has not come yet. */
  readonly pending: string
}

export const BLANK: Tape = { text: '', column: 0, pending: '' }

/** Older output is let go: a program may write for an hour. */
const MOST_LETTERS = 200_000

const CSI = '\\x1b\\[([\\d;?]*)([@-~])'
const TOKENS = new RegExp(`${CSI}|\\x1b[^[]|[\\r\\n\\b]|[^\\x00-\\x08\\n\\x0b-\\x1f\\x7f]+|.`, 'gs')
const UNFINISHED = new RegExp('\\x1b(\\[[\\d;?]*)?$')

/**
 * Writes what a program says: `\r` goes back to the begin of the line, `\b` one letter, and what is
 * there is overwritten. Colours are dropped; of the other control sequences (ECMA-48) only those
 * that erase and move within the line have an effect.
 */
export function write(tape: Tape, said: string): Tape {
  const all = (tape.pending + said).replaceAll('\r\n', '\n')
  const pending = UNFINISHED.exec(all)?.[0] ?? ''
  const end = tape.text.lastIndexOf('\n') + 1
  let head = tape.text.slice(0, end)
  let line = Array.from(tape.text.slice(end))
  let { column } = tape
  for (const [token, count = '', act] of all
    .slice(0, all.length - pending.length)
    .matchAll(TOKENS)) {
    if (token === '\n') {
      head += `${line.join('')}\n`
      line = []
      column = 0
    } else if (token === '\r') column = 0
    else if (token === '\b') column = Math.max(column - 1, 0)
    else if (act === 'K') line = erased(line, column, count)
    else if (act === 'C') column = Math.min(column + (Number(count) || 1), line.length)
    else if (act === 'D') column = Math.max(column - (Number(count) || 1), 0)
    else if (act === 'J' && Number(count) >= 2) [head, line, column] = ['', [], 0]
    else if ((act === undefined && token >= ' ' && token !== '\x7f') || token.startsWith('\t')) {
      const letters = Array.from(token)
      line.splice(column, letters.length, ...letters)
      column += letters.length
    }
  }
  return { text: shortened(head + line.join('')), column, pending }
}

/** What stands after the last line end: a prompt, where a shell waits. */
export const lastLineOf = ({ text }: Tape): string => text.slice(text.lastIndexOf('\n') + 1)

function erased(line: string[], column: number, count: string): string[] {
  if (count === '2') return []
  if (count === '1') return line.map((letter, at) => (at <= column ? ' ' : letter))
  return line.slice(0, column)
}

function shortened(text: string): string {
  if (text.length <= MOST_LETTERS) return text
  const cut = text.length - MOST_LETTERS / 2
  const lineEnd = text.indexOf('\n', cut)
  return text.slice(lineEnd === -1 ? cut : lineEnd + 1)
}
