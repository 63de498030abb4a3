import type { Bytes } from '../bytes.ts'
import { literally } from './pattern.ts'
import { MOST_WORDS, TooMuch, WORD_BYTES } from './limits.ts'

/** A word while it is put together: what it says, and the same as a pattern. */
interface Field {
  text: Bytes
  pattern: Bytes
  /** It stays though it is empty, since something of it was quoted. */
  stays: boolean
}

/** Puts the fields of one word together. */
export class Fields {
  readonly #done: Field[] = []
  readonly #separators: Bytes
  #open: Field | undefined
  #bytes = 0

  /** `separators` is IFS. */
  constructor(separators: Bytes) {
    this.#separators = separators
  }

  /** What is quoted or plain: never split, never a pattern. */
  plain(text: Bytes, stays = false): void {
    this.#append(text, literally(text), stays)
  }

  /** An unquoted `*`, `?` or `[…]`. */
  pattern(text: Bytes): void {
    this.#append(text, text, false)
  }

  /** What an unquoted expansion gave: split, and patterns in it count. */
  split(text: Bytes): void {
    let piece = ''
    for (let at = 0; at < text.length; at += 1) {
      const byte = text.charAt(at)
      if (!this.#separators.includes(byte)) {
        piece += byte
        continue
      }
      if (piece !== '') this.#append(piece, piece, false)
      piece = ''
      this.#break(byte, text.slice(0, at))
    }
    if (piece !== '') this.#append(piece, piece, false)
  }

  /** Ends a field where `"$@"` has the next one. */
  next(): void {
    if (this.#open) this.#done.push(this.#open)
    this.#open = undefined
  }

  get all(): readonly Field[] {
    return this.#open ? [...this.#done, this.#open] : this.#done
  }

  /** Everything as one word. */
  get text(): Bytes {
    return this.all.map(({ text }) => text).join(' ')
  }

  /** Blanks end a field if there is one; any other separator makes one even of nothing. */
  #break(byte: string, before: Bytes): void {
    if (' \t\n'.includes(byte)) return this.next()
    const isAfterBlank = /[^ \t\n]/.test(before.at(-1) ?? 'x')
    if (!this.#open && isAfterBlank) this.#append('', '', true)
    this.next()
  }

  #append(text: Bytes, pattern: Bytes, stays: boolean): void {
    this.#bytes += text.length
    if (this.#bytes > WORD_BYTES) throw new TooMuch('argument list too long')
    if (this.#done.length > MOST_WORDS) throw new TooMuch('argument list too long')
    const open = (this.#open ??= { text: '', pattern: '', stays: false })
    open.text += text
    open.pattern += pattern
    open.stays ||= stays
  }
}
