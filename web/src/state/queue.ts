/** What comes and is read one by one, by one reader, until it ends. */
export class Queue<T> implements AsyncIterable<T> {
  #waiting: T[] = []
  #isOver = false
  #wake: () => void = () => {}

  put(item: T) {
    this.#waiting.push(item)
    this.#wake()
  }

  end() {
    this.#isOver = true
    this.#wake()
  }

  /** Takes out what nobody has read yet. */
  rest(): T[] {
    return this.#waiting.splice(0)
  }

  async *[Symbol.asyncIterator]() {
    for (;;) {
      const item = this.#waiting.shift()
      if (item !== undefined) yield item
      else if (this.#isOver) return
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
