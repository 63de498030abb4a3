import { parse, type Word, type WordPart } from 'unbash'
import type { Bytes } from '../bytes.ts'
import type { Controller } from '../command.ts'
import { bodyOf, evaluate, type Numbers } from './arithmetic.ts'
import { braceExpand } from './braces.ts'
import { Failure, Needs } from './failure.ts'
import { Fields } from './fields.ts'
import { pathsOf } from './glob.ts'
import { MOST_DEPTH, MOST_WORDS, TooMuch } from './limits.ts'
import { expandParameter } from './parameter.ts'
import { isPattern } from './pattern.ts'
import type { ShellState, Variable } from './state.ts'
import { assign, special, valueOf } from './variables.ts'

/** How a part of a word is read: `operand` is a default's word within quotes. */
type Quoting = 'bare' | 'quoted'

/**
 * Expands the words of one command. What it assigns on the way is kept back until `commit`, so that
 * a command which has to wait for a substitution can begin again as if nothing had happened.
 */
export class Expander implements Numbers {
  readonly state: ShellState
  readonly process: Controller
  readonly #staged = new Map<string, Variable['v']>()
  #substitutions = 0
  #depth = 0

  constructor(state: ShellState, process: Controller) {
    this.state = state
    this.process = process
  }

  /** Keeps what was assigned. */
  commit(): void {
    for (const [name, value] of this.#staged) {
      if (!assign(this.state, name, value)) throw readOnly(name)
    }
    this.#staged.clear()
  }

  /** Words as the arguments of a command: braces, expansions, fields, paths. */
  words(words: readonly Word[]): Bytes[] {
    const all = words.flatMap((word) => this.#braced(word)).flatMap((word) => this.#fields(word))
    if (all.length > MOST_WORDS) throw new TooMuch('argument list too long')
    return all
  }

  /** A word as one text: values of assignments, targets of redirections. */
  text(word: Word): Bytes {
    const fields = this.#read(word, 'bare', true)
    return fields.text
  }

  /** A word as a pattern: what is quoted in it means itself. */
  pattern(word: Word): Bytes {
    return this.#read(word, 'bare', true)
      .all.map(({ pattern }) => pattern)
      .join(' ')
  }

  /** Parts as one text within quotes, such as a here-document's. */
  parts(parts: readonly WordPart[]): Bytes {
    const fields = new Fields('')
    for (const part of parts) this.#part(fields, part, 'quoted', true)
    return fields.text
  }

  get(name: string): Bytes | undefined {
    const staged = this.#staged.get(name)
    if (staged !== undefined) return typeof staged === 'string' ? staged : staged[0]
    if (/^[1-9]\d*$/.test(name)) return this.state.params[Number(name) - 1]
    return special(this.state, name) ?? this.#computed(name) ?? valueOf(this.state, name)
  }

  /** All values of an array, or of the positional parameters. */
  list(name: string): Bytes[] {
    if (name === '@' || name === '*') return this.state.params
    const value = this.#staged.get(name) ?? this.state.variables[name]?.v
    return value === undefined ? [] : Array.isArray(value) ? value : [value]
  }

  set(name: string, value: Variable['v']): void {
    if (this.state.variables[name]?.r) throw readOnly(name)
    this.#staged.set(name, value)
  }

  /** Takes an assignment back that was for one command alone. */
  unset(name: string): void {
    this.#staged.delete(name)
  }

  number(word: Word | undefined): bigint {
    if (!word) return 0n
    const [statement] = parse(`((${this.text(word)}))`).commands
    const command = statement?.command
    return command?.type === 'ArithmeticCommand' ? evaluate(command.expression, this) : 0n
  }

  reread(word: Bytes): Bytes {
    return this.text(wordOf(word))
  }

  substitute(script: Bytes): Bytes {
    const key = String(this.#substitutions)
    this.#substitutions += 1
    const known = this.state.substituted[key]
    if (known === undefined) throw new Needs(key, script)
    return known
  }

  /** Reads an operand, such as the word of `${x:-word}`, into fields that have begun already. */
  operand(fields: Fields, word: Word, quoting: Quoting, keeps: boolean): void {
    const isBare = quoting === 'bare' && !keeps && !/["'\\]/.test(word.text)
    if (isBare) fields.split(this.text(word))
    else this.#into(fields, word, quoting, keeps)
  }

  get separators(): Bytes {
    return this.get('IFS') ?? ' \t\n'
  }

  #computed(name: string): Bytes | undefined {
    if (this.state.dialect === 'dash') return undefined
    switch (name) {
      case 'RANDOM':
        this.state.draws = (this.state.draws ?? 0) + 1
        return String(Math.floor(this.process.luck(`random ${this.state.draws}`) * 32_768))
      case 'SECONDS':
        return String(Math.floor((this.process.now - this.process.startedAt) / 1000))
      case 'EPOCHSECONDS':
        return String(Math.floor(this.process.now / 1000))
      case 'HOSTNAME':
        return valueOf(this.state, name) ?? this.process.host.name
      case 'UID':
      case 'EUID':
        return this.state.dialect === 'bash' ? String(this.process.host.uid) : undefined
      case 'BASH_VERSION':
        return this.state.dialect === 'bash' ? '5.2.15(1)-release' : undefined
      case 'LINENO':
        return '1'
      default:
        return undefined
    }
  }

  #braced(word: Word): Word[] {
    const hasBraces = word.parts?.some(({ type }) => type === 'BraceExpansion')
    if (!hasBraces || this.state.dialect !== 'bash') return [word]
    const texts = braceExpand(word.text)
    if (texts.length === 1 && texts[0] === word.text) return [word]
    return texts.map((text) => wordOf(text))
  }

  #fields(word: Word): Bytes[] {
    const fields = this.#read(word, 'bare', false)
    const isGlobbing = !this.state.options.includes('f')
    return fields.all.flatMap(({ text, pattern, stays }) => {
      if (text === '' && !stays) return []
      if (!isGlobbing || !isPattern(pattern)) return [text]
      const paths = pathsOf(this.process.files, this.process.cwd, pattern)
      return paths.length > 0 ? paths : [text]
    })
  }

