import type { Bytes } from '../../bytes.ts'
import type { Process } from '../../command.ts'
import { isRefused, type FileInfo } from '../../files.ts'
import { absolute } from './path.ts'

/** What a condition came to: true, false, or words of complaint (code 2). */
export type Judged = boolean | { problem: Bytes }

/** What a condition may look at: the shell's own `test` gives a part of its process. */
export type Seen = Pick<Process, 'files' | 'cwd' | 'isTerminal' | 'host'>

const info = (seen: Seen, path: Bytes, ofLink = false): FileInfo | undefined => {
  const where = path === '' ? undefined : absolute(seen as Process, path)
  if (where === undefined) return undefined
  const found = ofLink ? seen.files.lstat(where) : seen.files.stat(where)
  return isRefused(found) ? undefined : found
}

const DEVICE = /^\/dev\/(null|zero|u?random|tty|std(in|out|err)|console|full)$/

const may = (seen: Seen, path: Bytes, bit: number): boolean => {
  const found = info(seen, path)
  if (!found) return DEVICE.test(path) && bit !== 1
  if (seen.host.uid === 0)
    return bit !== 1 || found.type === 'directory' || (found.mode & 0o111) !== 0
  return (found.mode & (bit * 0o111)) !== 0
}

const UNARY: Readonly<Record<string, (seen: Seen, operand: Bytes) => boolean>> = {
  '-n': (_, text) => text !== '',
  '-z': (_, text) => text === '',
  '-e': (seen, path) => info(seen, path) !== undefined || DEVICE.test(path),
  '-a': (seen, path) => info(seen, path) !== undefined,
  '-f': (seen, path) => info(seen, path)?.type === 'file',
  '-d': (seen, path) => info(seen, path)?.type === 'directory',
  '-L': (seen, path) => info(seen, path, true)?.type === 'link',
  '-h': (seen, path) => info(seen, path, true)?.type === 'link',
  '-s': (seen, path) => (info(seen, path)?.size ?? 0) > 0,
  '-r': (seen, path) => may(seen, path, 4),
  '-w': (seen, path) => may(seen, path, 2),
  '-x': (seen, path) => may(seen, path, 1),
  '-O': (seen, path) => info(seen, path) !== undefined,
  '-G': (seen, path) => info(seen, path) !== undefined,
  '-c': (_, path) => DEVICE.test(path),
  '-t': (seen, number) => seen.isTerminal(Number(number)),
  '-b': () => false,
  '-p': () => false,
  '-S': () => false,
  '-u': () => false,
  '-g': () => false,
  '-k': () => false,
}

const NUMERIC: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '-eq': (left, right) => left === right,
  '-ne': (left, right) => left !== right,
  '-lt': (left, right) => left < right,
  '-le': (left, right) => left <= right,
  '-gt': (left, right) => left > right,
  '-ge': (left, right) => left >= right,
}

const TEXTUAL: Readonly<Record<string, (left: Bytes, right: Bytes, seen: Seen) => boolean>> = {
  '=': (left, right) => left === right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '-nt': (left, right, seen) => (info(seen, left)?.at ?? -1) > (info(seen, right)?.at ?? -1),
  '-ot': (left, right, seen) => (info(seen, left)?.at ?? -1) < (info(seen, right)?.at ?? -1),
  '-ef': (left, right, seen) =>
    absolute(seen as Process, left) === absolute(seen as Process, right),
}

/** Is the word an operator between two operands? */
const isBinary = (word: Bytes | undefined): word is Bytes =>
  word !== undefined && (Object.hasOwn(NUMERIC, word) || Object.hasOwn(TEXTUAL, word))

/** Judges the words of `test` or `[ … ]`, without the brackets. */
export function judge(seen: Seen, words: readonly Bytes[]): Judged {
  if (words.length === 0) return false
  const reader = new Reader(seen, words)
  const value = reader.either()
  if (reader.problem !== undefined) return { problem: reader.problem }
  return reader.at < words.length ? { problem: `${words[reader.at]}: unknown operand` } : value
}

class Reader {
  at = 0
  problem: Bytes | undefined
  readonly seen: Seen
  readonly words: readonly Bytes[]

  constructor(seen: Seen, words: readonly Bytes[]) {
    this.seen = seen
    this.words = words
  }

  either(): boolean {
    let value = this.both()
    while (this.words[this.at] === '-o') {
      this.at += 1
      const right = this.both()
      value ||= right
    }
    return value
  }

  both(): boolean {
    let value = this.not()
    while (this.words[this.at] === '-a') {
      this.at += 1
      const right = this.not()
      value &&= right
    }
    return value
  }

  not(): boolean {
    // `[ ! = x ]` compares an exclamation mark.
    if (
      this.words[this.at] === '!' &&
      !isBinary(this.words[this.at + 1]) &&
      this.at + 1 < this.words.length
    ) {
      this.at += 1
      return !this.not()
    }
    return this.primary()
  }

  primary(): boolean {
    const { words } = this
    const first = words[this.at]
    if (first === undefined) return this.refuse('argument expected')
    if (isBinary(words[this.at + 1]) && this.at + 2 < words.length) return this.compare(first)
    if (first === '(' && words.length > this.at + 1) {
      this.at += 1
      const value = this.either()
      if (words[this.at] !== ')') return this.refuse('missing )')
      this.at += 1
      return value
    }
    const unary = Object.hasOwn(UNARY, first) ? UNARY[first] : undefined
    if (unary && this.at + 1 < words.length) {
      this.at += 2
      return unary(this.seen, words[this.at - 1] ?? '')
    }
    this.at += 1
    return first !== ''
  }

  compare(left: Bytes): boolean {
    const operator = this.words[this.at + 1] ?? ''
    const right = this.words[this.at + 2] ?? ''
    this.at += 3
    const numeric = Object.hasOwn(NUMERIC, operator) ? NUMERIC[operator] : undefined
    if (!numeric) return TEXTUAL[operator]?.(left, right, this.seen) ?? false
    for (const one of [left, right]) {
      if (!/^\s*[+-]?\d+\s*$/.test(one)) return this.refuse(`${one}: bad number`)
    }
    return numeric(Number(left), Number(right))
  }

  refuse(problem: Bytes): boolean {
    this.problem ??= problem
    return false
  }
}
