import type { Bytes } from '../../bytes.ts'

/** Syntax tree of a regular expression over bytes. */
export type Node =
  | { is: 'set'; has: ReadonlySet<number> | 'any'; not: boolean }
  | { is: 'start' | 'end' | 'edge' | 'word start' | 'word end' | 'no edge' }
  | { is: 'group'; number: number | undefined; body: Node }
  | { is: 'back'; number: number }
  | { is: 'sequence' | 'choice'; parts: readonly Node[] }
  | { is: 'repeat'; body: Node; from: number; to: number; lazy: boolean }

/** How a pattern is written: POSIX basic, POSIX extended, or the widened form of `grep -P`. */
export type Dialect = 'basic' | 'extended' | 'perl'

/** A pattern that is no pattern. */
export interface BadPattern {
  problem: string
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[ \t\n\r\f\v]/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  cntrl: /[\x00-\x1f\x7f]/,
  xdigit: /[0-9A-Fa-f]/,
}

const LETTERS: Readonly<Record<string, { class: RegExp; not: boolean }>> = {
  w: { class: /[A-Za-z0-9_]/, not: false },
  W: { class: /[A-Za-z0-9_]/, not: true },
  s: { class: /[ \t\n\r\f\v]/, not: false },
  S: { class: /[ \t\n\r\f\v]/, not: true },
  d: { class: /[0-9]/, not: false },
  D: { class: /[0-9]/, not: true },
}

const codesOf = (pattern: RegExp): number[] => {
  const codes: number[] = []
  for (let code = 0; code < 256; code += 1)
    if (pattern.test(String.fromCharCode(code))) codes.push(code)
  return codes
}

const ONE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' }

/** Repeats beyond this are refused, as by POSIX (RE_DUP_MAX). */
const MOST_REPEATS = 255

class Parser {
  at = 0
  groups = 0
  depth = 0
  readonly text: Bytes
  readonly dialect: Dialect
  readonly folds: boolean

  constructor(text: Bytes, dialect: Dialect, folds: boolean) {
    this.text = text
    this.dialect = dialect
    this.folds = folds
  }

  /** Is the special sign here? In basic patterns some are written with a backslash. */
  sees(sign: string): boolean {
    return this.text.startsWith(this.spelt(sign), this.at)
  }

  spelt(sign: string): string {
    return this.dialect === 'basic' ? `\\${sign}` : sign
  }

  takes(sign: string): boolean {
    if (!this.sees(sign)) return false
    this.at += this.spelt(sign).length
    return true
  }

  choice(): Node {
    const parts = [this.sequence()]
    while (this.takes('|')) parts.push(this.sequence())
    return parts.length === 1 ? (parts[0] as Node) : { is: 'choice', parts }
  }

  sequence(): Node {
    const parts: Node[] = []
    while (this.at < this.text.length && !this.sees('|') && !(this.depth > 0 && this.sees(')'))) {
      parts.push(this.repeated(parts.length === 0))
    }
    return { is: 'sequence', parts }
  }

  repeated(first: boolean): Node {
    let node = this.atom(first)
    for (;;) {
      const bounds = this.bounds()
      if (!bounds) return node
      const lazy = this.dialect === 'perl' && this.text.charAt(this.at) === '?'
      if (lazy) this.at += 1
      node = { is: 'repeat', body: node, from: bounds[0], to: bounds[1], lazy }
    }
  }

  bounds(): [number, number] | undefined {
    if (this.text.charAt(this.at) === '*') {
      this.at += 1
      return [0, Infinity]
    }
    if (this.takes('+')) return [1, Infinity]
    if (this.takes('?')) return [0, 1]
    if (!this.sees('{')) return undefined
    const close = this.dialect === 'basic' ? '\\\\\\}' : '\\}'
    const rest = this.text.slice(this.at + this.spelt('{').length)
    const match = new RegExp(`^(\\d*)(,?)(\\d*)${close}`).exec(rest)
    if (!match || (match[1] === '' && match[2] === '')) {
      if (this.dialect === 'basic') throw new Problem('Invalid preceding regular expression')
      return undefined
    }
    this.at += this.spelt('{').length + match[0].length
    const from = Number(match[1])
    const to = match[2] === '' ? from : match[3] === '' ? Infinity : Number(match[3])
    if (from > to) throw new Problem('Invalid content of \\{\\}')
    if (from > MOST_REPEATS || (to !== Infinity && to > MOST_REPEATS))
      throw new Problem('Regular expression too big')
    return [from, to]
  }

