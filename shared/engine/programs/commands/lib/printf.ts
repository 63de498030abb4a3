import type { Bytes } from '../../bytes.ts'
import { unescape } from './escapes.ts'

/** What a format made of its words. */
export interface Printed {
  text: Bytes
  /** Words that are no numbers where one was wanted, and directives that do not exist. */
  problems: Bytes[]
}

const DIRECTIVE = /%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+)?)?([a-zA-Z%])|%/g

class Printer {
  at = 0
  stopped = false
  readonly problems: Bytes[] = []
  readonly words: readonly Bytes[]

  constructor(words: readonly Bytes[]) {
    this.words = words
  }

  next(): Bytes | undefined {
    const word = this.words[this.at]
    this.at += 1
    return word
  }

  number(word: Bytes | undefined): number {
    if (word === undefined || word === '') return 0
    // A quote before a sign stands for the sign's code.
    if (/^['"]/.test(word)) return word.charCodeAt(1) || 0
    const match = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)/.exec(word)
    if (!match || match[0].length < word.length) this.problems.push(`${word}: invalid number`)
    if (!match) return 0
    const digits = match[2] ?? '0'
    const octal = /^0[0-7]+$/.test(digits)
    const value = octal ? parseInt(digits, 8) : Number(digits)
    return match[1] === '-' ? -value : value
  }

  directive(
    flags: string,
    width: string | undefined,
    precision: string | undefined,
    letter: string,
  ): Bytes {
    const wide = width === '*' ? this.number(this.next()) : Number(width ?? 0)
    const exact =
      precision === '*'
        ? this.number(this.next())
        : precision === undefined
          ? undefined
          : Number(precision)
    const left = flags.includes('-') || wide < 0
    const text = this.converted(flags, exact, letter)
    const zero = flags.includes('0') && !left && /[diouxXeEfgG]/.test(letter)
    return pad(text, Math.abs(wide), left, zero)
  }

  converted(flags: string, precision: number | undefined, letter: string): Bytes {
    switch (letter) {
      case 's':
        return (this.next() ?? '').slice(0, precision)
      case 'b': {
        const { text, stopped } = unescape(this.next() ?? '')
        this.stopped ||= stopped
        return text
      }
      case 'c':
        return (this.next() ?? '').slice(0, 1)
      case 'q':
        return quoted(this.next() ?? '')
      case 'd':
      case 'i':
        return signed(String(Math.trunc(this.number(this.next()))).padStart(0), flags, precision)
      case 'u':
        return String(Math.trunc(Math.abs(this.number(this.next()))))
      case 'o':
        return Math.trunc(this.number(this.next())).toString(8)
      case 'x':
        return (flags.includes('#') ? '0x' : '') + Math.trunc(this.number(this.next())).toString(16)
      case 'X':
        return (
          (flags.includes('#') ? '0X' : '') +
          Math.trunc(this.number(this.next())).toString(16).toUpperCase()
        )
      default:
        return real(this.number(this.next()), letter, precision, flags)
    }
  }
}

const signed = (text: string, flags: string, precision = 0): string => {
  const digits = text.replace('-', '').padStart(precision, '0')
  return (
    (text.startsWith('-') ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') +
    digits
  )
}

/** `%f`, `%e`, `%g` as C writes them. */
export function real(value: number, letter: string, precision = 6, flags = ''): string {
  const text = realDigits(value, letter.toLowerCase(), precision)
  const sign = value >= 0 && flags.includes('+') ? '+' : ''
  return sign + (letter === letter.toUpperCase() ? text.toUpperCase() : text)
}

function realDigits(value: number, letter: string, precision: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : value < 0 ? '-inf' : 'nan'
  const exponent = (text: string) => text.replace(/e([+-])(\d)$/, 'e$10$2')
  if (letter === 'f') return value.toFixed(Math.min(precision, 100))
  if (letter === 'e') return exponent(value.toExponential(Math.min(precision, 100)))
  if (value === 0) return '0'
  const digits = Math.max(precision, 1)
  const power = Math.floor(Math.log10(Math.abs(value)))
  const small = power < -4 || power >= digits
  const text = small ? value.toExponential(digits - 1) : value.toPrecision(Math.min(digits, 100))
  return exponent(text.replace(/(\.\d*?)0+(e|$)/, '$1$2').replace(/\.(e|$)/, '$1'))
}

function pad(text: Bytes, width: number, left: boolean, zero: boolean): Bytes {
  if (left) return text.padEnd(Math.min(width, 10_000))
  if (!zero) return text.padStart(Math.min(width, 10_000))
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  return sign + text.slice(sign.length).padStart(Math.min(width, 10_000) - sign.length, '0')
}

const quoted = (text: Bytes): Bytes =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/**
 * Writes words by a format as `printf` does: the format is used again while words are left. Escapes
 * of the format are those of the shell; awk has undone its own before.
 */
export function printfText(format: Bytes, words: readonly Bytes[], once = false): Printed {
  const printer = new Printer(words)
  let text = ''
  do {
    const before = printer.at
    const round = format.replace(DIRECTIVE, (all: string, flags = '', width, precision, letter) => {
      if (printer.stopped) return ''
      if (letter === '%' || letter === undefined) return '%'
      if (!/[sbcqdiouxXeEfgG]/.test(String(letter))) {
        printer.problems.push(`%${String(letter)}: invalid format`)
        return ''
      }
      const hasPoint = all.includes('.')
      return printer.directive(
        String(flags),
        width as string | undefined,
        hasPoint ? ((precision as string | undefined) ?? '0') : undefined,
        String(letter),
      )
    })
    text += round
    if (once || printer.stopped || printer.at === before) break
  } while (printer.at < words.length)
  return { text, problems: printer.problems }
}
