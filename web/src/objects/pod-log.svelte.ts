import type { KubeApi, Status } from '../kube/api.ts'
import { BLANK, type Tape, write } from '../terminal/tape.ts'

/** Which log is read. */
export interface LogWish {
  /** Path of the pod. */
  path: string
  container: string
  previous: boolean
  timestamps: boolean
}

/** What is older is asked for by kubectl: nobody reads more than this in a drawer. */
const TAIL = 2_000
/** News are shown together: a chatty program must not redraw the page for each line. */
const REDRAW_MS = 60
/** A stream that ends while its program runs on was cut off: it is opened again, calmly. */
const AGAIN_MS = 2_000

/** The log of one container as it comes. */
export class PodLog {
  text = $state('')
  phase = $state<'opening' | 'open' | 'ended' | 'refused'>('opening')
  /** What the server said instead: the container has not begun, there was no earlier run … */
  refusal = $state('')
  #kube: KubeApi
  #wish: LogWish | null = null
  #abort = new AbortController()
  #tape: Tape = BLANK
  #redraw: ReturnType<typeof setTimeout> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(kube: KubeApi) {
    this.#kube = kube
  }

  /** Reads from the beginning, and follows. */
  open(wish: LogWish) {
    this.close()
    this.#wish = wish
    this.#tape = BLANK
    this.text = ''
    void this.#read(wish)
  }

  /** Something happened to the container: a log that is not open is asked for again. */
  again() {
    if (this.#wish && this.phase !== 'open' && this.phase !== 'opening') void this.#read(this.#wish)
  }

  /** The program is said to run: a log that ended anyway is opened again. */
  expectMore() {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.again(), AGAIN_MS)
  }

  close() {
    this.#abort.abort()
    clearTimeout(this.#redraw)
    clearTimeout(this.#retry)
    this.#redraw = undefined
  }

  async #read(wish: LogWish) {
    const abort = new AbortController()
    this.#abort = abort
    this.phase = 'opening'
    try {
      const { signal } = abort
      const response = await this.#kube.fetch(logPath(wish), { method: 'GET', signal })
      if (!response.ok) return this.#refuse((await response.json()) as Status)
      this.refusal = ''
      this.phase = 'open'
      this.#tape = BLANK
      await this.#take(response.body, abort.signal)
      if (!abort.signal.aborted) this.phase = 'ended'
    } catch {
      if (!abort.signal.aborted) this.phase = 'ended'
    }
  }

  #refuse(status: Status) {
    this.refusal = status.message ?? ''
    this.phase = 'refused'
  }

  async #take(body: ReadableStream<Uint8Array> | null, signal: AbortSignal) {
    this.#show()
    const reader = body?.pipeThrough(new TextDecoderStream() as never).getReader()
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: '' }
      if (done || signal.aborted) return
      this.#tape = write(this.#tape, String(value))
      this.#show()
    }
  }

  #show() {
    this.#redraw ??= setTimeout(() => {
      this.#redraw = undefined
      this.text = this.#tape.text
    }, REDRAW_MS)
  }
}

/** The question of `kubectl logs -f`. */
export function logPath({ path, container, previous, timestamps }: LogWish): string {
  const query = new URLSearchParams({ container, tailLines: String(TAIL) })
  if (previous) query.set('previous', 'true')
  else query.set('follow', 'true')
  if (timestamps) query.set('timestamps', 'true')
  return `${path}/log?${query}`
}

/** The lines that hold the words, in any case; all where none are given. */
export function matching(lines: readonly string[], words: string): readonly string[] {
  const wanted = words.trim().toLowerCase()
  return wanted === '' ? lines : lines.filter((line) => line.toLowerCase().includes(wanted))
}

/** Lines of a text; its last line end begins no further one. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
