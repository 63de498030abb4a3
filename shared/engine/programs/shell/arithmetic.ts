import { parse, type ArithmeticExpression, type WordPart } from 'unbash'
import type { Bytes } from '../bytes.ts'
import { Failure } from './failure.ts'
import { MOST_DEPTH } from './limits.ts'

/** What arithmetic needs of the shell around it. */
export interface Numbers {
  get(name: string): Bytes | undefined
  set(name: string, value: Bytes): void
  /** The text that parts of a word give. */
  parts(parts: readonly WordPart[]): Bytes
  /** The text of a word that has not been read yet. */
  reread(word: Bytes): Bytes
  substitute(script: Bytes): Bytes
}

const NAME = /^[A-Za-z_]\w*$/

/** The value of an expression: whole numbers of 64 bits, as shells count. */
export function evaluate(
  expression: ArithmeticExpression | undefined,
  numbers: Numbers,
  depth = 0,
): bigint {
  if (!expression) return 0n
  if (depth > MOST_DEPTH) throw new Failure('expression recursion level exceeded', 1, true)
  const inner = (one: ArithmeticExpression): bigint => evaluate(one, numbers, depth + 1)
  switch (expression.type) {
    case 'ArithmeticWord': {
      const { parts, value } = expression
      const isPlain = !parts && !/[$`"'\\]/.test(value)
      return toNumber(
        isPlain ? value : parts ? numbers.parts(parts) : numbers.reread(value),
        numbers,
        depth,
      )
    }
    case 'ArithmeticGroup':
      return inner(expression.expression)
    case 'ArithmeticTernary':
      return inner(expression.test) === 0n
        ? inner(expression.alternate)
        : inner(expression.consequent)
    case 'ArithmeticCommandExpansion':
      return toNumber(numbers.substitute(bodyOf(expression.text)), numbers, depth)
    case 'ArithmeticUnary':
      return unary(expression, numbers, inner)
    case 'ArithmeticBinary':
      return binary(expression, numbers, inner)
  }
}

/** The script within `$(…)` or backticks. */
export function bodyOf(text: Bytes): Bytes {
  if (text.startsWith('$(')) return text.slice(2, -1)
  return text.slice(1, -1).replace(/\\([$`\\])/g, '$1')
}

function toNumber(text: Bytes, numbers: Numbers, depth: number): bigint {
  const word = text.trim()
  if (word === '') return 0n
  if (/^[+-]?\d/.test(word)) return literal(word)
  if (NAME.test(word)) return toNumber(numbers.get(word) ?? '', numbers, depth + 1)
  if (depth > MOST_DEPTH) throw new Failure('expression recursion level exceeded', 1, true)
  const [statement] = parse(`((${word}))`).commands
  const command = statement?.command
  if (command?.type !== 'ArithmeticCommand' || !command.expression) throw syntax(word)
  if (command.expression.type === 'ArithmeticWord') throw syntax(word)
  return evaluate(command.expression, numbers, depth + 1)
}

function syntax(word: Bytes): Failure {
  return new Failure(`arithmetic syntax error: ${word}`, 2, true)
}

function literal(word: Bytes): bigint {
  const based = /^([+-]?)(\d+)#([0-9A-Za-z]+)$/.exec(word)
  if (based) {
    const value = parseInt(based[3] ?? '', Number(based[2]))
    if (Number.isNaN(value)) throw syntax(word)
    return BigInt(value) * (based[1] === '-' ? -1n : 1n)
  }
  const [, sign = '', digits = ''] =
    /^([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.exec(word) ?? []
  if (digits === '') throw syntax(word)
  const isOctal = /^0[0-7]+$/.test(digits)
  const value = BigInt.asIntN(64, BigInt(isOctal ? `0o${digits.slice(1)}` : digits))
  return sign === '-' ? -value : value
}

type Of<T extends ArithmeticExpression['type']> = Extract<ArithmeticExpression, { type: T }>
type Inner = (expression: ArithmeticExpression) => bigint

function nameOf(expression: ArithmeticExpression): string {
  if (expression.type === 'ArithmeticWord' && NAME.test(expression.value)) return expression.value
  throw new Failure('attempted assignment to non-variable', 1, true)
}

function unary(
  { operator, operand, prefix }: Of<'ArithmeticUnary'>,
  numbers: Numbers,
  inner: Inner,
) {
  if (operator === '++' || operator === '--') {
    const name = nameOf(operand)
    const before = inner(operand)
    const after = before + (operator === '++' ? 1n : -1n)
    numbers.set(name, String(BigInt.asIntN(64, after)))
    return prefix ? after : before
  }
  const value = inner(operand)
  if (operator === '-') return -value
  if (operator === '!') return value === 0n ? 1n : 0n
  return operator === '~' ? ~value : value
}

const COMPARED: Readonly<Record<string, (left: bigint, right: bigint) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
}

function binary(
  { operator, left, right }: Of<'ArithmeticBinary'>,
  numbers: Numbers,
  inner: Inner,
): bigint {
  if (operator === '&&') return inner(left) !== 0n && inner(right) !== 0n ? 1n : 0n
  if (operator === '||') return inner(left) !== 0n || inner(right) !== 0n ? 1n : 0n
  if (operator === ',') {
    inner(left)
    return inner(right)
  }
  if (/^([-+*/%&|^]|<<|>>)?=$/.test(operator)) {
    const name = nameOf(left)
    const value =
      operator === '=' ? inner(right) : calculate(operator.slice(0, -1), inner(left), inner(right))
    numbers.set(name, String(value))
    return value
  }
  const compare = COMPARED[operator]
  if (compare) return compare(inner(left), inner(right)) ? 1n : 0n
  return calculate(operator, inner(left), inner(right))
}

function calculate(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return BigInt.asIntN(64, left + right)
    case '-':
      return BigInt.asIntN(64, left - right)
    case '*':
      return BigInt.asIntN(64, left * right)
    case '/':
    case '%':
      if (right === 0n) throw new Failure('divide by zero', 2, true)
      return operator === '/' ? left / right : left % right
    case '**':
      return power(left, right)
    case '<<':
      return BigInt.asIntN(64, left << (right & 63n))
    case '>>':
      return left >> (right & 63n)
    case '&':
      return left & right
    case '|':
      return left | right
    case '^':
      return left ^ right
    default:
      throw syntax(operator)
  }
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent < 0n) throw new Failure('exponent less than 0', 1, true)
  let value = 1n
  let square = base
  for (let rest = BigInt.asUintN(32, exponent); rest > 0n; rest >>= 1n) {
    if (rest & 1n) value = BigInt.asIntN(64, value * square)
    square = BigInt.asIntN(64, square * square)
  }
  return value
}