  atom(first: boolean): Node {
    if (this.takes('(')) return this.group()
    const one = this.text.charAt(this.at)
    this.at += 1
    if (one === '.') return { is: 'set', has: 'any', not: false }
    if (one === '[') return this.bracket()
    if (one === '^' && (this.dialect !== 'basic' || first)) return { is: 'start' }
    if (one === '$' && this.isEnd()) return { is: 'end' }
    if (one === '\\') return this.escaped()
    // A star at the beginning of a basic pattern is a star.
    return this.literal(one)
  }

  isEnd(): boolean {
    if (this.dialect !== 'basic') return true
    return this.at >= this.text.length || this.sees(')') || this.sees('|')
  }

  group(): Node {
    let number: number | undefined
    if (this.dialect === 'perl' && this.text.startsWith('?:', this.at)) this.at += 2
    else number = this.groups += 1
    this.depth += 1
    const body = this.choice()
    this.depth -= 1
    if (!this.takes(')'))
      throw new Problem(this.dialect === 'basic' ? 'Unmatched ( or \\(' : 'Unmatched ( or \\(')
    return { is: 'group', number, body }
  }

  literal(one: Bytes): Node {
    const has = this.folds ? [one.toLowerCase(), one.toUpperCase()] : [one]
    return { is: 'set', has: new Set(has.map((each) => each.charCodeAt(0))), not: false }
  }

  escaped(): Node {
    if (this.at >= this.text.length) throw new Problem('Trailing backslash')
    const one = this.text.charAt(this.at)
    this.at += 1
    if (/[1-9]/.test(one)) return { is: 'back', number: Number(one) }
    if (one === 'b') return { is: 'edge' }
    if (one === 'B') return { is: 'no edge' }
    if (one === '<') return { is: 'word start' }
    if (one === '>') return { is: 'word end' }
    const letter = LETTERS[one]
    if (letter && (this.dialect === 'perl' || !/[dD]/.test(one))) {
      return { is: 'set', has: new Set(codesOf(letter.class)), not: letter.not }
    }
    return this.literal(ONE[one] ?? one)
  }

  bracket(): Node {
    const has = new Set<number>()
    const not = this.text.charAt(this.at) === '^'
    if (not) this.at += 1
    const first = this.at
    for (;;) {
      const one = this.text.charAt(this.at)
      if (one === '') throw new Problem('Unmatched [, [^, [:, [., or [=')
      if (one === ']' && this.at > first) break
      this.range(has)
    }
    this.at += 1
    return { is: 'set', has, not }
  }

  range(has: Set<number>): void {
    const named = /^\[:(\w+):\]/.exec(this.text.slice(this.at))
    if (named) {
      const pattern = CLASSES[named[1] ?? '']
      if (!pattern) throw new Problem('Invalid character class name')
      for (const code of codesOf(pattern)) this.put(has, code)
      this.at += named[0].length
      return
    }
    const from = this.rangeEnd(has)
    if (from === undefined) return
    if (this.text.charAt(this.at) !== '-' || /^(\]|)$/.test(this.text.charAt(this.at + 1)))
      return this.put(has, from)
    this.at += 1
    const to = this.rangeEnd(has) ?? from
    if (to < from) throw new Problem('Invalid range end')
    for (let code = from; code <= to; code += 1) this.put(has, code)
  }

  /** One sign in brackets; backslashes mean something only in the widened form. */
  rangeEnd(has: Set<number>): number | undefined {
    const one = this.text.charAt(this.at)
    this.at += 1
    const next = this.text.charAt(this.at)
    if (one !== '\\' || (this.dialect !== 'perl' && !/[nt]/.test(next))) return one.charCodeAt(0)
    this.at += 1
    const letter = LETTERS[next]
    if (!letter) return (ONE[next] ?? next).charCodeAt(0)
    for (const code of codesOf(letter.class)) this.put(has, code)
    return undefined
  }

  put(has: Set<number>, code: number): void {
    has.add(code)
    if (!this.folds) return
    const one = String.fromCharCode(code)
    has.add(one.toLowerCase().charCodeAt(0))
    has.add(one.toUpperCase().charCodeAt(0))
  }
}

class Problem {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Reads a pattern. */
export function parseRegex(
  text: Bytes,
  dialect: Dialect,
  folds: boolean,
): { node: Node; groups: number } | BadPattern {
  const parser = new Parser(text, dialect, folds)
  try {
    const node = parser.choice()
    if (parser.at < text.length) return { problem: 'Unmatched ) or \\)' }
    return { node, groups: parser.groups }
  } catch (thrown) {
    if (thrown instanceof Problem) return { problem: thrown.text }
    throw thrown
  }
}
