import type { Bytes } from '../../bytes.ts'
import { AwkProblem, awkTokens, type Token } from './awk-lex.ts'

/** An expression of awk. */
export type Expr =
  | { is: 'number'; value: number }
  | { is: 'text'; value: Bytes }
  | { is: 'regex'; value: Bytes }
  | { is: 'name'; name: string }
  | { is: 'field'; index: Expr }
  | { is: 'item'; name: string; keys: Expr[] }
  | { is: 'assign'; sign: string; to: Expr; value: Expr }
  | { is: 'unary'; sign: string; of: Expr }
  | { is: 'step'; by: 1 | -1; first: boolean; of: Expr }
  | { is: 'binary'; sign: string; left: Expr; right: Expr }
  | { is: 'choice'; when: Expr; yes: Expr; no: Expr }
  | { is: 'has'; keys: Expr[]; name: string }
  | { is: 'call'; name: string; with: Expr[] }
  | { is: 'getline' }

/** A statement of awk. */
export type Statement =
  | { is: 'print'; formatted: boolean; what: Expr[]; to: { sign: string; file: Expr } | undefined }
  | { is: 'expression'; value: Expr }
  | { is: 'block'; body: Statement[] }
  | { is: 'if'; when: Expr; yes: Statement; no: Statement | undefined }
  | { is: 'while'; when: Expr; body: Statement; first: boolean }
  | {
      is: 'for'
      begin: Statement | undefined
      when: Expr | undefined
      step: Statement | undefined
      body: Statement
    }
  | { is: 'each'; name: string; of: string; body: Statement }
  | { is: 'delete'; name: string; keys: Expr[] | undefined }
  | { is: 'leave'; how: 'next' | 'break' | 'continue' }
  | { is: 'exit' | 'return'; value: Expr | undefined }

/** A pattern and what is done with the lines that it fits. */
export interface Rule {
  when: 'BEGIN' | 'END' | { from: Expr; to: Expr | undefined } | undefined
  body: Statement | undefined
}

/** A program. */
export interface AwkProgram {
  rules: Rule[]
  functions: Map<string, { parameters: string[]; body: Statement }>
}

const COMPARISONS = /^(<|<=|==|!=|>|>=)$/
const ASSIGNMENTS = /^(=|\+=|-=|\*=|\/=|%=|\^=)$/
/** Nesting beyond this is refused. */
const MOST_DEPTH = 200

/** Expressions, by rank. */
export class ExpressionReader {
  at = 0
  depth = 0
  /** In the list of a `print` a bare `>` leads into a file. */
  inPrint = false
  readonly tokens: Token[]

  constructor(tokens: Token[]) {
    this.tokens = tokens
  }

  get token(): Token {
    return this.tokens[this.at] ?? { is: 'end', text: '' }
  }

  sees(text: string): boolean {
    return (
      (this.token.is === 'sign' || this.token.is === 'name' || this.token.is === 'call') &&
      this.token.text === text
    )
  }

  takes(text: string): boolean {
    if (!this.sees(text)) return false
    this.at += 1
    return true
  }

  wants(text: string): void {
    if (!this.takes(text))
      throw new AwkProblem(
        `syntax error near '${this.token.text === '\n' ? 'end of line' : this.token.text}'`,
      )
  }

  lineEnds(): void {
    while (this.token.is === 'line end') this.at += 1
  }

  expression(): Expr {
    if ((this.depth += 1) > MOST_DEPTH) throw new AwkProblem('program too deep')
    const left = this.choice()
    const { text, is } = this.token
    let made = left
    if (is === 'sign' && ASSIGNMENTS.test(text) && ['name', 'field', 'item'].includes(left.is)) {
      this.at += 1
      made = { is: 'assign', sign: text, to: left, value: this.expression() }
    }
    this.depth -= 1
    return made
  }

  choice(): Expr {
    const when = this.either()
    if (!this.takes('?')) return when
    const yes = this.expression()
    this.wants(':')
    return { is: 'choice', when, yes, no: this.expression() }
  }

