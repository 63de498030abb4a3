import type { Millis } from '../../../time.ts'
import type { Bytes } from '../../bytes.ts'
import { BUILT_INS, type Caller } from './awk-functions.ts'
import { AwkProblem } from './awk-lex.ts'
import type { AwkProgram, Expr, Statement } from './awk-parse.ts'
import { patternOf, Scope, type AwkMemory, type Frame, type Items } from './awk-scope.ts'
import { compareValues, isTruth, toNumber, toTextOf, type Value } from './awk-value.ts'
import { printfText } from './printf.ts'

/** How a statement was left, when not by its end. */
type Left = 'next' | 'break' | 'continue' | 'exit' | { returned: Value } | undefined

/** Where output goes that does not go to stdout. */
export type Write = (text: Bytes, file: Bytes | undefined, appends: boolean) => void

/** Steps that one line may take; a loop that never ends is told so. */
const MOST_STEPS = 500_000
const MOST_CALLS = 100

/** Runs a program on one line after another. */
export class Awk implements Caller {
  readonly program: AwkProgram
  readonly scope: Scope
  readonly write: Write
  readonly now: () => Millis
  steps = 0

  constructor(program: AwkProgram, memory: AwkMemory, write: Write, now: () => Millis) {
    this.program = program
    this.scope = new Scope(memory)
    this.write = write
    this.now = now
  }

  /** Runs the rules of the beginning or the end; true when the program has ended itself. */
  special(when: 'BEGIN' | 'END'): boolean {
    this.steps = 0
    for (const rule of this.program.rules) {
      if (rule.when === when && rule.body && this.run(rule.body) === 'exit') return true
    }
    return false
  }

  /** Runs all rules on a line; true when the program has ended itself. */
  line(text: Bytes): boolean {
    const { scope } = this
    this.steps = 0
    scope.set('NR', toNumber(scope.value('NR')) + 1)
    scope.set('FNR', toNumber(scope.value('FNR')) + 1)
    scope.setLine(text)
    for (const [index, rule] of this.program.rules.entries()) {
      if (rule.when === 'BEGIN' || rule.when === 'END' || !this.fits(rule.when, index)) continue
      const left = rule.body ? this.run(rule.body) : void this.print(scope.memory.line)
      if (left === 'exit') return true
      if (left === 'next') return false
    }
    return false
  }

  fits(when: { from: Expr; to: Expr | undefined } | undefined, index: number): boolean {
    if (!when) return true
    const { open } = this.scope.memory
    if (!when.to) return isTruth(this.value(when.from))
    const isOpen = open.includes(index)
    if (!isOpen && !isTruth(this.value(when.from))) return false
    const ends = isTruth(this.value(when.to))
    this.scope.memory.open = ends
      ? open.filter((one) => one !== index)
      : isOpen
        ? open
        : [...open, index]
    return true
  }

  print(text: Bytes): void {
    this.write(text + toTextOf(this.scope.value('ORS')), undefined, false)
  }

  run(statement: Statement): Left {
    if ((this.steps += 1) > MOST_STEPS)
      throw new AwkProblem('program takes too long for this simulator')
    switch (statement.is) {
      case 'block':
        for (const one of statement.body) {
          const left = this.run(one)
          if (left) return left
        }
        return undefined
      case 'expression':
        return void this.value(statement.value)
      case 'print':
        return void this.output(statement)
      case 'if':
        if (isTruth(this.value(statement.when))) return this.run(statement.yes)
        return statement.no && this.run(statement.no)
      case 'while':
      case 'for':
      case 'each':
        return this.loop(statement)
      case 'delete':
        return void this.remove(statement.name, statement.keys)
      case 'leave':
        return statement.how
      case 'exit':
        if (statement.value) this.scope.memory.code = toNumber(this.value(statement.value)) & 0xff
        return 'exit'
      case 'return':
        return { returned: statement.value ? this.value(statement.value) : null }
    }
  }

  loop(loop: Extract<Statement, { is: 'while' | 'for' | 'each' }>): Left {
    if (loop.is === 'each') return this.each(loop)
    if (loop.is === 'for' && loop.begin) this.run(loop.begin)
    let tests = loop.is === 'for' || loop.first
    for (;;) {
      if (tests && loop.when && !isTruth(this.value(loop.when))) return undefined
      tests = true
      const left = this.run(loop.body)
      if (left === 'break') return undefined
      if (left && left !== 'continue') return left
      if (loop.is === 'for' && loop.step) this.run(loop.step)
    }
  }

  each({ name, of, body }: Extract<Statement, { is: 'each' }>): Left {
    for (const key of Object.keys(this.scope.items(of))) {
      this.scope.set(name, { input: key })
      const left = this.run(body)
      if (left === 'break') return undefined
      if (left && left !== 'continue') return left
    }
    return undefined
  }

  remove(name: string, keys: Expr[] | undefined): void {
    const items = this.scope.items(name)
    if (keys) delete items[this.key(keys)]
    else for (const key of Object.keys(items)) delete items[key]
  }

  output({ formatted, what, to }: Extract<Statement, { is: 'print' }>): void {
    const values = what.map((one) => toTextOf(this.value(one)))
    const [format = '', ...rest] = values
    const joined =
      what.length === 0 ? this.scope.memory.line : values.join(toTextOf(this.scope.value('OFS')))
    const text = formatted
      ? printfText(format, rest, true).text
      : joined + toTextOf(this.scope.value('ORS'))
    this.write(text, to && toTextOf(this.value(to.file)), to?.sign === '>>')
  }

