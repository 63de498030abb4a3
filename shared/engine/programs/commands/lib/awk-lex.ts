import type { Bytes } from '../../bytes.ts'

/** One token of an awk program. */
export interface Token {
  is: 'number' | 'text' | 'regex' | 'name' | 'call' | 'sign' | 'line end' | 'end'
  text: Bytes
}

/** A program that cannot be read. */
export class AwkProblem {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const SIGNS = `
  && || == != <= >= += -= *= /= %= ^= ** ++ -- !~ >> { } ( ) [ ] ; , + - * / % ^ ! < > | ? : ~ $ =
`
  .trim()
  .split(/\s+/)

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  '/': '/',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
}

/** After these a slash begins a pattern; after anything else it divides. */
const beforePattern = (last: Token | undefined): boolean =>
  !last ||
  last.is === 'line end' ||
  (last.is === 'sign' && !/^(\)|\]|\$|\+\+|--)$/.test(last.text)) ||
  (last.is === 'name' && /^(print|return|in)$/.test(last.text))

class Lexer {
  at = 0
  readonly text: Bytes
  readonly tokens: Token[] = []

  constructor(text: Bytes) {
    this.text = text
  }

  rest(): Bytes {
    return this.text.slice(this.at)
  }

  all(): Token[] {
    for (;;) {
      const blank = /^(?:[ \t\r]|\\\r?\n|#[^\n]*)+/.exec(this.rest())
      this.at += blank?.[0].length ?? 0
      if (this.at >= this.text.length) break
      this.tokens.push(this.token())
    }
    this.tokens.push({ is: 'end', text: '' })
    return this.tokens
  }

  token(): Token {
    const one = this.text.charAt(this.at)
    if (one === '\n') {
      this.at += 1
      return { is: 'line end', text: '\n' }
    }
    if (one === '"') return this.quoted()
    if (one === '/' && beforePattern(this.tokens.at(-1))) return this.pattern()
    const number = /^(0[xX][0-9a-fA-F]+|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)/.exec(this.rest())
    if (number) return this.took('number', number[0])
    const name = /^[A-Za-z_]\w*/.exec(this.rest())
    if (name)
      return this.took(
        this.text.charAt(this.at + name[0].length) === '(' ? 'call' : 'name',
        name[0],
      )
    const sign = SIGNS.find((each) => this.text.startsWith(each, this.at))
    if (!sign) throw new AwkProblem(`unexpected character '${one}'`)
    return this.took('sign', sign)
  }

  took(is: Token['is'], text: Bytes): Token {
    this.at += text.length
    return { is, text: text === '**' ? '^' : text }
  }

  quoted(): Token {
    let text = ''
    for (this.at += 1; ; this.at += 1) {
      const one = this.text.charAt(this.at)
      if (one === '' || one === '\n') throw new AwkProblem('unterminated string')
      if (one === '"') break
      if (one !== '\\') {
        text += one
        continue
      }
      this.at += 1
      const octal = /^[0-7]{1,3}/.exec(this.rest())
      if (octal) {
        text += String.fromCharCode(parseInt(octal[0], 8))
        this.at += octal[0].length - 1
      } else text += ESCAPES[this.text.charAt(this.at)] ?? `\\${this.text.charAt(this.at)}`
    }
    this.at += 1
    return { is: 'text', text }
  }

  pattern(): Token {
    let text = ''
    let inBracket = false
    for (this.at += 1; ; this.at += 1) {
      const one = this.text.charAt(this.at)
      if (one === '' || one === '\n') throw new AwkProblem('unterminated regex')
      if (one === '/' && !inBracket) break
      if (one === '[') inBracket = true
      else if (one === ']') inBracket = false
      const next = this.text.charAt(this.at + 1)
      if (one === '\\') this.at += 1
      text += one === '\\' ? (next === '/' ? '/' : `\\${next}`) : one
    }
    this.at += 1
    return { is: 'regex', text }
  }
}

/** An awk program as its tokens. */
export function awkTokens(text: Bytes): Token[] {
  return new Lexer(text).all()
}
