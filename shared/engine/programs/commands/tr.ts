import type { Bytes } from '../bytes.ts'
import { unescape } from './lib/escapes.ts'
import { eachPiece } from './lib/input.ts'
import { failUsage, memory, out, tool, waitFor } from './lib/tool.ts'

const CLASSES: Readonly<Record<string, Bytes>> = {
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  xdigit: 'A-Fa-f0-9',
  space: ' \t\n\r\f\v',
  blank: ' \t',
  punct: '!-/:-@[-`{-~',
  print: ' -~',
  graph: '!-~',
  cntrl: '\x00-\x1f\x7f',
}

/** `a-z`, `[:digit:]`, `\n` as the signs that they stand for. */
export function signsOf(text: Bytes): Bytes[] {
  const whole = unescape(text).text.replace(
    /\[:(\w+):\]/g,
    (all, name: string) => CLASSES[name] ?? (all as string),
  )
  const signs: Bytes[] = []
  for (let at = 0; at < whole.length; at += 1) {
    const from = whole.charCodeAt(at)
    const to = whole.charCodeAt(at + 2)
    if (whole.charAt(at + 1) !== '-' || at + 2 >= whole.length || to < from) {
      signs.push(whole.charAt(at))
      continue
    }
    for (let code = from; code <= to; code += 1) signs.push(String.fromCharCode(code))
    at += 2
  }
  return signs
}

const complement = (signs: readonly Bytes[]): Bytes[] => {
  const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
  const known = new Set(signs)
  return all.filter((one) => !known.has(one))
}

export const tr = tool({
  name: 'tr',
  about: 'Translate, squeeze, delete signs: -d, -s, -c',
  options: '+ c C d s t complement=c delete=d squeeze-repeats=s',
  synopsis: '[-cds] STRING1 [STRING2]',
  run(process, options) {
    const [first, second] = options.operands
    const needsTwo = !options.has('d') && !options.has('s')
    if (first === undefined || (needsTwo && second === undefined))
      return failUsage(process, '[-cds] STRING1 [STRING2]')
    const given = signsOf(first)
    const from = options.has('c') || options.has('C') ? complement(given) : given
    const to = signsOf(second ?? '')
    const deletes = options.has('d')
    const map = new Map(from.map((one, index) => [one, to[Math.min(index, to.length - 1)] ?? one]))
    const squeezed = new Set(options.has('s') ? (second === undefined ? from : to) : [])
    const state = memory(process, () => ({ at: 0, last: '' }))
    const came = eachPiece(process, {
      operands: [],
      cursor: state,
      take: (piece) => {
        let text = ''
        for (const one of piece) {
          if (deletes && map.has(one)) continue
          const other = deletes ? one : (map.get(one) ?? one)
          if (squeezed.has(other) && other === state.last) continue
          text += other
          state.last = other
        }
        out(process, text)
      },
    })
    return came === 'waits' ? waitFor({ input: 0 }, state) : { exit: 0 }
  },
})
