import type { Bytes } from '../bytes.ts'
import { regex } from './lib/regex.ts'
import { out, tool, warn } from './lib/tool.ts'

class Wrong {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const isNumber = (text: Bytes): boolean => /^-?\d+$/.test(text)
const isTrue = (text: Bytes): boolean => text !== '' && !/^-?0+$/.test(text)
const yes = (value: boolean): Bytes => (value ? '1' : '0')

/** Operators by rank, the weakest first. */
const RANKS = [
  ['|'],
  ['&'],
  ['=', '==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
]

class Reader {
  at = 0
  readonly words: readonly Bytes[]
  constructor(words: readonly Bytes[]) {
    this.words = words
  }

  value(rank: number): Bytes {
    const signs = RANKS[rank]
    if (!signs) return this.atom()
    let left = this.value(rank + 1)
    for (;;) {
      const sign = this.words[this.at] ?? ''
      if (!signs.includes(sign)) return left
      this.at += 1
      left = combine(left, sign, this.value(rank + 1))
    }
  }

  next(): Bytes {
    const word = this.words[this.at]
    if (word === undefined) throw new Wrong('syntax error')
    this.at += 1
    return word
  }

  atom(): Bytes {
    const word = this.next()
    switch (word) {
      case '(': {
        const value = this.value(0)
        if (this.next() !== ')') throw new Wrong('syntax error')
        return value
      }
      case 'length':
        return this.at < this.words.length ? String(this.atom().length) : word
      case 'match':
        return matched(this.atom(), this.atom())
      case 'substr': {
        const [text, from, count] = [this.atom(), Number(this.atom()), Number(this.atom())]
        return from >= 1 && count > 0 ? text.slice(from - 1, from - 1 + count) : ''
      }
      case 'index': {
        const [text, signs] = [this.atom(), this.atom()]
        return String([...text].findIndex((one) => signs.includes(one)) + 1)
      }
      default:
        return word
    }
  }
}

function matched(text: Bytes, pattern: Bytes): Bytes {
  const made = regex(`^${pattern.replace(/^\^/, '')}`, 'basic')
  if ('problem' in made) throw new Wrong(made.problem)
  const match = made.exec(text)
  if (made.groups > 0) return match?.groups[1] ?? ''
  return String(match ? match.to - match.from : 0)
}

function combine(left: Bytes, sign: string, right: Bytes): Bytes {
  if (sign === '|') return isTrue(left) ? left : isTrue(right) ? right : '0'
  if (sign === '&') return isTrue(left) && isTrue(right) ? left : '0'
  if (sign === ':') return matched(left, right)
  if (/^[=!<>]/.test(sign)) return yes(compare(left, sign, right))
  if (!isNumber(left) || !isNumber(right)) throw new Wrong('non-integer argument')
  if (/[/%]/.test(sign) && BigInt(right) === 0n) throw new Wrong('division by zero')
  const [a, b] = [BigInt(left), BigInt(right)]
  const value =
    sign === '+'
      ? a + b
      : sign === '-'
        ? a - b
        : sign === '*'
          ? a * b
          : sign === '/'
            ? a / b
            : a % b
  return String(value)
}

function compare(left: Bytes, sign: string, right: Bytes): boolean {
  const numbers = isNumber(left) && isNumber(right)
  const order = numbers
    ? Math.sign(Number(left) - Number(right))
    : left < right
      ? -1
      : left > right
        ? 1
        : 0
  if (sign === '=' || sign === '==') return order === 0
  if (sign === '!=') return order !== 0
  return sign.startsWith('<')
    ? order < 0 || (sign === '<=' && order === 0)
    : order > 0 || (sign === '>=' && order === 0)
}

export const expr = tool({
  name: 'expr',
  about: 'Compute: + - * / %, comparisons, :, match, substr, index, length',
  run(process, { operands }) {
    const reader = new Reader(operands)
    try {
      if (operands.length === 0) throw new Wrong('too few arguments')
      const value = reader.value(0)
      if (reader.at < operands.length) throw new Wrong('syntax error')
      out(process, `${value}\n`)
      return { exit: isTrue(value) ? 0 : 1 }
    } catch (thrown) {
      if (!(thrown instanceof Wrong)) throw thrown
      warn(process, thrown.text)
      return { exit: 2 }
    }
  },
})
