import { byText } from '../json.ts'
import { errorBody, wrong, type FieldError } from '../schema/field-errors.ts'
import { labelValue, qualifiedName } from '../schema/names.ts'
import { tokens, type Context, type Token, type TokenKind } from './label-lexer.ts'

type Operator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt'

interface Requirement {
  key: string
  operator: Operator
  values: readonly string[]
}

/** A condition on labels. */
export type LabelTest = (labels: Record<string, string> | undefined) => boolean

/**
 * Reads a label selector such as `app=web,tier in (a, b),!old`; a text is what is wrong with it, in
 * upstream's words. Source: apimachinery pkg/labels/selector.go.
 */
export function labelTest(text: string): LabelTest | { problem: string } {
  try {
    const requirements = new Parser(tokens(text)).all()
    if (requirements.length === 0) return () => true
    return (labels = {}) => requirements.every((requirement) => holds(requirement, labels))
  } catch (error) {
    if (error instanceof Wrong) return { problem: error.message }
    throw error
  }
}

function holds({ key, operator, values }: Requirement, labels: Record<string, string>): boolean {
  const has = Object.hasOwn(labels, key)
  const value = has ? (labels[key] ?? '') : ''
  switch (operator) {
    case 'in':
    case '=':
    case '==':
      return has && values.includes(value)
    case 'notin':
    case '!=':
      return !has || !values.includes(value)
    case 'exists':
      return has
    case '!':
      return !has
    default:
      return has && compares(operator, value, values[0] ?? '')
  }
}

function compares(operator: 'gt' | 'lt', value: string, limit: string): boolean {
  if (!/^[+-]?\d+$/.test(value)) return false
  return operator === 'gt' ? Number(value) > Number(limit) : Number(value) < Number(limit)
}

/** Leaves the parser from any depth; never leaves this file. */
class Wrong extends Error {}

/** A parser by recursive descent; its complaints name what was found and what was expected. */
class Parser {
  #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  all(): Requirement[] {
    const found: Requirement[] = []
    for (;;) {
      const { kind, text } = this.#look('values')
      if (kind === 'end') return found
      if (kind !== 'identifier' && kind !== '!') {
        throw new Wrong(`found '${text}', expected: !, identifier, or 'end of string'`)
      }
      found.push(this.#requirement())
      const after = this.#take('values')
      if (after.kind === 'end') return found
      if (after.kind !== ',') {
        throw new Wrong(`found '${after.text}', expected: ',' or 'end of string'`)
      }
      const next = this.#look('values')
      if (next.kind !== 'identifier' && next.kind !== '!') {
        throw new Wrong(`found '${next.text}', expected: identifier after ','`)
      }
    }
  }

  #requirement(): Requirement {
    let isAbsent = false
    let token = this.#take('values')
    if (token.kind === '!') {
      isAbsent = true
      token = this.#take('values')
    }
    if (token.kind !== 'identifier') {
      throw new Wrong(`unable to parse requirement: found '${token.text}', expected: identifier`)
    }
    const key = token.text
    judge(qualifiedName(key).map((rule) => wrong('key', key, rule)))
    if (isAbsent) return { key, operator: '!', values: [] }
    const { kind } = this.#look('key')
    if (kind === 'end' || kind === ',') return { key, operator: 'exists', values: [] }
    const operator = this.#operator()
    const values = operator === 'in' || operator === 'notin' ? this.#list() : [this.#value()]
    judge(valueErrors(operator, values))
    return { key, operator, values }
  }

  #operator(): Operator {
    const { kind, text } = this.#take('key')
    if (kind === '>') return 'gt'
    if (kind === '<') return 'lt'
    if (['in', 'notin', '=', '==', '!='].includes(kind)) return kind as Operator
    const known = 'in, notin, =, ==, !=, gt, lt'
    throw new Wrong(`unable to parse requirement: found '${text}', expected: ${known}`)
  }

  #list(): string[] {
    const open = this.#take('values')
    if (open.kind !== '(') this.#expected(open, "'('")
    const first = this.#look('values')
    if (first.kind === 'identifier' || first.kind === ',') return this.#values()
    if (first.kind !== ')') this.#expected(first, "',', ')' or identifier")
    this.#take('values')
    return ['']
  }

  #values(): string[] {
    const found = new Set<string>()
    for (;;) {
      const token = this.#take('values')
      if (token.kind === 'identifier') {
        found.add(token.text)
        const next = this.#look('values')
        if (next.kind === ')') break
        if (next.kind !== ',') this.#expected(next, "',' or ')'")
        continue
      }
      if (token.kind === ')') return [...found].sort(byText)
      if (token.kind !== ',') this.#expected(token, "',', or identifier")
      if (found.size === 0) found.add('')
      const next = this.#look('values')
      if (next.kind === ')') {
        found.add('')
        break
      }
      if (next.kind === ',') {
        this.#take('values')
        found.add('')
      }
    }
    this.#take('values')
    return [...found].sort(byText)
  }

  #value(): string {
    const { kind } = this.#look('values')
    if (kind === 'end' || kind === ',') return ''
    const token = this.#take('values')
    if (token.kind !== 'identifier') this.#expected(token, 'identifier')
    return token.text
  }

  #expected(token: Token, what: string): never {
    throw new Wrong(`unable to parse requirement: found '${token.text}', expected: ${what}`)
  }

  #look(context: Context): Token {
    const token = this.#tokens[this.#at] ?? { kind: 'end', text: '' }
    const isWord = token.kind === 'in' || token.kind === 'notin'
    return context === 'values' && isWord ? { ...token, kind: 'identifier' as TokenKind } : token
  }

  #take(context: Context): Token {
    const token = this.#look(context)
    this.#at += 1
    return token
  }
}

function valueErrors(operator: Operator, values: readonly string[]): FieldError[] {
  if (operator === 'gt' || operator === 'lt') {
    const rule = "for 'Gt', 'Lt' operators, the value must be an integer"
    const bad = values.filter((value) => !/^[+-]?\d+$/.test(value))
    return bad.map((value) => wrong('values[0]', value, rule))
  }
  return values.flatMap((value, index) =>
    labelValue(value).map((rule) => wrong(`values[${index}][${value}]`, value, rule)),
  )
}

function judge(errors: FieldError[]): void {
  if (errors.length === 0) return
  const lines = errors.map((error) => `${error.field}: ${errorBody(error)}`)
  const all = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`
  throw new Wrong(`unable to parse requirement: ${all}`)
}
