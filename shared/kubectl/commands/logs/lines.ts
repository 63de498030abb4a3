import type { Io } from '../../io.ts'

/** Prints text as it comes; with a prefix, line by line, so that several logs can be told apart. */
export class Lines {
  readonly #io: Io
  readonly #prefix: string
  #rest = ''

  constructor(io: Io, prefix: string) {
    this.#io = io
    this.#prefix = prefix
  }

  take(text: string): void {
    if (this.#prefix === '') return this.#io.stdout(text)
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    if (lines.length > 0) {
      this.#io.stdout(lines.map((line) => `${this.#prefix}${line}\n`).join(''))
    }
  }

  /** Prints a last line that has no end. */
  end(): void {
    if (this.#rest !== '') this.#io.stdout(this.#prefix + this.#rest)
    this.#rest = ''
  }
}