  chain(signs: RegExp, below: () => Expr): Expr {
    let left = below()
    while (this.token.is === 'sign' && signs.test(this.token.text)) {
      const sign = this.token.text
      this.at += 1
      if (sign === '&&' || sign === '||') this.lineEnds()
      left = { is: 'binary', sign, left, right: below() }
    }
    return left
  }

  either(): Expr {
    return this.chain(/^\|\|$/, () => this.chain(/^&&$/, () => this.membership()))
  }

  membership(): Expr {
    let left = this.match()
    while (this.sees('in')) {
      this.at += 1
      const name = this.name()
      left = { is: 'has', keys: left.is === 'call' && left.name === '' ? left.with : [left], name }
    }
    return left
  }

  match(): Expr {
    return this.chain(/^(~|!~)$/, () => this.comparison())
  }

  comparison(): Expr {
    const left = this.joined()
    const { is, text } = this.token
    if (is !== 'sign' || !COMPARISONS.test(text) || (text === '>' && this.inPrint)) return left
    this.at += 1
    return { is: 'binary', sign: text, left, right: this.joined() }
  }

  /** Values that stand beside each other are joined. */
  joined(): Expr {
    let left = this.sum()
    while (this.beginsValue()) left = { is: 'binary', sign: ' ', left, right: this.sum() }
    return left
  }

  beginsValue(): boolean {
    const { is, text } = this.token
    if (is === 'name') return !/^(in|else|while|do|if|for)$/.test(text)
    if (is === 'number' || is === 'text' || is === 'call') return true
    return is === 'sign' && /^(\$|!|\(|\+\+|--)$/.test(text)
  }

  sum(): Expr {
    return this.chain(/^[+-]$/, () => this.chain(/^[*/%]$/, () => this.unary()))
  }

  unary(): Expr {
    for (const sign of ['!', '-', '+']) {
      if (this.takes(sign)) return { is: 'unary', sign, of: this.unary() }
    }
    return this.power()
  }

  power(): Expr {
    const left = this.stepped()
    return this.takes('^') ? { is: 'binary', sign: '^', left, right: this.unary() } : left
  }

  stepped(): Expr {
    for (const sign of ['++', '--'] as const) {
      if (this.takes(sign))
        return { is: 'step', by: sign === '++' ? 1 : -1, first: true, of: this.stepped() }
    }
    const value = this.value()
    if (!['name', 'field', 'item'].includes(value.is)) return value
    for (const sign of ['++', '--'] as const) {
      if (this.takes(sign))
        return { is: 'step', by: sign === '++' ? 1 : -1, first: false, of: value }
    }
    return value
  }

  name(): string {
    const { is, text } = this.token
    if (is !== 'name') throw new AwkProblem(`syntax error near '${text}'`)
    this.at += 1
    return text
  }

  list(end: string): Expr[] {
    const parts: Expr[] = []
    const before = this.inPrint
    this.inPrint = false
    this.lineEnds()
    while (!this.sees(end)) {
      parts.push(this.expression())
      this.lineEnds()
      if (!this.takes(',')) break
      this.lineEnds()
    }
    this.wants(end)
    this.inPrint = before
    return parts
  }

  value(): Expr {
    const { is, text } = this.token
    this.at += 1
    if (is === 'number') return { is, value: Number(text) }
    if (is === 'text' || is === 'regex') return { is, value: text }
    if (is === 'call') return this.call(text)
    if (is === 'name') return this.named(text)
    if (is === 'sign' && text === '$') return { is: 'field', index: this.stepped() }
    if (is === 'sign' && text === '(') {
      const parts = this.list(')')
      const [only] = parts
      // `(i, j) in list` keeps its parts together.
      return parts.length === 1 && only ? only : { is: 'call', name: '', with: parts }
    }
    throw new AwkProblem(
      `syntax error near '${text === '\n' || is === 'end' ? 'end of line' : text}'`,
    )
  }

  call(name: string): Expr {
    this.wants('(')
    return { is: 'call', name, with: this.list(')') }
  }

  named(name: string): Expr {
    if (name === 'getline') return { is: 'getline' }
    if (name === 'length') return { is: 'call', name, with: [] }
    if (!this.takes('[')) return { is: 'name', name }
    return { is: 'item', name, keys: this.list(']') }
  }
}

export { AwkProblem, awkTokens }
