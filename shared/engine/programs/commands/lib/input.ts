import type { Bytes } from '../../bytes.ts'
import type { Process } from '../../command.ts'
import { isRefused, type Refused } from '../../files.ts'
import { absolute } from './path.ts'
import { Ending, isBusybox, warn } from './tool.ts'

/** Is an operand the standard input? */
export function isStdin(operand: Bytes): boolean {
  return operand === '-' || operand === '/dev/stdin'
}

/** Reads a whole file, by a path as the process means it. */
export function readFile(process: Process, path: Bytes): Bytes | Refused {
  if (path === '/dev/null') return ''
  return process.files.read(absolute(process, path))
}

/** Says that a file cannot be opened, in the words of BusyBox or GNU. */
export function warnOpen(process: Process, path: Bytes, { problem }: Refused): void {
  const busybox = isBusybox(process) && problem !== 'Is a directory'
  if (busybox) warn(process, `can't open '${path}': ${problem}`)
  else if (problem === 'Is a directory')
    warn(process, isBusybox(process) ? `read error: ${problem}` : `${path}: ${problem}`)
  else warn(process, `${path}: ${problem}`)
}

/** How far a command has read its inputs. */
export type Cursor = {
  /** The operand that it reads. */
  at: number
  /** Set when an operand could not be read. */
  failed?: boolean
}

/** What reading came to: everything was read, more has to be waited for, or it has enough. */
export type Reading = 'done' | 'waits' | 'enough'

/** Takes a piece of input and says 'enough' when it wants no more. */
export type Take = (piece: Bytes, operand: Bytes) => 'enough' | void

interface Ways {
  operands: readonly Bytes[]
  cursor: Cursor
  take: Take
  /** How a file that cannot be read is complained of: `warnOpen` when left out. */
  refuse?: (path: Bytes, refused: Refused) => void
  /** Says that an operand has been read to its end. */
  ended?: (operand: Bytes) => void
}

/** Gives all inputs line by line, each with its line end; the last one may lack it. */
export function eachLine(process: Process, ways: Ways): Reading {
  return each(process, ways, () => process.readLine(), linesOf)
}

/** Gives all inputs as they come. */
export function eachPiece(process: Process, ways: Ways): Reading {
  return each(
    process,
    ways,
    () => process.read(),
    (bytes) => [bytes],
  )
}

/** A text as lines that keep their ends. */
export function linesOf(bytes: Bytes): Bytes[] {
  return bytes === '' ? [] : (bytes.match(/[^\n]*\n|[^\n]+$/g) ?? [])
}

/** A line without its end. */
export function bare(line: Bytes): Bytes {
  return line.endsWith('\n') ? line.slice(0, -1) : line
}

function each(
  process: Process,
  { operands, cursor, take, refuse, ended }: Ways,
  next: () => Bytes | null,
  cut: (bytes: Bytes) => readonly Bytes[],
): Reading {
  const names = operands.length === 0 ? ['-'] : operands
  for (; cursor.at < names.length; cursor.at += 1) {
    const name = names[cursor.at] ?? '-'
    if (isStdin(name)) {
      const came = fromStdin(next, (piece) => take(piece, name))
      if (came !== 'done') return came
    } else {
      const bytes = readFile(process, name)
      if (isRefused(bytes)) {
        cursor.failed = true
        if (refuse) refuse(name, bytes)
        else warnOpen(process, name, bytes)
        continue
      }
      for (const piece of cut(bytes)) {
        if (piece !== '' && take(piece, name) === 'enough') return 'enough'
      }
    }
    ended?.(name)
  }
  return 'done'
}

function fromStdin(next: () => Bytes | null, take: (piece: Bytes) => 'enough' | void): Reading {
  for (;;) {
    const piece = next()
    if (piece === null) return 'done'
    if (piece === '') return 'waits'
    if (take(piece) === 'enough') return 'enough'
  }
}

/** All of stdin that has come, added to what is kept; null while more may come. */
export function gather(process: Process, kept: { text: Bytes }): Bytes | null {
  const came = fromStdin(
    () => process.read(),
    (piece) => void (kept.text += piece),
  )
  return came === 'done' ? kept.text : null
}

/** A whole number of an argument, or an end with the tool's words for a wrong one. */
export function wholeNumber(process: Process, text: Bytes, what = 'invalid number'): number {
  const match = /^([+-]?\d+)([bkKmMgG]?)$/.exec(text)
  if (!match) {
    warn(process, isBusybox(process) ? `invalid number '${text}'` : `${what}: '${text}'`)
    throw new Ending(1)
  }
  const units: Readonly<Record<string, number>> = { b: 512, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }
  return Number(match[1]) * (units[(match[2] ?? '').toLowerCase()] ?? 1)
}
