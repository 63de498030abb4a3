import type { Bytes } from '../bytes.ts'
import type { Controller, Stream } from '../command.ts'
import { compile } from './compile.ts'
import { Expander } from './expand.ts'
import { Failure } from './failure.ts'
import type { Program } from './instruction.ts'
import { MOST_FRAMES, MOST_TEXTS } from './limits.ts'
import type { Block, Frame, ShellState } from './state.ts'

/** A command waits for input and will be run again from its beginning. */
export class Again extends Error {}

/** A shell in one turn: its process, what it remembers, and what its parts do to both. */
export class Shell {
  readonly process: Controller
  readonly state: ShellState
  /** Set when the process becomes another program. */
  become: { argv: Bytes[]; env: Record<string, Bytes> } | undefined

  constructor(process: Controller, state: ShellState) {
    this.process = process
    this.state = state
  }

  get frame(): Frame | undefined {
    return this.state.frames.at(-1)
  }

  get isInteractive(): boolean {
    return this.state.reads === 'prompt'
  }

  expander(): Expander {
    return new Expander(this.state, this.process)
  }

  program(frame: Frame): Program {
    return compile(this.state.texts[frame.text] ?? '')
  }

  /** Begins a text: of `eval`, of a file, of a trap, of a line. */
  begin(is: Frame['is'], text: Bytes, more: Partial<Frame> = {}): void {
    const program = compile(text)
    if (program.error) return this.complainOfSyntax(program, is)
    this.push({ is, text: this.textNumber(text), pc: 0, blocks: [], ...more })
  }

  push(frame: Frame): void {
    if (this.state.frames.length >= MOST_FRAMES) {
      throw new Failure('maximum function nesting level exceeded', 2, true)
    }
    this.state.frames.push(frame)
  }

  /** Leaves the text at hand: streams, parameters and local variables are as before. */
  pop(): void {
    const frame = this.state.frames.pop()
    if (!frame) return
    for (const block of frame.blocks.toReversed()) this.close(block)
    if (frame.params) this.state.params = frame.params
    for (const [name, before] of Object.entries(frame.locals ?? {})) {
      if (before) this.state.variables[name] = before
      else delete this.state.variables[name]
    }
    if (frame.is === 'trap') this.state.status = frame.before ?? this.state.status
  }

  close(block: Block): void {
    if (block.is === 'streams') this.restore(block.saved)
  }

  /** Leads streams elsewhere and gives what they were. */
  redirect(streams: Readonly<Record<string, Stream | null>>): Record<string, Stream | null> {
    const saved: Record<string, Stream | null> = {}
    for (const number of Object.keys(streams)) {
      const before = this.process.stream(Number(number))
      saved[number] = before ? { ...before } : null
    }
    this.restore(streams)
    return saved
  }

  restore(streams: Readonly<Record<string, Stream | null>>): void {
    for (const [number, stream] of Object.entries(streams)) {
      this.process.redirect(Number(number), stream ?? undefined)
    }
  }

  /** The number under which a text is kept; texts that nothing refers to are let go. */
  textNumber(text: Bytes): number {
    const { state } = this
    const known = state.texts.indexOf(text)
    if (known >= 0) return known
    if (state.texts.length >= MOST_TEXTS) this.#sweepTexts()
    state.texts.push(text)
    return state.texts.length - 1
  }

  #sweepTexts(): void {
    const { state } = this
    const users = [...state.frames, ...Object.values(state.functions)]
    const used = [...new Set(users.map(({ text }) => text))].sort((left, right) => left - right)
    const texts = used.map((number) => state.texts[number] ?? '')
    for (const user of users) user.text = used.indexOf(user.text)
    state.texts = texts
  }

  /** Says something on stderr, as this shell begins its complaints. */
  complain(words: Bytes, line?: number): void {
    this.process.writeTo(2, `${this.#prefix(line)}${words}\n`)
  }

  #prefix(line = this.#line()): Bytes {
    const { dialect, name } = this.state
    if (this.isInteractive) return dialect === 'dash' ? `${name}: ${line}: ` : `${name}: `
    if (dialect === 'bash') return `${name}: line ${line}: `
    if (dialect === 'dash') return `${name}: ${line}: `
    return name.includes('/') || name.endsWith('.sh') ? `${name}: line ${line}: ` : `${name}: `
  }

  #line(): number {
    const { frame } = this
    if (!frame) return 1
    return this.program(frame).code[Math.max(0, frame.pc - 1)]?.line ?? 1
  }

  complainOfSyntax({ error }: Program, is: Frame['is']): void {
    if (!error) return
    this.complain(this.#syntaxWords(error), error.line)
    this.state.status = 2
    if (!this.isInteractive && is !== 'line') this.state.leaving = 2
  }

  #syntaxWords({ message, near, isOpen }: NonNullable<Program['error']>): Bytes {
    if (/too (large|long|deeply)/.test(message)) return message
    if (this.state.dialect === 'bash') {
      return isOpen
        ? 'syntax error: unexpected end of file'
        : `syntax error near unexpected token \`${near === '' ? 'newline' : near}'`
    }
    const quote = /^unterminated (double|single|back)/.test(message)
    if (this.state.dialect === 'dash') {
      if (quote) return 'Syntax error: Unterminated quoted string'
      return isOpen ? 'Syntax error: end of file unexpected' : `Syntax error: "${near}" unexpected`
    }
    if (quote) return 'syntax error: unterminated quoted string'
    return isOpen ? 'syntax error: unexpected end of file' : `syntax error: unexpected "${near}"`
  }
}