  #read(word: Word, quoting: Quoting, keeps: boolean): Fields {
    const fields = new Fields(this.separators)
    this.#into(fields, word, quoting, keeps)
    return fields
  }

  #into(fields: Fields, word: Word, quoting: Quoting, keeps: boolean): void {
    this.#depth += 1
    if (this.#depth > MOST_DEPTH) throw new TooMuch('expansions nested too deeply')
    const parts = this.#withoutTilde(fields, word, quoting)
    if (parts) for (const part of parts) this.#part(fields, part, quoting, keeps)
    this.#depth -= 1
  }

  /** Takes a leading `~` for the home directory; gives what is left to be read. */
  #withoutTilde(fields: Fields, word: Word, quoting: Quoting): readonly WordPart[] | undefined {
    const isHome = quoting === 'bare' && /^~(\/|$)/.test(word.text)
    const home = isHome ? (this.get('HOME') ?? '/root') : ''
    if (!word.parts) {
      fields.plain(isHome ? home + word.value.slice(1) : word.value, true)
      return undefined
    }
    const [first, ...rest] = word.parts
    if (!isHome || first?.type !== 'Literal') return word.parts
    fields.plain(home + first.value.slice(1))
    return rest
  }

  #part(fields: Fields, part: WordPart, quoting: Quoting, keeps: boolean): void {
    const isQuoted = quoting === 'quoted'
    switch (part.type) {
      case 'Literal':
        return fields.plain(part.value, isQuoted)
      case 'SingleQuoted':
        return fields.plain(part.value, true)
      case 'AnsiCQuoted':
        return fields.plain(this.state.dialect === 'dash' ? `$${part.value}` : part.value, true)
      case 'Glob':
      case 'ExtendedGlob':
        return isQuoted ? fields.plain(part.text, true) : fields.pattern(part.text)
      case 'BraceExpansion':
        if (part.parts) for (const one of part.parts) this.#part(fields, one, quoting, keeps)
        else fields.plain(part.text)
        return
      case 'DoubleQuoted':
      case 'LocaleString':
        if (part.parts.length === 0) fields.plain('', true)
        for (const one of part.parts) this.#part(fields, one, 'quoted', keeps)
        return
      case 'SimpleExpansion':
      case 'ParameterExpansion':
        return expandParameter(this, fields, part, quoting, keeps)
      case 'CommandExpansion':
        return this.add(fields, this.substitute(bodyOf(part.text)), quoting, keeps)
      case 'ArithmeticExpansion':
        return this.add(fields, String(evaluate(part.expression, this)), quoting, keeps)
      case 'ProcessSubstitution':
        throw new Failure('syntax error: process substitution is not supported', 2, true)
    }
  }

  /** Adds what an expansion gave: split unless it is quoted or stays one word. */
  add(fields: Fields, text: Bytes, quoting: Quoting, keeps: boolean): void {
    if (quoting === 'quoted') fields.plain(text, true)
    else if (keeps) fields.pattern(text)
    else fields.split(text)
  }
}

/** One word as it would be read within a command. */
export function wordOf(text: Bytes): Word {
  const [statement] = parse(`: ${text}`).commands
  const command = statement?.command
  const [word] = command?.type === 'Command' ? command.suffix : []
  if (word?.type === 'Word') return word
  return { type: 'Word', text, value: text, pos: 0, end: text.length } as Word
}

function readOnly(name: string): Failure {
  return new Failure(`${name}: readonly variable`, 1, true)
}
