/**
 * Something that is fetched and fetched again. The last good value stays while a newer one is under
 * way; only the newest answer counts; calls that come in quick succession become one.
 */
export class Fetched<T> {
  value = $state.raw<T | null>(null)
  error = $state.raw<unknown>(null)
  isBusy = $state(false)
  #fetch: () => Promise<T>
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #everyMs: number

  constructor(fetch: () => Promise<T>, everyMs = 400) {
    this.#fetch = fetch
    this.#everyMs = everyMs
  }

  /** Fetches soon; at most once in `everyMs`. */
  again() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.now()
    }, this.#everyMs)
  }

  async now() {
    const turn = ++this.#turn
    this.isBusy = true
    try {
      const value = await this.#fetch()
      if (turn !== this.#turn) return
      this.value = value
      this.error = null
    } catch (error) {
      if (turn === this.#turn) this.error = error
    } finally {
      if (turn === this.#turn) this.isBusy = false
    }
  }

  stop() {
    clearTimeout(this.#timer)
    this.#turn++
  }
}
