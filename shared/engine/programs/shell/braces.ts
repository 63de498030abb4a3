import type { Bytes } from '../bytes.ts'
import { MOST_WORDS, TooMuch } from './limits.ts'

/**
 * Brace expansion of a word as it was written: `a{b,c}d`, `{1..10..2}`, `{a..e}`. What is quoted or
 * behind a `$` is left alone. Source: bash manual, Brace Expansion.
 */
export function braceExpand(word: Bytes): Bytes[] {
  const found = firstBrace(word)
  if (!found) return [word]
  const { from, to, parts } = found
  const before = word.slice(0, from)
  const rest = braceExpand(word.slice(to))
  const middle = parts.flatMap((part) => (found.isRange ? [part] : braceExpand(part)))
  if (middle.length * rest.length > MOST_WORDS) throw new TooMuch('too many words')
  return middle.flatMap((part) => rest.map((end) => before + part + end))
}

interface Brace {
  from: number
  to: number
  parts: Bytes[]
  isRange: boolean
}

function firstBrace(word: Bytes): Brace | undefined {
  for (let from = 0; from < word.length; from += 1) {
    from = skipQuoted(word, from)
    if (word[from] !== '{' || word[from - 1] === '$') continue
    const brace = readBrace(word, from)
    if (brace) return brace
  }
  return undefined
}

/** The index of the last byte of what is quoted here, or the same index. */
function skipQuoted(word: Bytes, at: number): number {
  const byte = word[at]
  if (byte === '\\') return at + 2
  if (byte === "'") return Math.max(at, word.indexOf("'", at + 1))
  if (byte === '$' && (word[at + 1] === '{' || word[at + 1] === '(')) return closing(word, at + 1)
  if (byte !== '"') return at
  for (let end = at + 1; end < word.length; end += 1) {
    if (word[end] === '\\') end += 1
    else if (word[end] === '"') return end
  }
  return at
}

function closing(word: Bytes, from: number): number {
  const open = word.charAt(from)
  const close = open === '{' ? '}' : ')'
  let depth = 0
  for (let at = from; at < word.length; at += 1) {
    if (word[at] === open) depth += 1
    else if (word[at] === close) depth -= 1
    if (depth === 0) return at
  }
  return from
}

function readBrace(word: Bytes, from: number): Brace | undefined {
  const parts: Bytes[] = []
  let depth = 0
  let begin = from + 1
  for (let at = from + 1; at < word.length; at += 1) {
    const skipped = skipQuoted(word, at)
    if (skipped !== at) {
      at = skipped
      continue
    }
    const byte = word[at]
    if (byte === '{') depth += 1
    else if (byte === ',' && depth === 0) {
      parts.push(word.slice(begin, at))
      begin = at + 1
    } else if (byte === '}') {
      if (depth > 0) depth -= 1
      else return closed(from, at, [...parts, word.slice(begin, at)])
    }
  }
  return undefined
}

function closed(from: number, at: number, parts: Bytes[]): Brace | undefined {
  if (parts.length > 1) return { from, to: at + 1, parts, isRange: false }
  const range = rangeOf(parts[0] ?? '')
  return range && { from, to: at + 1, parts: range, isRange: true }
}

function rangeOf(text: Bytes): Bytes[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text)
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(text)
  const [, low = '', high = '', by = '1'] = numbers ?? letters ?? []
  if (low === '') return undefined
  const from = numbers ? Number(low) : low.charCodeAt(0)
  const to = numbers ? Number(high) : high.charCodeAt(0)
  const step = Math.max(1, Math.abs(Number(by)))
  const count = Math.floor(Math.abs(to - from) / step) + 1
  if (count > MOST_WORDS) throw new TooMuch('too many words')
  const isPadded = (numbers && /^-?0\d|^-?0\d/.test(`${low}`)) || (numbers && /^-?0\d/.test(high))
  const width = isPadded ? Math.max(low.length, high.length) : 0
  return Array.from({ length: count }, (_, index) => {
    const value = from < to ? from + index * step : from - index * step
    if (!numbers) return String.fromCharCode(value)
    const digits = String(Math.abs(value)).padStart(value < 0 ? width - 1 : width, '0')
    return value < 0 ? `-${digits}` : digits
  })
}
