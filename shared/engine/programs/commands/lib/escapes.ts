import type { Bytes } from '../../bytes.ts'

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
}

const ESCAPE = /\\(?:(0[0-7]{0,3}|[1-7][0-7]{0,2})|x([0-9a-fA-F]{1,2})|([abefnrtv\\"])|(c))/g

/**
 * Backslash escapes, as `echo -e` and `printf` understand them. `stopped`: a `\c` ended the output.
 */
export function unescape(text: Bytes): { text: Bytes; stopped: boolean } {
  let stopped = false
  const whole = text.replace(ESCAPE, (all: string, octal, hex, letter, end, at: number) => {
    if (typeof octal === 'string') return String.fromCharCode(parseInt(octal, 8) & 0xff)
    if (typeof hex === 'string') return String.fromCharCode(parseInt(hex, 16))
    if (typeof letter === 'string') return SIMPLE[letter] ?? all
    if (end && !stopped) {
      stopped = true
      return `\u0100${at}`
    }
    return ''
  })
  return stopped
    ? { text: whole.slice(0, whole.indexOf('\u0100')), stopped }
    : { text: whole, stopped }
}
