import type { Bytes } from '../../bytes.ts'
import { echoText } from '../../commands/echo.ts'
import { judge } from '../../commands/lib/condition.ts'
import { unescape } from '../../commands/lib/escapes.ts'
import { printf } from '../../commands/printf.ts'
import { Again, type Shell } from '../core.ts'
import { put } from '../put.ts'
import { valueOf } from '../variables.ts'
import { asBuiltin, type Builtin } from './builtin.ts'

const SECOND = 1000

function test(shell: Shell, words: readonly Bytes[], name: Bytes): number {
  if (name === '[' && words.at(-1) !== ']') {
    shell.complain(shell.state.dialect === 'bash' ? "[: missing `]'" : 'missing ]')
    return 2
  }
  const judged = judge(shell.process, name === '[' ? words.slice(0, -1) : words)
  if (typeof judged === 'boolean') return judged ? 0 : 1
  shell.complain(`${shell.state.dialect === 'ash' ? '' : `${name}: `}${judged.problem}`)
  return 2
}

/** dash reads escapes in every word; the others only after -e. */
function echo(shell: Shell, words: readonly Bytes[]): number {
  const text = shell.state.dialect === 'dash' ? dashEcho(words) : echoText(words)
  return shell.process.writeTo(1, text) ? 0 : 1
}

function dashEcho(words: readonly Bytes[]): Bytes {
  const ends = words[0] !== '-n'
  const { text, stopped } = unescape((ends ? words : words.slice(1)).join(' '))
  return text + (ends && !stopped ? '\n' : '')
}

interface ReadHow {
  raw: boolean
  names: readonly Bytes[]
  seconds?: number
  count?: number
  delimiter?: Bytes
  prompt?: Bytes
  list?: Bytes
}

function readOptions(words: readonly Bytes[]): ReadHow {
  const how: ReadHow = { raw: false, names: [] }
  let at = 0
  for (; words[at]?.startsWith('-') && words[at] !== '-'; at += 1) {
    const word = words[at] ?? ''
    for (let letter = 1; letter < word.length; letter += 1) {
      const option = word.charAt(letter)
      if (option === 'r') how.raw = true
      if (!'dnpta'.includes(option)) continue
      const value = word.slice(letter + 1) || (words[(at += 1)] ?? '')
      if (option === 't') how.seconds = Number(value)
      else if (option === 'n') how.count = Number(value)
      else if (option === 'd') how.delimiter = value.slice(0, 1)
      else if (option === 'p') how.prompt = value
      else how.list = value
      break
    }
  }
  return { ...how, names: words.slice(at) }
}

function read(shell: Shell, words: readonly Bytes[]): number {
  const { state, process } = shell
  const how = readOptions(words)
  if (how.seconds !== undefined && state.readUntil === undefined) {
    state.readUntil = process.now + Math.round(how.seconds * SECOND)
  }
  const line = nextLine(shell, how)
  if (line === '') {
    if (state.readUntil !== undefined && state.readUntil <= process.now) {
      delete state.readUntil
      return state.dialect === 'bash' ? 142 : 1
    }
    // It waits, and is run again from its beginning when there is something.
    state.awaits = { for: 'read' }
    if (state.readUntil !== undefined) state.awaits.until = state.readUntil
    throw new Again()
  }
  delete state.readUntil
  const partial = state.partial ?? ''
  delete state.partial
  const whole = partial + (line ?? '')
  const end = how.delimiter ?? '\n'
  const isWhole = line !== null && (whole.endsWith(end) || how.count !== undefined)
  if (isWhole && !how.raw && whole.endsWith('\\\n')) {
    state.partial = whole.slice(0, -2)
    return read(shell, words)
  }
  assignFields(shell, how, whole.endsWith(end) ? whole.slice(0, -end.length) : whole)
  return isWhole ? 0 : 1
}

/** A line, or as much as was asked for; '' when that is not there yet, null at the end. */
function nextLine({ process }: Shell, { count, delimiter }: ReadHow): Bytes | null {
  if (count !== undefined) return process.readFrom(0, count)
  if (delimiter === undefined || delimiter === '\n') return process.readLineFrom(0)
  let text = ''
  for (;;) {
    const byte = process.readFrom(0, 1)
    if (byte === null) return text === '' ? null : text
    if (byte === '') return text
    text += byte
    if (byte === delimiter) return text
  }
}

function assignFields(shell: Shell, how: ReadHow, line: Bytes): void {
  const separators = valueOf(shell.state, 'IFS') ?? ' \t\n'
  const text = how.raw ? line : line.replace(/\\([\s\S])/g, '$1')
  if (how.list !== undefined) {
    put(shell, how.list, fieldsOf(text, separators, Infinity))
    return
  }
  if (how.names.length === 0) return put(shell, 'REPLY', text)
  const fields = fieldsOf(text, separators, how.names.length)
  how.names.forEach((name, index) => put(shell, name, fields[index] ?? ''))
}

/** Splits into at most so many; the last one keeps what is left. */
function fieldsOf(text: Bytes, separators: Bytes, most: number): Bytes[] {
  const isBlank = (byte: Bytes): boolean => separators.includes(byte) && ' \t\n'.includes(byte)
  const fields: Bytes[] = []
  let at = 0
  const skip = (): void => {
    while (at < text.length && isBlank(text.charAt(at))) at += 1
  }
  skip()
  while (at < text.length) {
    if (fields.length === most - 1) {
      let end = text.length
      while (end > at && isBlank(text.charAt(end - 1))) end -= 1
      fields.push(text.slice(at, end))
      return fields
    }
    let end = at
    while (end < text.length && !separators.includes(text.charAt(end))) end += 1
    fields.push(text.slice(at, end))
    at = end
    skip()
    if (at < text.length && separators.includes(text.charAt(at)) && !isBlank(text.charAt(at)))
      at += 1
    skip()
  }
  return fields
}

/** What reads, writes and judges. */
export const inputOutput: Readonly<Record<string, Builtin>> = {
  echo: { run: echo },
  printf: {
    run(shell, words, name) {
      const into = words[0] === '-v' && shell.state.dialect === 'bash' ? words[1] : undefined
      if (into === undefined) return asBuiltin(printf).run(shell, words, name)
      const pipe = shell.process.pipe()
      const saved = shell.redirect({ 1: { to: 'pipe', pipe } })
      const status = asBuiltin(printf).run(shell, words.slice(2), name)
      shell.restore(saved)
      put(shell, into, shell.process.drain(pipe) ?? '')
      return status
    },
  },
  read: { run: read },
  test: { run: test },
  '[': { run: test },
}
