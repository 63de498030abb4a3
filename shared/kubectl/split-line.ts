/**
 * Cuts a command line into words as a shell does: blanks part, quotes and backslashes keep
 * together. There are no pipes, variables or patterns. Throws where a quote is left open.
 */
export function splitLine(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let at = 0; at < line.length; at += 1) {
    const one = line.charAt(at)
    if (quote !== '') {
      if (one === quote) quote = ''
      else if (one === '\\' && quote === '"' && /["\\$`]/.test(line.charAt(at + 1))) {
        at += 1
        word = (word ?? '') + line.charAt(at)
      } else word = (word ?? '') + one
    } else if (one === '"' || one === "'") {
      quote = one
      word ??= ''
    } else if (one === '\\') {
      at += 1
      word = (word ?? '') + line.charAt(at)
    } else if (/\s/.test(one)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + one
  }
  if (quote !== '') throw new Error(`a quote is left open: ${line}`)
  if (word !== undefined) words.push(word)
  return words
}
