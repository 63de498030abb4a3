import type { TestExpression } from 'unbash'
import type { Bytes } from '../bytes.ts'
import { judge } from '../commands/lib/condition.ts'
import { regex } from '../commands/lib/regex.ts'
import type { Shell } from './core.ts'
import type { Expander } from './expand.ts'
import { Failure } from './failure.ts'
import { matches } from './pattern.ts'

/** Judges what stands between `[[` and `]]`. */
export function judgeCondition(shell: Shell, expander: Expander, node: TestExpression): boolean {
  const inner = (one: TestExpression): boolean => judgeCondition(shell, expander, one)
  switch (node.type) {
    case 'TestLogical':
      return node.operator === '&&' ? node.operands.every(inner) : node.operands.some(inner)
    case 'TestNot':
      return inner(node.operand) !== (node.negations.length % 2 === 1)
    case 'TestGroup':
      return inner(node.expression)
    case 'TestUnary':
      return unary(shell, expander, node.operator, expander.text(node.operand))
    case 'TestBinary':
      return binary(shell, expander, node)
  }
}

function unary(shell: Shell, expander: Expander, operator: string, operand: Bytes): boolean {
  if (operator === '-v') return expander.get(operand) !== undefined
  if (operator === '-o') return shell.state.options.includes(operand)
  return plain(shell, [operator, operand])
}

function plain(shell: Shell, words: Bytes[]): boolean {
  const judged = judge(shell.process, words)
  if (typeof judged === 'object') throw new Failure(judged.problem, 2)
  return judged
}

type Binary = Extract<TestExpression, { type: 'TestBinary' }>

function binary(shell: Shell, expander: Expander, { operator, left, right }: Binary): boolean {
  const text = expander.text(left)
  switch (operator) {
    case '=':
    case '==':
      return matches(expander.pattern(right), text)
    case '!=':
      return !matches(expander.pattern(right), text)
    case '<':
      return text < expander.text(right)
    case '>':
      return text > expander.text(right)
    case '=~':
      return fits(expander, text, expander.text(right))
    default:
      break
  }
  const other = expander.text(right)
  if (!/^-(eq|ne|lt|le|gt|ge)$/.test(operator)) return plain(shell, [text, operator, other])
  // Within [[ ]] numbers may be expressions, such as names of variables.
  const numbers = [text, other].map((word) =>
    /^[+-]?\d+$/.test(word) ? word : value(expander, word),
  )
  return plain(shell, [numbers[0] ?? '', operator, numbers[1] ?? ''])
}

function value(expander: Expander, word: Bytes): Bytes {
  return /^[A-Za-z_]\w*$/.test(word) ? (expander.get(word) ?? '0') : word === '' ? '0' : word
}

function fits(expander: Expander, text: Bytes, pattern: Bytes): boolean {
  const made = regex(pattern, 'extended')
  if ('problem' in made) throw new Failure('syntax error in regular expression', 2)
  const match = made.exec(text)
  if (match)
    expander.set(
      'BASH_REMATCH',
      match.groups.map((group) => group ?? ''),
    )
  return match !== undefined
}
