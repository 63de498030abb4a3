import type { Json } from '../../../json.ts'

/** A filter of jq. */
export type Filter =
  | { is: 'self' }
  | { is: 'key'; of: Filter; key: Filter; quiet: boolean }
  | { is: 'slice'; of: Filter; from: Filter | undefined; to: Filter | undefined }
  | { is: 'each'; of: Filter; quiet: boolean }
  | { is: 'deep' }
  | { is: 'value'; value: Json }
  | { is: 'text'; parts: (string | Filter)[] }
  | { is: 'pipe' | 'comma' | 'binary'; sign: string; left: Filter; right: Filter }
  | { is: 'list'; of: Filter | undefined }
  | { is: 'object'; fields: { key: Filter; value: Filter }[] }
  | { is: 'call'; name: string; with: Filter[] }
  | { is: 'if'; when: Filter; yes: Filter; no: Filter }
  | { is: 'negative'; of: Filter }

/** What is no filter, or fails on what it gets. */
export class JqProblem {
  readonly text: string
  readonly isSyntax: boolean
  constructor(text: string, isSyntax = false) {
    this.text = text
    this.isSyntax = isSyntax
  }
}

const TOKENS = [
  /"(?:[^"\\]|\\[\s\S])*"/,
  /\d+(?:\.\d+)?/,
  /\.\.|\.[A-Za-z_]\w*/,
  /\/\/|==|!=|<=|>=/,
  /@?[A-Za-z_]\w*/,
  /[.[\]{}()|,:;?+\-*/%<>]/,
]
const TOKEN = new RegExp(`\\s*(${TOKENS.map(({ source }) => source).join('|')})`, 'y')

/** Ranks of signs between two filters, the weakest first. */
const RANKS = [
  ['//'],
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
]

class Reader {
  at = 0
  readonly tokens: string[] = []

  constructor(text: string) {
    TOKEN.lastIndex = 0
    for (let at = 0; text.slice(at).trim() !== '';) {
      TOKEN.lastIndex = at
      const match = TOKEN.exec(text)
      if (!match)
        throw new JqProblem(`syntax error, unexpected ${text.slice(at).trim().slice(0, 10)}`, true)
      this.tokens.push(match[1] ?? '')
      at = TOKEN.lastIndex
    }
  }

  takes(token: string): boolean {
    if (this.tokens[this.at] !== token) return false
    this.at += 1
    return true
  }

  wants(token: string): void {
    if (!this.takes(token))
      throw new JqProblem(
        `syntax error, unexpected ${this.tokens[this.at] ?? 'end of program'}`,
        true,
      )
  }

  pipe(): Filter {
    let left = this.comma()
    while (this.takes('|')) left = { is: 'pipe', sign: '|', left, right: this.comma() }
    return left
  }

  comma(): Filter {
    let left = this.ranked(0)
    while (this.takes(',')) left = { is: 'comma', sign: ',', left, right: this.ranked(0) }
    return left
  }

  ranked(rank: number): Filter {
    const signs = RANKS[rank]
    if (!signs) return this.postfix()
    let left = this.ranked(rank + 1)
    for (;;) {
      const sign = this.tokens[this.at] ?? ''
      if (!signs.includes(sign)) return left
      this.at += 1
      left = { is: 'binary', sign, left, right: this.ranked(rank + 1) }
    }
  }

