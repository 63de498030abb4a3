import { type Io, run, splitLine } from '../../../shared/kubectl/index.ts'
import type { KubeApi } from '../kube/api.ts'
import { t } from '../state/language.svelte.ts'
import { Queue } from '../state/queue.ts'
import type { Session } from '../state/session.svelte.ts'

export interface TerminalLine {
  kind: 'in' | 'out' | 'error'
  text: string
}

/** Older output is let go: a watch may run for an hour. */
const MOST_LINES = 400

type Surroundings = Required<Pick<Io, 'now' | 'files'>>

/** A command line on one cluster: kubectl and nothing else. It remembers what was typed. */
export class Terminal {
  lines = $state.raw<TerminalLine[]>([])
  isRunning = $state(false)
  #kube: KubeApi
  #around: Surroundings
  #history: string[] = []
  #at = 0
  #abort = new AbortController()
  #typed: Queue<string> | null = null
  /** Keys go to the other end as they are, which shows them. */
  #isRaw = false

  constructor(kube: KubeApi, around: Surroundings) {
    this.#kube = kube
    this.#around = around
  }

  /** Runs a line and shows what it says as it comes. */
  async enter(line: string) {
    const typed = line.trim()
    if (this.isRunning) return this.#type(`${line}\n`)
    this.#print('in', `$ ${typed}`)
    if (typed === '') return
    if (this.#history.at(-1) !== typed) this.#history.push(typed)
    this.#at = this.#history.length
    this.isRunning = true
    try {
      await this.#run(typed)
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#print('error', String(error))
    } finally {
      this.isRunning = false
      this.#typed?.end()
      this.#typed = null
    }
  }

  #type(text: string) {
    if (!this.#isRaw) this.#print('in', text)
    this.#typed?.put(text)
  }

  /** What Ctrl-C does: in a terminal of a container it goes there. */
  stop() {
    if (!this.isRunning) return
    if (this.#isRaw) return this.#typed?.put('\x03')
    this.#abort.abort()
    this.#print('error', '^C')
  }

  clear() {
    this.lines = []
  }

  /** The line `step` further in the history; beyond its end, an empty one. */
  recall(step: -1 | 1, current: string): string {
    const next = Math.min(Math.max(this.#at + step, 0), this.#history.length)
    if (next === this.#at) return current
    this.#at = next
    return this.#history[next] ?? ''
  }

  async #run(line: string) {
    const [word = '', ...argv] = splitLine(line)
    if (word === 'clear') return this.clear()
    if (word !== 'kubectl' && word !== 'k' && word !== 'help')
      return this.#print('error', t('term.unknown', { word }))
    const abort = new AbortController()
    this.#abort = abort
    this.#typed = new Queue<string>()
    const io: Io = {
      typed: this.#typed,
      raw: (isRaw) => (this.#isRaw = isRaw),
      connect: (path) => this.#kube.connect(path),
      stdout: (text) => this.#print('out', text),
      stderr: (text) => this.#print('error', text),
      signal: abort.signal,
      ...this.#around,
    }
    await run(word === 'help' ? ['help'] : argv, io, (path, init) =>
      this.#kube.fetch(path, { ...init, signal: abort.signal }),
    )
  }

  #print(kind: TerminalLine['kind'], said: string) {
    const text = said.replaceAll('\r\n', '\n')
    const last = this.lines.at(-1)
    const isSame = last?.kind === kind && kind !== 'in'
    const joined = isSame ? [...this.lines.slice(0, -1), { kind, text: last.text + text }] : null
    const lines = joined ?? [...this.lines, { kind, text }]
    this.lines = lines.slice(-MOST_LINES)
  }
}

const terminals = new WeakMap<Session, { kube: KubeApi; terminal: Terminal }>()

/** The terminal of a visit and cluster: its output stays while its panel is closed. */
export function terminalOf(session: Session, kube: KubeApi, around: Surroundings): Terminal {
  const known = terminals.get(session)
  if (known?.kube === kube) return known.terminal
  const terminal = new Terminal(kube, around)
  terminals.set(session, { kube, terminal })
  return terminal
}
