import type {
  AndOr,
  ArithmeticFor,
  Case,
  Command,
  CommandNode,
  CompoundList,
  For,
  Function as FunctionNode,
  If,
  Pipeline,
  PipelineNode,
  Redirected,
  Script,
  Statement,
  While,
} from 'unbash'
import type { Instruction } from './instruction.ts'
import { MOST_DEPTH, MOST_INSTRUCTIONS, TooMuch } from './limits.ts'

type Op<T> = T extends unknown ? Omit<T, 'line' | 'guarded'> : never
type Guard = boolean

/**
 * Turns a syntax tree into instructions: control flow becomes jumps, so that a number is a place.
 */
export class Compiler {
  readonly #code: Instruction[] = []
  readonly #text: string
  #depth = 0
  #lineAt = 0
  #line = 1

  constructor(text: string) {
    this.#text = text
  }

  script({ commands }: Script): readonly Instruction[] {
    this.#statements(commands, false)
    return this.#code
  }

  get #here(): number {
    return this.#code.length
  }

  #add(op: Op<Instruction>, guarded: Guard = false): Instruction {
    if (this.#code.length >= MOST_INSTRUCTIONS) throw new TooMuch('script too long')
    const instruction = { ...op, line: this.#line } as Instruction
    if (guarded) instruction.guarded = true
    this.#code.push(instruction)
    return instruction
  }

  /** Line numbers are counted onwards from the last one: scripts are read in order. */
  #at(pos: number): void {
    if (pos < this.#lineAt) {
      this.#lineAt = 0
      this.#line = 1
    }
    for (; this.#lineAt < pos; this.#lineAt += 1) {
      if (this.#text[this.#lineAt] === '\n') this.#line += 1
    }
  }

  #statements(statements: readonly Statement[], guarded: Guard): void {
    for (const statement of statements) {
      this.#at(statement.pos)
      if (statement.background) this.#background(statement)
      else this.#list(statement.command, guarded)
    }
  }

  #compound({ commands }: CompoundList, guarded: Guard): void {
    this.#depth += 1
    if (this.#depth > MOST_DEPTH) throw new TooMuch('commands nested too deeply')
    this.#statements(commands, guarded)
    this.#depth -= 1
  }

  #background({ command, pos, end }: Statement): void {
    const words = this.#text.slice(pos, end).replace(/\s*&$/, '')
    const start = this.#add({ op: 'background', from: 0, to: 0, words })
    this.#body(start, () => this.#list(command, false))
  }

  /** A part that another process runs: it stands behind its instruction and is jumped over. */
  #body(start: Instruction, emit: () => void): void {
    const from = this.#here
    emit()
    Object.assign(start, { from, to: this.#here })
  }

  #list(node: PipelineNode | AndOr, guarded: Guard): void {
    if (node.type !== 'AndOr') return this.#pipeline(node, guarded)
    const last = node.commands.length - 1
    let skip: Instruction | undefined
    node.commands.forEach((command, index) => {
      if (index > 0) {
        const on = node.operators[index - 1] === '&&' ? 'failure' : 'success'
        skip = this.#add({ op: 'branch', on, to: 0 })
      }
      this.#pipeline(command, guarded || index < last)
      if (skip) Object.assign(skip, { to: this.#here })
    })
  }

  #pipeline(node: PipelineNode, guarded: Guard): void {
    if (node.type !== 'Pipeline') return this.#command(node, guarded)
    const isNegated = node.prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1
    const [first] = node.commands
    if (node.commands.length === 1 && first) this.#command(first, guarded || isNegated)
    else if (node.commands.length > 1) this.#pipes(node, guarded || isNegated)
    if (isNegated) this.#add({ op: 'status', set: 'negated' }, true)
  }

  #pipes({ commands, operators }: Pipeline, guarded: Guard): void {
    const parts: { from: number; to: number }[] = []
    const both = operators.map((operator) => operator === '|&')
    const start = this.#add({ op: 'pipeline', parts, both, to: 0 }, guarded)
    for (const command of commands) {
      const from = this.#here
      this.#command(command, false)
      parts.push({ from, to: this.#here })
    }
    Object.assign(start, { to: this.#here })
  }

  #command(node: CommandNode, guarded: Guard): void {
    this.#at(node.pos)
    switch (node.type) {
      case 'Command':
        return void this.#add({ op: 'run', command: node as Command }, guarded)
      case 'Redirected':
        return this.#redirected(node, guarded)
      case 'BraceGroup':
        return this.#compound(node.body, guarded)
      case 'Subshell': {
        const start = this.#add({ op: 'subshell', from: 0, to: 0 }, guarded)
        return this.#body(start, () => this.#compound(node.body, false))
      }
      case 'If':
        return this.#if(node, guarded)
      case 'While':
        return this.#while(node, guarded)
      case 'For':
        return this.#for(node, guarded)
      case 'ArithmeticFor':
        return this.#countingFor(node, guarded)
      case 'Case':
        return this.#case(node, guarded)
      case 'Function':
        return this.#function(node)
      case 'TestCommand':
        return void this.#add({ op: 'condition', expression: node.expression }, guarded)
      case 'ArithmeticCommand': {
        const { expression, body } = node
        return void this.#add({ op: 'arithmetic', expression, body }, guarded)
      }
      case 'Select':
      case 'Coproc':
        return void this.#add({
          op: 'complain',
          text: `${node.type.toLowerCase()} is not supported by this shell`,
          status: 2,
        })
    }
  }

  #redirected({ command, redirects }: Redirected, guarded: Guard): void {
    const start = this.#add({ op: 'streams', redirects, failed: 0 }, guarded)
    this.#command(command, guarded)
    this.#add({ op: 'restore' })
    Object.assign(start, { failed: this.#here })
  }

  #if(node: If, guarded: Guard): void {
    const ends: Instruction[] = []
    for (const { clause, then } of [node, ...node.elif]) {
      this.#compound(clause, true)
      const skip = this.#add({ op: 'branch', on: 'failure', to: 0 })
      this.#compound(then, guarded)
      ends.push(this.#add({ op: 'jump', to: 0 }))
      Object.assign(skip, { to: this.#here })
    }
    if (node.else) this.#compound(node.else, guarded)
    else this.#add({ op: 'status', set: 0 })
    for (const end of ends) Object.assign(end, { to: this.#here })
  }

  #while({ kind, clause, body }: While, guarded: Guard): void {
    const loop = this.#add({ op: 'loop', end: 0, next: 0 })
    const begin = this.#here
    this.#compound(clause, true)
    const on = kind === 'while' ? 'failure' : 'success'
    const out = this.#add({ op: 'branch', on, to: 0 })
    this.#compound(body, guarded)
    this.#add({ op: 'again', to: begin })
    Object.assign(out, { to: this.#here })
    this.#add({ op: 'leave' })
    Object.assign(loop, { next: begin, end: this.#here })
  }

  #for({ name, wordlist, body }: For, guarded: Guard): void {
    const start = this.#add({ op: 'list', name: name.text, words: wordlist, end: 0, next: 0 })
    const begin = this.#here
    const item = this.#add({ op: 'item', end: 0 })
    this.#compound(body, guarded)
    this.#add({ op: 'jump', to: begin })
    const end = this.#here
    this.#add({ op: 'leave' })
    Object.assign(item, { end })
    Object.assign(start, { next: begin, end: this.#here })
  }

  #countingFor({ initialize, test, update, body }: ArithmeticFor, guarded: Guard): void {
    this.#add({ op: 'compute', expression: initialize }, true)
    const loop = this.#add({ op: 'loop', end: 0, next: 0 })
    const begin = this.#here
    this.#add({ op: 'compute', expression: test }, true)
    const out = this.#add({ op: 'branch', on: 'failure', to: 0 })
    this.#compound(body, guarded)
    this.#add({ op: 'again', to: this.#here + 1 })
    const next = this.#here
    this.#add({ op: 'compute', expression: update }, true)
    this.#add({ op: 'jump', to: begin })
    Object.assign(out, { to: this.#here })
    this.#add({ op: 'leave' })
    Object.assign(loop, { next, end: this.#here })
  }

  #case({ word, items }: Case, guarded: Guard): void {
    const places: { patterns: Case['items'][number]['pattern']; to: number }[] = []
    const start = this.#add({ op: 'case', word, items: places, end: 0 })
    const ends: Instruction[] = []
    for (const { pattern, body, terminator } of items) {
      places.push({ patterns: pattern, to: this.#here })
      this.#compound(body, guarded)
      if (terminator !== ';&') ends.push(this.#add({ op: 'jump', to: 0 }))
    }
    for (const end of ends) Object.assign(end, { to: this.#here })
    Object.assign(start, { end: this.#here })
  }

  #function({ name, body }: FunctionNode): void {
    const start = this.#add({ op: 'define', name: name.text, from: 0, to: 0 })
    this.#body(start, () => {
      if (body.type === 'CompoundList') this.#compound(body, false)
      else this.#command(body, false)
    })
  }
}
