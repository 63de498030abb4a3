import type { Bytes } from '../../bytes.ts'
import { regex, type Regex } from './regex.ts'
import type { Dialect } from './regex-parse.ts'

/** Where a command of sed applies. */
export type Address =
  | { at: 'line'; line: number }
  | { at: 'last' }
  | { at: 'match'; pattern: Regex | 'last' }
  | { at: 'step'; first: number; step: number }
  | { at: 'after'; count: number }

/** One command of a script. */
export interface SedCommand {
  from: Address | undefined
  to: Address | undefined
  not: boolean
  /** Its letter; `{` opens a block that ends at `end`. */
  name: string
  /** Text of `a`, `i`, `c`; label of `b`, `t`, `:`; file of `w`, `r`. */
  text: Bytes
  end: number
  /** Of `s` and `y`. */
  pattern: Regex | 'last' | undefined
  replacement: Bytes
  global: boolean
  prints: boolean
  nth: number
}

class Wrong {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

class Reader {
  at = 0
  readonly text: Bytes
  readonly dialect: Dialect
  readonly commands: SedCommand[] = []
  readonly blocks: number[] = []

  constructor(text: Bytes, dialect: Dialect) {
    this.text = text
    this.dialect = dialect
  }

  peek(): string {
    return this.text.charAt(this.at)
  }

  skip(pattern: RegExp): void {
    while (this.at < this.text.length && pattern.test(this.peek())) this.at += 1
  }

