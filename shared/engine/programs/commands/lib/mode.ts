import type { Bytes } from '../../bytes.ts'

const WHO: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 }

/** Permissions that a mode such as `755` or `u+x` makes of others; undefined if it is none. */
export function parseMode(text: Bytes, before: number, isDirectory: boolean): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return parseInt(text, 8)
  let mode = before
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([+\-=])([rwxXst]*)$/.exec(clause)
    if (!match) return undefined
    const [, who = '', sign = '', what = ''] = match
    let mask = 0
    for (const one of who === '' ? 'a' : who) mask |= WHO[one] ?? 0
    const bits = bitsOf(what, isDirectory || (before & 0o111) !== 0) & (mask | 0o1000)
    if (sign === '+') mode |= bits
    else if (sign === '-') mode &= ~bits
    else mode = (mode & ~mask) | bits
  }
  return mode
}

function bitsOf(what: Bytes, mayRun: boolean): number {
  let bits = 0
  for (const one of what) {
    if (one === 'r') bits |= 0o444
    else if (one === 'w') bits |= 0o222
    else if (one === 'x' || (one === 'X' && mayRun)) bits |= 0o111
    else if (one === 't') bits |= 0o1000
  }
  return bits
}
