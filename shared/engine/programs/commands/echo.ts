import type { Bytes } from '../bytes.ts'
import { unescape } from './lib/escapes.ts'
import { out, tool } from './lib/tool.ts'

/** What `echo` prints for its words: `-n` without line end, `-e` with escapes, `-E` without. */
export function echoText(words: readonly Bytes[], escapes = false): Bytes {
  let ends = true
  let first = 0
  for (; /^-[neE]+$/.test(words[first] ?? ''); first += 1) {
    for (const letter of (words[first] ?? '').slice(1)) {
      if (letter === 'n') ends = false
      else escapes = letter === 'e'
    }
  }
  const plain = words.slice(first).join(' ')
  if (!escapes) return plain + (ends ? '\n' : '')
  const { text, stopped } = unescape(plain)
  return text + (ends && !stopped ? '\n' : '')
}

export const echo = tool({
  name: 'echo',
  about: 'Print words: -n, -e, -E',
  run(process, { operands }) {
    out(process, echoText(operands))
    return { exit: 0 }
  },
})