  postfix(): Filter {
    let made = this.term()
    for (;;) {
      const token = this.tokens[this.at] ?? ''
      if (/^\.[A-Za-z_]/.test(token)) {
        this.at += 1
        made = this.quieted({
          is: 'key',
          of: made,
          key: { is: 'value', value: token.slice(1) },
          quiet: false,
        })
      } else if (token === '[') made = this.bracket(made)
      else if (token === '.' && /^["[]/.test(this.tokens[this.at + 1] ?? '')) {
        this.at += 1
        if (this.tokens[this.at] === '[') made = this.bracket(made)
        else made = this.quieted({ is: 'key', of: made, key: this.term(), quiet: false })
      } else if (token === '?') this.at += 1
      else return made
    }
  }

  quieted(filter: Extract<Filter, { quiet: boolean }>): Filter {
    return this.takes('?') ? { ...filter, quiet: true } : filter
  }

  bracket(of: Filter): Filter {
    this.wants('[')
    if (this.takes(']')) return this.quieted({ is: 'each', of, quiet: false })
    const from = this.tokens[this.at] === ':' ? undefined : this.pipe()
    if (!this.takes(':')) {
      this.wants(']')
      return this.quieted({ is: 'key', of, key: from ?? { is: 'self' }, quiet: false })
    }
    const to = this.tokens[this.at] === ']' ? undefined : this.pipe()
    this.wants(']')
    return { is: 'slice', of, from, to }
  }

  term(): Filter {
    const token = this.tokens[this.at]
    if (token === undefined) throw new JqProblem('syntax error, unexpected end of program', true)
    this.at += 1
    if (token === '.') {
      const next = this.tokens[this.at] ?? ''
      return next.startsWith('"')
        ? this.quieted({ is: 'key', of: { is: 'self' }, key: this.term(), quiet: false })
        : { is: 'self' }
    }
    if (token === '..') return { is: 'deep' }
    if (/^\.[A-Za-z_]/.test(token))
      return this.quieted({
        is: 'key',
        of: { is: 'self' },
        key: { is: 'value', value: token.slice(1) },
        quiet: false,
      })
    if (token.startsWith('"')) return textOf(token)
    if (/^\d/.test(token)) return { is: 'value', value: Number(token) }
    if (token === '-') return { is: 'negative', of: this.postfix() }
    if (token === '(') {
      const inner = this.pipe()
      this.wants(')')
      return inner
    }
    if (token === '[') {
      if (this.takes(']')) return { is: 'list', of: undefined }
      const of = this.pipe()
      this.wants(']')
      return { is: 'list', of }
    }
    if (token === '{') return this.object()
    return this.word(token)
  }

  word(token: string): Filter {
    if (token === 'true' || token === 'false') return { is: 'value', value: token === 'true' }
    if (token === 'null') return { is: 'value', value: null }
    if (token === 'if') {
      const when = this.pipe()
      this.wants('then')
      const yes = this.pipe()
      const no = this.takes('else') ? this.pipe() : ({ is: 'self' } as const)
      this.wants('end')
      return { is: 'if', when, yes, no }
    }
    if (!/^@?[A-Za-z_]\w*$/.test(token))
      throw new JqProblem(`syntax error, unexpected ${token}`, true)
    const given: Filter[] = []
    if (this.takes('(')) {
      do given.push(this.pipe())
      while (this.takes(';'))
      this.wants(')')
    }
    return { is: 'call', name: token, with: given }
  }

  object(): Filter {
    const fields: { key: Filter; value: Filter }[] = []
    while (!this.takes('}')) {
      const token = this.tokens[this.at] ?? ''
      this.at += 1
      let key: Filter = { is: 'value', value: token }
      if (token === '(') {
        key = this.pipe()
        this.wants(')')
      } else if (token.startsWith('"')) key = textOf(token)
      else if (!/^[A-Za-z_]\w*$/.test(token))
        throw new JqProblem(`syntax error, unexpected ${token || 'end of program'}`, true)
      const value: Filter = this.takes(':')
        ? this.ranked(0)
        : { is: 'key', of: { is: 'self' }, key, quiet: false }
      fields.push({ key, value })
      if (this.takes(',')) continue
      this.wants('}')
      break
    }
    return { is: 'object', fields }
  }
}

/** A text, with `\(…)` for what is computed. */
function textOf(token: string): Filter {
  const pieces = token.slice(1, -1).split(/\\\(((?:[^()]|\([^()]*\))*)\)/)
  if (pieces.length === 1) return { is: 'value', value: JSON.parse(token) as string }
  const parts = pieces.map((piece, at) =>
    at % 2 === 0 ? (JSON.parse(`"${piece}"`) as string) : parseJq(piece),
  )
  return { is: 'text', parts }
}

/** Reads a filter; throws a `JqProblem`. */
export function parseJq(text: string): Filter {
  const reader = new Reader(text.trim() === '' ? '.' : text)
  const made = reader.pipe()
  if (reader.at < reader.tokens.length)
    throw new JqProblem(`syntax error, unexpected ${reader.tokens[reader.at]}`, true)
  return made
}
