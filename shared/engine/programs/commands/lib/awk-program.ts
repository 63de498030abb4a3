import type { Bytes } from '../../bytes.ts'
import {
  AwkProblem,
  awkTokens,
  ExpressionReader,
  type AwkProgram,
  type Expr,
  type Rule,
  type Statement,
} from './awk-parse.ts'

class ProgramReader extends ExpressionReader {
  readonly functions: AwkProgram['functions'] = new Map()

  program(): AwkProgram {
    const rules: Rule[] = []
    for (;;) {
      this.ends()
      if (this.token.is === 'end') return { rules, functions: this.functions }
      if (this.sees('function') || this.sees('func')) this.declare()
      else rules.push(this.rule())
    }
  }

  ends(): void {
    while (this.token.is === 'line end' || this.sees(';')) this.at += 1
  }

  declare(): void {
    this.at += 1
    const { text } = this.token
    this.at += 1
    this.wants('(')
    const parameters = this.list(')').map((one) => (one.is === 'name' ? one.name : ''))
    this.lineEnds()
    this.functions.set(text, { parameters, body: this.block() })
  }

  rule(): Rule {
    const special = ['BEGIN', 'END'].find((word) => this.takes(word)) as 'BEGIN' | 'END' | undefined
    if (special) {
      this.lineEnds()
      return { when: special, body: this.block() }
    }
    if (this.sees('{')) return { when: undefined, body: this.block() }
    const from = this.expression()
    const to = this.takes(',') ? this.expression() : undefined
    return { when: { from, to }, body: this.sees('{') ? this.block() : undefined }
  }

  block(): Statement {
    this.wants('{')
    const body: Statement[] = []
    for (;;) {
      this.ends()
      if (this.takes('}')) return { is: 'block', body }
      if (this.token.is === 'end') throw new AwkProblem("missing '}'")
      body.push(this.statement())
    }
  }

  /** A statement, or an empty one, after a head such as `if (…)`. */
  body(): Statement {
    this.lineEnds()
    return this.takes(';') ? { is: 'block', body: [] } : this.statement()
  }

  statement(): Statement {
    if (this.sees('{')) return this.block()
    if (this.takes('if')) return this.condition()
    if (this.takes('while')) {
      this.wants('(')
      const when = this.closed()
      return { is: 'while', when, body: this.body(), first: true }
    }
    if (this.takes('do')) return this.until()
    if (this.takes('for')) return this.loop()
    const simple = this.simple()
    if (!this.sees('}') && this.token.is !== 'end' && this.token.is !== 'line end') this.wants(';')
    return simple
  }

  closed(): Expr {
    const when = this.expression()
    this.wants(')')
    return when
  }

  condition(): Statement {
    this.wants('(')
    const when = this.closed()
    const yes = this.body()
    const before = this.at
    this.ends()
    if (this.takes('else')) return { is: 'if', when, yes, no: this.body() }
    this.at = before
    return { is: 'if', when, yes, no: undefined }
  }

  until(): Statement {
    const body = this.body()
    this.ends()
    this.wants('while')
    this.wants('(')
    return { is: 'while', when: this.closed(), body, first: false }
  }

  loop(): Statement {
    this.wants('(')
    const [name, word, of, end] = this.tokens.slice(this.at, this.at + 4)
    if (name?.is === 'name' && word?.text === 'in' && of?.is === 'name' && end?.text === ')') {
      this.at += 4
      return { is: 'each', name: name.text, of: of.text, body: this.body() }
    }
    const begin = this.sees(';') ? undefined : this.simple()
    this.wants(';')
    const when = this.sees(';') ? undefined : this.expression()
    this.wants(';')
    const step = this.sees(')') ? undefined : this.simple()
    this.wants(')')
    return { is: 'for', begin, when, step, body: this.body() }
  }

  simple(): Statement {
    if (this.sees('print') || this.sees('printf')) return this.print()
    if (this.takes('delete')) {
      const name = this.name()
      return { is: 'delete', name, keys: this.takes('[') ? this.list(']') : undefined }
    }
    for (const how of ['next', 'break', 'continue'] as const)
      if (this.takes(how)) return { is: 'leave', how }
    for (const is of ['exit', 'return'] as const) {
      if (!this.takes(is)) continue
      const ends =
        this.token.is === 'line end' || this.token.is === 'end' || this.sees(';') || this.sees('}')
      return { is, value: ends ? undefined : this.expression() }
    }
    return { is: 'expression', value: this.expression() }
  }

  print(): Statement {
    const formatted = this.token.text === 'printf'
    this.at += 1
    const what: Expr[] = []
    this.inPrint = true
    const ends = () =>
      this.token.is === 'line end' ||
      this.token.is === 'end' ||
      [';', '}', '>', '>>', '|'].some((sign) => this.sees(sign))
    while (!ends()) {
      const one = this.expression()
      // `print (a, b)` prints both.
      if (one.is === 'call' && one.name === '') what.push(...one.with)
      else what.push(one)
      if (!this.takes(',')) break
      this.lineEnds()
    }
    this.inPrint = false
    if (this.sees('|')) throw new AwkProblem('pipes out of awk are not there in this simulator')
    const sign = ['>', '>>'].find((one) => this.takes(one))
    return { is: 'print', formatted, what, to: sign ? { sign, file: this.joined() } : undefined }
  }
}

/** Reads a program of awk. */
export function parseAwk(text: Bytes): AwkProgram | { problem: string } {
  try {
    return new ProgramReader(awkTokens(text)).program()
  } catch (thrown) {
    if (thrown instanceof AwkProblem) return { problem: thrown.text }
    throw thrown
  }
}
