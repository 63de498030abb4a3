import type { Bytes } from '../bytes.ts'

/** One step of a pattern: any one byte, any run of bytes, or one of a set. */
type Token = 'any' | 'star' | ((byte: string) => boolean)

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /[0-9]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
}

/** Marks what is to be taken as it is within a pattern. */
export function literally(text: Bytes): Bytes {
  return text.replace(/[\\*?[\]]/g, '\\$&')
}

/** Has a pattern anything but plain bytes in it? */
export function isPattern(text: Bytes): boolean {
  return /(^|[^\\])(\\\\)*[*?[]/.test(text)
}

/** A pattern's bytes without the marks of `literally`. */
export function unmarked(text: Bytes): Bytes {
  return text.replace(/\\([\s\S])/g, '$1')
}

/** Does a pattern of a shell match a whole text? */
export function matches(pattern: Bytes, text: Bytes): boolean {
  const lengths = prefixes(tokens(pattern), text)
  return lengths[lengths.length - 1] === text.length
}

/** The shortest or longest prefix of a text that a pattern matches, by its length. */
export function matchPrefix(pattern: Bytes, text: Bytes, longest: boolean): number | undefined {
  const lengths = prefixes(tokens(pattern), text)
  return longest ? lengths.at(-1) : lengths[0]
}

/** The same for suffixes. */
export function matchSuffix(pattern: Bytes, text: Bytes, longest: boolean): number | undefined {
  const lengths = prefixes(tokens(pattern).reverse(), reversed(text))
  return longest ? lengths.at(-1) : lengths[0]
}

function reversed(text: Bytes): Bytes {
  let turned = ''
  for (let at = text.length - 1; at >= 0; at -= 1) turned += text.charAt(at)
  return turned
}

/**
 * All lengths of prefixes that match, in order. All ways are followed at once, so that no pattern
 * takes longer than its length times the text's.
 */
function prefixes(pattern: readonly Token[], text: Bytes): number[] {
  const found: number[] = []
  let states = reach(pattern, new Set([0]))
  for (let at = 0; ; at += 1) {
    if (states.has(pattern.length)) found.push(at)
    if (at >= text.length || states.size === 0) return found
    const byte = text.charAt(at)
    const next = new Set<number>()
    for (const state of states) {
      const token = pattern[state]
      if (token === 'star') next.add(state)
      else if (token === 'any' || (typeof token === 'function' && token(byte))) next.add(state + 1)
    }
    states = reach(pattern, next)
  }
}

/** A star may stand for nothing. */
function reach(pattern: readonly Token[], states: Set<number>): Set<number> {
  for (const state of states) if (pattern[state] === 'star') states.add(state + 1)
  return states
}

function tokens(pattern: Bytes): Token[] {
  const list: Token[] = []
  for (let at = 0; at < pattern.length; at += 1) {
    const byte = pattern.charAt(at)
    if (byte === '*') list.push('star')
    else if (byte === '?') list.push('any')
    else if (byte === '[') {
      const set = readSet(pattern, at)
      if (set) {
        list.push(set.token)
        at = set.end
      } else list.push(same('['))
    } else if (byte === '\\' && at + 1 < pattern.length) {
      at += 1
      list.push(same(pattern.charAt(at)))
    } else list.push(same(byte))
  }
  return list
}

function same(wanted: string): Token {
  return (byte) => byte === wanted
}

/** A set such as `[a-z]`, `[!0-9]` or `[[:space:]]`; undefined when it is not closed. */
function readSet(pattern: Bytes, from: number): { token: Token; end: number } | undefined {
  let at = from + 1
  const isNegated = pattern[at] === '!' || pattern[at] === '^'
  if (isNegated) at += 1
  const tests: ((byte: string) => boolean)[] = []
  for (let first = true; at < pattern.length; first = false) {
    if (pattern[at] === ']' && !first) {
      const isIn = (byte: string): boolean => tests.some((test) => test(byte))
      return { token: (byte) => isIn(byte) !== isNegated, end: at }
    }
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at, at + 12))
    const known = named && CLASSES[named[1] ?? '']
    if (named && known) {
      tests.push((byte) => known.test(byte))
      at += named[0].length
      continue
    }
    if (pattern[at] === '\\') at += 1
    const low = pattern.charAt(at)
    const isRange = pattern[at + 1] === '-' && at + 2 < pattern.length && pattern[at + 2] !== ']'
    const high = isRange ? pattern.charAt(at + 2) : low
    tests.push((byte) => byte >= low && byte <= high)
    at += isRange ? 3 : 1
  }
  return undefined
}
