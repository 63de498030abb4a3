/** Nesting that no honest manifest needs; beyond it recursive readers would run out of stack. */
export const DEEPEST = 500

/**
 * What is wrong with a JSON text, in the words of Go's decoder; undefined when nothing is.
 * Source: encoding/json scanner.go.
 */
export function jsonProblem(text: string): string | undefined {
  try {
    const scan = new Scan(text)
    scan.value(0)
    scan.end()
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error.message
    throw error
  }
}

/** Is a text nested deeper than `DEEPEST`? Brackets in strings do not count. */
export function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '"') {
      at += 1
      while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
    } else if (char === '{' || char === '[') {
      depth += 1
      if (depth > DEEPEST) return true
    } else if (char === '}' || char === ']') depth -= 1
  }
  return false
}

class Problem extends Error {}

class Scan {
  #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  end(): void {
    const char = this.#skip()
    if (char !== '') this.#wrong('after top-level value')
  }

  value(depth: number): void {
    if (depth > DEEPEST) throw new Problem('exceeded max depth')
    const char = this.#skip()
    if (char === '{') this.#object(depth)
    else if (char === '[') this.#list(depth)
    else if (char === '"') this.#string()
    else if (char === '-' || isDigit(char)) this.#number()
    else if (char === 't') this.#literal('true')
    else if (char === 'f') this.#literal('false')
    else if (char === 'n') this.#literal('null')
    else this.#wrong('looking for beginning of value')
  }

  #object(depth: number): void {
    this.#at += 1
    if (this.#skip() === '}') {
      this.#at += 1
      return
    }
    for (;;) {
      if (this.#skip() !== '"') this.#wrong('looking for beginning of object key string')
      this.#string()
      if (this.#skip() !== ':') this.#wrong('after object key')
      this.#at += 1
      this.value(depth + 1)
      const char = this.#skip()
      if (char !== ',' && char !== '}') this.#wrong('after object key:value pair')
      this.#at += 1
      if (char === '}') return
    }
  }

  #list(depth: number): void {
    this.#at += 1
    if (this.#skip() === ']') {
      this.#at += 1
      return
    }
    for (;;) {
      this.value(depth + 1)
      const char = this.#skip()
      if (char !== ',' && char !== ']') this.#wrong('after array element')
      this.#at += 1
      if (char === ']') return
    }
  }

  #string(): void {
    this.#at += 1
    for (;;) {
      const char = this.#char()
      if (char === '' || char < ' ') this.#wrong('in string literal')
      this.#at += 1
      if (char === '"') return
      if (char === '\\') this.#escape()
    }
  }

  #escape(): void {
    const char = this.#char()
    if (char === '' || !'"\\/bfnrtu'.includes(char)) this.#wrong('in string escape code')
    this.#at += 1
    if (char !== 'u') return
    for (let count = 0; count < 4; count += 1) {
      if (!/[0-9a-fA-F]/.test(this.#char())) this.#wrong('in \\u hexadecimal character escape')
      this.#at += 1
    }
  }

  #number(): void {
    if (this.#char() === '-') this.#at += 1
    if (this.#char() === '0') this.#at += 1
    else this.#digits('in numeric literal')
    if (this.#char() === '.') {
      this.#at += 1
      this.#digits('after decimal point in numeric literal')
    }
    if (this.#char() !== 'e' && this.#char() !== 'E') return
    this.#at += 1
    if (this.#char() === '+' || this.#char() === '-') this.#at += 1
    this.#digits('in exponent of numeric literal')
  }

  #digits(where: string): void {
    if (!isDigit(this.#char())) this.#wrong(where)
    while (isDigit(this.#char())) this.#at += 1
  }

  #literal(word: string): void {
    this.#at += 1
    for (const expected of word.slice(1)) {
      if (this.#char() !== expected) {
        this.#wrong(`in literal ${word} (expecting '${expected}')`)
      }
      this.#at += 1
    }
  }

  #char(): string {
    return this.#text.charAt(this.#at)
  }

  #skip(): string {
    let char = this.#char()
    while (char !== '' && ' \t\r\n'.includes(char)) {
      this.#at += 1
      char = this.#char()
    }
    return char
  }

  #wrong(where: string): never {
    const char = this.#char()
    if (char === '') throw new Problem('unexpected end of JSON input')
    throw new Problem(`invalid character ${quoted(char)} ${where}`)
  }
}

const isDigit = (char: string): boolean => char >= '0' && char <= '9'

function quoted(char: string): string {
  if (char === "'") return "'\\''"
  if (char === '"') return "'\"'"
  return `'${JSON.stringify(char).slice(1, -1)}'`
}
