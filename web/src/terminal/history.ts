/** Lines that were typed, to be typed again. */
export class History {
  #lines: string[] = []
  #at = 0

  add(line: string) {
    if (line !== '' && this.#lines.at(-1) !== line) this.#lines.push(line)
    this.#at = this.#lines.length
  }

  /** The line `step` further; beyond the end, an empty one. */
  recall(step: -1 | 1, current: string): string {
    const next = Math.min(Math.max(this.#at + step, 0), this.#lines.length)
    if (next === this.#at) return current
    this.#at = next
    return this.#lines[next] ?? ''
  }
}
