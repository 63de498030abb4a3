const WIDTH = 80
const LITERAL = /(^|[:-] )[|>][-+\d]*$/
const LINE = /^(\s*(?:- )*)((?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'][^\s]*?):(?: |$))?(.*)$/

/**
 * Breaks long scalars as go-yaml does: at the first single blank behind column 80, going on two
 * columns to the right of the key. Literal blocks stay as they are.
 */
export function fold(text: string): string {
  let literalIndent = -1
  const lines = text.split('\n').flatMap((line) => {
    const indent = line.search(/\S/)
    if (literalIndent >= 0 && (indent < 0 || indent > literalIndent)) return [line]
    literalIndent = -1
    if (LITERAL.test(line)) literalIndent = keyColumn(line)
    return line.length > WIDTH ? folded(line) : [line]
  })
  return lines.join('\n')
}

function keyColumn(line: string): number {
  const [, lead = ''] = LINE.exec(line) ?? []
  return Math.max(0, lead.length - (lead.endsWith('- ') && !LINE.exec(line)?.[2] ? 2 : 0))
}

function folded(line: string): string[] {
  const [, lead = '', key = '', value = ''] = LINE.exec(line) ?? []
  const isItem = key === ''
  const pad = ' '.repeat(isItem ? lead.length : lead.length + 2)
  const lines: string[] = []
  let current = lead + key
  for (const word of value.split(/(?<! ) (?! )/)) {
    if (current === lead + key && lines.length === 0) current += word
    else if (current.length > WIDTH) {
      lines.push(current)
      current = pad + word
    } else current += ` ${word}`
  }
  return [...lines, current]
}
