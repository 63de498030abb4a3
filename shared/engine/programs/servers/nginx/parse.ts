/** A line of a configuration: a name, words, and what stands in braces. */
export interface Directive {
  name: string
  args: readonly string[]
  block?: readonly Directive[]
  file: string
  line: number
}

/** A configuration that cannot be used: the words after `[emerg]`. */
export class ConfigProblem extends Error {}

interface Token {
  text: string
  quoted: boolean
  line: number
}

const MARKS = new Set([';', '{', '}'])

/** Takes a file apart into its directives. Throws ConfigProblem with nginx's own words. */
export function parse(text: string, file: string): readonly Directive[] {
  const tokens = tokenise(text, file)
  const at = { index: 0 }
  const found = readBlock(tokens, at, file, 0)
  return found
}

function readBlock(
  tokens: readonly Token[],
  at: { index: number },
  file: string,
  depth: number,
): Directive[] {
  const found: Directive[] = []
  let words: Token[] = []
  for (; at.index < tokens.length; at.index++) {
    const token = tokens[at.index]!
    if (token.quoted || !MARKS.has(token.text)) words.push(token)
    else if (token.text === '}') {
      if (words.length > 0 || depth === 0) throw problem('unexpected "}"', file, token.line)
      return found
    } else {
      const [name, ...args] = words
      if (!name) throw problem(`unexpected "${token.text}"`, file, token.line)
      const directive: Directive = {
        name: name.text,
        args: args.map((word) => word.text),
        file,
        line: token.line,
      }
      words = []
      if (token.text === '{') {
        at.index++
        directive.block = readBlock(tokens, at, file, depth + 1)
      }
      found.push(directive)
    }
  }
  const line = tokens.at(-1)?.line ?? 1
  if (words.length > 0) throw problem('unexpected end of file, expecting ";" or "}"', file, line)
  if (depth > 0) throw problem('unexpected end of file, expecting "}"', file, line)
  return found
}

/** An error with the place where it is, as nginx writes it. */
export function problem(words: string, file: string, line: number): ConfigProblem {
  return new ConfigProblem(`${words} in ${file}:${line}`)
}

const TOKEN =
  /\s+|#[^\n]*|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[;{}]|(?:\$\{|[^\s;{}\\]|\\[^])+/y

function tokenise(text: string, file: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  TOKEN.lastIndex = 0
  for (let index = 0; index < text.length; index = TOKEN.lastIndex) {
    TOKEN.lastIndex = index
    const piece = TOKEN.exec(text)?.[0]
    if (piece === undefined)
      throw problem('unexpected end of file, expecting ";" or "}"', file, line)
    line += piece.split('\n').length - 1
    if (/^[\s#]/.test(piece)) continue
    const quoted = /^["']/.test(piece)
    tokens.push({ text: quoted ? unquote(piece) : piece, quoted, line })
  }
  return tokens
}

function unquote(piece: string): string {
  return piece.slice(1, -1).replace(/\\(["'\\ trn])/g, (_, one: string) => {
    return { t: '\t', r: '\r', n: '\n' }[one] ?? one
  })
}