  key(keys: readonly Expr[]): string {
    return keys.map((one) => toTextOf(this.value(one))).join(toTextOf(this.scope.value('SUBSEP')))
  }

  pattern(expression: Expr): Bytes {
    return expression.is === 'regex' ? expression.value : toTextOf(this.value(expression))
  }

  value(expression: Expr): Value {
    if ((this.steps += 1) > MOST_STEPS)
      throw new AwkProblem('program takes too long for this simulator')
    const { scope } = this
    switch (expression.is) {
      case 'number':
      case 'text':
        return expression.value
      case 'regex':
        return patternOf(expression.value).test(scope.memory.line) ? 1 : 0
      case 'name':
        return scope.value(expression.name)
      case 'field':
        return scope.field(toNumber(this.value(expression.index)))
      case 'item':
        return this.item(scope.items(expression.name), this.key(expression.keys))
      case 'has':
        return Object.hasOwn(scope.items(expression.name), this.key(expression.keys)) ? 1 : 0
      case 'choice':
        return this.value(isTruth(this.value(expression.when)) ? expression.yes : expression.no)
      case 'unary':
        return this.unary(expression.sign, this.value(expression.of))
      case 'binary':
        return this.binary(expression)
      case 'assign':
        return this.assigned(expression)
      case 'step': {
        const before = toNumber(this.value(expression.of))
        this.assign(expression.of, before + expression.by)
        return expression.first ? before + expression.by : before
      }
      case 'call':
        return this.call(expression.name, expression.with)
      case 'getline':
        throw new AwkProblem('getline is not there in this simulator')
    }
  }

  /** Looking at an item makes it. */
  item(items: Items, key: string): Value {
    if (!Object.hasOwn(items, key)) items[key] = null
    return items[key] ?? null
  }

  unary(sign: string, value: Value): Value {
    if (sign === '!') return isTruth(value) ? 0 : 1
    return sign === '-' ? -toNumber(value) : toNumber(value)
  }

  binary({ sign, left, right }: Extract<Expr, { is: 'binary' }>): Value {
    if (sign === '&&') return isTruth(this.value(left)) && isTruth(this.value(right)) ? 1 : 0
    if (sign === '||') return isTruth(this.value(left)) || isTruth(this.value(right)) ? 1 : 0
    if (sign === '~' || sign === '!~') {
      const fits = patternOf(this.pattern(right)).test(toTextOf(this.value(left)))
      return fits === (sign === '~') ? 1 : 0
    }
    const [a, b] = [this.value(left), this.value(right)]
    if (sign === ' ') return toTextOf(a) + toTextOf(b)
    if (/^[<>=!]/.test(sign)) return this.holds(sign, compareValues(a, b)) ? 1 : 0
    return this.compute(sign, toNumber(a), toNumber(b))
  }

  holds(sign: string, order: number): boolean {
    if (sign === '==') return order === 0
    if (sign === '!=') return order !== 0
    return sign.startsWith('<')
      ? order < 0 || (sign === '<=' && order === 0)
      : order > 0 || (sign === '>=' && order === 0)
  }

  compute(sign: string, a: number, b: number): number {
    if (/[/%]/.test(sign) && b === 0) throw new AwkProblem('division by zero')
    if (sign.startsWith('+')) return a + b
    if (sign.startsWith('-')) return a - b
    if (sign.startsWith('*')) return a * b
    if (sign.startsWith('/')) return a / b
    return sign.startsWith('%') ? a % b : a ** b
  }

  assigned({ sign, to, value }: Extract<Expr, { is: 'assign' }>): Value {
    const given = this.value(value)
    const made =
      sign === '=' ? given : this.compute(sign, toNumber(this.value(to)), toNumber(given))
    this.assign(to, made)
    return made
  }

  assign(to: Expr, value: Value): void {
    if (to.is === 'name') this.scope.set(to.name, value)
    else if (to.is === 'field') this.scope.setField(toNumber(this.value(to.index)), value)
    else if (to.is === 'item') this.scope.items(to.name)[this.key(to.keys)] = value
    else throw new AwkProblem('assignment to what is no variable')
  }

  call(name: string, given: readonly Expr[]): Value {
    const builtIn = Object.hasOwn(BUILT_INS, name) ? BUILT_INS[name] : undefined
    if (builtIn) return builtIn(this, given)
    const declared = this.program.functions.get(name)
    if (!declared) throw new AwkProblem(`call to undefined function ${name}`)
    if (this.scope.frames.length > MOST_CALLS) throw new AwkProblem('calls nest too deep')
    const frame: Frame = new Map()
    for (const [index, parameter] of declared.parameters.entries()) {
      const one = given[index]
      const isList = one?.is === 'name' && this.scope.hasItems(one.name)
      frame.set(
        parameter,
        isList ? { items: this.scope.items(one.name) } : { value: one ? this.value(one) : null },
      )
    }
    this.scope.frames.push(frame)
    const left = this.run(declared.body)
    this.scope.frames.pop()
    return typeof left === 'object' ? left.returned : null
  }
}