  /** What stands up to a delimiter that no backslash guards. */
  delimited(delimiter: string): Bytes {
    let text = ''
    let inBracket = false
    for (;;) {
      const one = this.peek()
      if (one === '') throw new Wrong('unterminated command')
      this.at += 1
      if (one === '\\' && !inBracket) {
        const next = this.peek()
        this.at += 1
        text +=
          next === delimiter
            ? delimiter === '/' || !/[.*[\]^$+?(){}|]/.test(delimiter)
              ? next
              : `\\${next}`
            : `\\${next}`
        continue
      }
      if (one === '[' && !inBracket) inBracket = true
      else if (one === ']' && inBracket && !/\[\^?$/.test(text)) inBracket = false
      if (
        one === delimiter &&
        !(
          inBracket &&
          this.text.indexOf(']', this.at) >= 0 &&
          this.text.indexOf(']', this.at) < this.text.indexOf(delimiter, this.at)
        )
      )
        return text
      text += one
    }
  }

  pattern(text: Bytes, folds: boolean): Regex | 'last' {
    if (text === '') return 'last'
    const made = regex(text, this.dialect, folds)
    if ('problem' in made) throw new Wrong(`bad regex '${text}': ${made.problem}`)
    return made
  }

  number(): number {
    const match = /^\d+/.exec(this.text.slice(this.at))
    this.at += match?.[0].length ?? 0
    return Number(match?.[0] ?? 0)
  }

  address(): Address | undefined {
    const one = this.peek()
    if (/\d/.test(one)) {
      const first = this.number()
      if (this.peek() !== '~') return { at: 'line', line: first }
      this.at += 1
      return { at: 'step', first, step: this.number() }
    }
    if (one === '$') {
      this.at += 1
      return { at: 'last' }
    }
    if (one === '+') {
      this.at += 1
      return { at: 'after', count: this.number() }
    }
    if (one !== '/' && one !== '\\') return undefined
    this.at += one === '\\' ? 2 : 1
    const text = this.delimited(this.text.charAt(this.at - 1))
    const folds = this.peek() === 'I'
    if (folds) this.at += 1
    return { at: 'match', pattern: this.pattern(text, folds) }
  }

  command(): void {
    const from = this.address()
    this.skip(/[ \t]/)
    let to: Address | undefined
    if (from && this.peek() === ',') {
      this.at += 1
      this.skip(/[ \t]/)
      to = this.address()
      if (!to) throw new Wrong('no address after comma')
    }
    this.skip(/[ \t]/)
    const not = this.peek() === '!'
    if (not) this.at += 1
    this.skip(/[ \t]/)
    const name = this.peek()
    this.at += 1
    const made: SedCommand = {
      from,
      to,
      not,
      name,
      text: '',
      end: 0,
      pattern: undefined,
      replacement: '',
      global: false,
      prints: false,
      nth: 1,
    }
    this.commands.push(made)
    this.rest(made)
  }

  rest(made: SedCommand): void {
    if (made.name === '{') return void this.blocks.push(this.commands.length - 1)
    if (made.name === '}') {
      const open = this.commands[this.blocks.pop() ?? -1]
      if (!open) throw new Wrong('unexpected }')
      open.end = this.commands.length
    } else if (made.name === 's') this.substitute(made)
    else if (made.name === 'y') this.transliterate(made)
    else if (/[aic]/.test(made.name)) made.text = this.lines()
    else if (/[btrw:]/.test(made.name)) {
      this.skip(/[ \t]/)
      const match = /^[^;\n}]*/.exec(this.text.slice(this.at))
      this.at += match?.[0].length ?? 0
      made.text = (match?.[0] ?? '').trim()
    } else if (made.name === 'q' || made.name === 'Q') {
      this.skip(/[ \t]/)
      made.nth = this.number()
    } else if (!/[pdnNDPgGhHx=l]/.test(made.name))
      throw new Wrong(`unsupported command ${made.name}`)
    this.skip(/[ \t]/)
    if (this.at < this.text.length && !/[;\n}#]/.test(this.peek()) && made.name !== '}')
      throw new Wrong('unknown option to command')
  }

  substitute(made: SedCommand): void {
    const delimiter = this.peek()
    this.at += 1
    const pattern = this.delimited(delimiter)
    made.replacement = this.replacement(delimiter)
    made.nth = 0
    let folds = false
    for (;;) {
      const flag = this.peek()
      if (flag === 'g') made.global = true
      else if (flag === 'p') made.prints = true
      else if (flag === 'i' || flag === 'I') folds = true
      else if (/\d/.test(flag)) {
        made.nth = this.number()
        continue
      } else break
      this.at += 1
    }
    made.nth ||= 1
    made.pattern = this.pattern(pattern, folds)
  }

  /** Brackets mean nothing in what is put in. */
  replacement(delimiter: string): Bytes {
    let text = ''
    for (;;) {
      const one = this.peek()
      if (one === '') throw new Wrong("unterminated 's' command")
      this.at += 1
      if (one === delimiter) return text
      if (one !== '\\') {
        text += one
        continue
      }
      const next = this.peek()
      this.at += 1
      text += next === delimiter && !/[&\d]/.test(next) ? next : `\\${next}`
    }
  }

  transliterate(made: SedCommand): void {
    const delimiter = this.peek()
    this.at += 1
    made.text = this.delimited(delimiter).replaceAll('\\n', '\n')
    made.replacement = this.delimited(delimiter).replaceAll('\\n', '\n')
    if (made.text.length !== made.replacement.length)
      throw new Wrong("strings for 'y' command are different lengths")
  }

  /** `a\` and its text on the following lines, or `a text`. */
  lines(): Bytes {
    this.skip(/[ \t]/)
    if (this.peek() === '\\') {
      this.at += 1
      if (this.peek() === '\n') this.at += 1
    }
    let text = ''
    for (; this.at < this.text.length; this.at += 1) {
      const one = this.peek()
      if (one === '\n') break
      if (one === '\\') this.at += 1
      text += one === '\\' ? (this.peek() === 't' ? '\t' : this.peek()) : one
    }
    return text
  }

  script(): SedCommand[] {
    for (;;) {
      this.skip(/[\s;]/)
      if (this.at >= this.text.length) break
      if (this.peek() === '#') this.skip(/[^\n]/)
      else this.command()
    }
    if (this.blocks.length > 0) throw new Wrong('unmatched {')
    return this.commands
  }
}

/** Reads a script of sed. */
export function parseSed(text: Bytes, dialect: Dialect): SedCommand[] | { problem: string } {
  try {
    return new Reader(text, dialect).script()
  } catch (thrown) {
    if (thrown instanceof Wrong) return { problem: thrown.text }
    throw thrown
  }
}
