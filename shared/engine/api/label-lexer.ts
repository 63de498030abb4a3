/** Words of a label selector. Source: apimachinery pkg/labels/selector.go, Lexer. */
export type TokenKind =
  | 'error'
  | 'end'
  | ')'
  | ','
  | '!'
  | '=='
  | '='
  | '>'
  | 'identifier'
  | 'in'
  | '<'
  | '!='
  | 'notin'
  | '('

export interface Token {
  kind: TokenKind
  /** What errors show. */
  text: string
}

/** Where a word is expected: in a list of values `in` and `notin` are ordinary words. */
export type Context = 'key' | 'values'

const SYMBOLS: readonly TokenKind[] = [')', ',', '!', '==', '=', '>', '<', '!=', '(']
const WORDS: readonly TokenKind[] = ['in', 'notin']

const isSpace = (char: string): boolean => char !== '' && ' \t\r\n'.includes(char)
const isSymbol = (char: string): boolean => char !== '' && '=!(),><'.includes(char)

/** All words of the text; the last one is always `end`. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  let at = 0
  while (at < text.length) {
    const char = text.charAt(at)
    if (isSpace(char)) {
      at += 1
      continue
    }
    const start = at
    if (isSymbol(char)) {
      at = symbolEnd(text, start)
      const symbol = text.slice(start, at) as TokenKind
      found.push({ kind: SYMBOLS.includes(symbol) ? symbol : 'error', text: symbol })
      continue
    }
    while (at < text.length && !isSpace(text.charAt(at)) && !isSymbol(text.charAt(at))) at += 1
    const word = text.slice(start, at)
    found.push({
      kind: WORDS.includes(word as TokenKind) ? (word as TokenKind) : 'identifier',
      text: word,
    })
  }
  found.push({ kind: 'end', text: '' })
  return found
}

/** Upstream keeps the longest run of symbols whose head is a symbol that it knows. */
function symbolEnd(text: string, start: number): number {
  let end = start + 1
  let longest = start + 1
  while (end < text.length && isSymbol(text.charAt(end))) {
    end += 1
    if (!SYMBOLS.includes(text.slice(start, end) as TokenKind)) break
    longest = end
  }
  return longest
}
