import { type Io, run, splitLine } from '../../../shared/kubectl/index.ts'
import type { KubeApi } from '../kube/api.ts'
import { t } from '../state/language.svelte.ts'
import { Queue } from '../state/queue.ts'
import type { Session } from '../state/session.svelte.ts'
import { History } from './history.ts'
import { BLANK, lastLineOf, type Tape, write } from './tape.ts'

export interface TerminalLine {
  kind: 'in' | 'out' | 'error'
  tape: Tape
}

/** Older output is let go: a watch may run for an hour. */
const MOST_LINES = 400
const INTERRUPT = '\x03'
const END_OF_INPUT = '\x04'

type Surroundings = Required<Pick<Io, 'now' | 'files'>>

/** A command line on one cluster: kubectl and nothing else. It remembers what was typed. */
export class Terminal {
  lines = $state.raw<TerminalLine[]>([])
  isRunning = $state(false)
  /** What is typed goes to a terminal in a container, which shows it itself. */
  isRaw = $state(false)
  #kube: KubeApi
  #around: Surroundings
  #here = new History()
  #there = new History()
  #abort = new AbortController()
  #typed: Queue<string> | null = null
  #running = Promise.resolve()
  /** Lines that were typed for no program: they are run next, as any shell does. */
  #ahead: string[] = []

  constructor(kube: KubeApi, around: Surroundings) {
    this.#kube = kube
    this.#around = around
  }

  /** What the other end's shell asks with, such as `/ # `; '' when none is asked. */
  get prompt(): string {
    const last = this.lines.at(-1)
    return this.isRaw && last?.kind === 'out' ? lastLineOf(last.tape) : ''
  }

  /** Runs a line and shows what it says as it comes. While one runs, the line goes to it. */
  async enter(line: string) {
    if (this.isRunning) {
      this.#there.add(line)
      return this.#type(`${line}\n`)
    }
    const typed = line.trim()
    this.#print('in', `$ ${typed}`)
    if (typed === '') return
    this.#here.add(typed)
    this.isRunning = true
    this.#running = this.#attend(typed)
    await this.#running
    const [next, ...later] = this.#ahead
    this.#ahead = later
    if (next !== undefined) await this.enter(next)
  }

  /** Leaves what runs, and runs this. */
  async start(line: string) {
    this.#ahead = []
    this.leave()
    await this.#running
    await this.enter(line)
  }

  /** What Ctrl-C does: in a terminal of a container it goes there. */
  stop() {
    if (!this.isRunning) return
    if (this.isRaw) return this.#typed?.put(INTERRUPT)
    this.#print('error', '^C')
    this.#ahead = []
    this.leave()
  }

  /** What Ctrl-D does: there is no more to be typed. */
  endInput(line: string) {
    if (this.isRaw) this.#typed?.put(line + END_OF_INPUT)
    else this.#typed?.end()
  }

  /** Ends what runs, whatever it does. */
  leave() {
    this.#abort.abort()
  }

  clear() {
    const last = this.isRaw ? this.lines.at(-1) : undefined
    this.lines = last ? [{ ...last, tape: write(BLANK, lastLineOf(last.tape)) }] : []
  }

  recall = (step: -1 | 1, current: string): string =>
    (this.isRunning ? this.#there : this.#here).recall(step, current)

  #type(text: string) {
    if (!this.isRaw) this.#print('in', text)
    this.#typed?.put(text)
  }

  async #attend(line: string) {
    const abort = new AbortController()
    this.#abort = abort
    try {
      await this.#run(line, abort.signal)
    } catch (error) {
      if (!abort.signal.aborted) this.#print('error', String(error))
    } finally {
      this.isRunning = false
      this.isRaw = false
      const unread = abort.signal.aborted ? [] : (this.#typed?.rest() ?? [])
      this.#ahead.push(...unread.map((text) => text.trim()))
      this.#typed?.end()
      this.#typed = null
    }
  }

  async #run(line: string, signal: AbortSignal) {
    const [word = '', ...argv] = splitLine(line)
    if (word === 'clear') return this.clear()
    if (word !== 'kubectl' && word !== 'k' && word !== 'help')
      return this.#print('error', t('term.unknown', { word }))
    this.#typed = new Queue<string>()
    const io: Io = {
      typed: this.#typed,
      raw: (isRaw) => (this.isRaw = isRaw),
      connect: (path) => this.#kube.connect(path),
      stdout: (text) => this.#print('out', text),
      stderr: (text) => this.#print('error', text),
      signal,
      ...this.#around,
    }
    await run(word === 'help' ? ['help'] : argv, io, (path, init) =>
      this.#kube.fetch(path, { ...init, signal }),
    )
  }

  #print(kind: TerminalLine['kind'], said: string) {
    const last = this.lines.at(-1)
    const isSame = last?.kind === kind && kind !== 'in'
    const before = isSame ? this.lines.slice(0, -1) : this.lines
    const tape = write(isSame ? last.tape : BLANK, said)
    this.lines = [...before, { kind, tape }].slice(-MOST_LINES)
  }
}

const terminals = new WeakMap<Session, { kube: KubeApi; terminal: Terminal }>()

/** The terminal of a visit and cluster: its output stays while its panel is closed. */
export function terminalOf(session: Session, kube: KubeApi, around: Surroundings): Terminal {
  const known = terminals.get(session)
  if (known?.kube === kube) return known.terminal
  known?.terminal.leave()
  const terminal = new Terminal(kube, around)
  terminals.set(session, { kube, terminal })
  session.onClose(() => terminal.leave())
  return terminal
}
