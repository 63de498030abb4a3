import type { Bytes } from '../bytes.ts'
import type { Pid, Stream } from '../command.ts'
import { evaluate } from './arithmetic.ts'
import { collect } from './awaiting.ts'
import { judgeCondition } from './condition.ts'
import type { Shell } from './core.ts'
import { Failure } from './failure.ts'
import type { Instruction } from './instruction.ts'
import { matches } from './pattern.ts'
import { streamsOf } from './redirect.ts'
import { runSimple } from './simple.ts'
import { put } from './put.ts'
import { fork } from './spawn.ts'
import type { Frame } from './state.ts'

type Of<O extends Instruction['op']> = Extract<Instruction, { op: O }>

/** Executes one instruction; the frame stands at the next one already. */
export function execute(shell: Shell, frame: Frame, instruction: Instruction): void {
  const { state } = shell
  switch (instruction.op) {
    case 'run':
      return runSimple(shell, instruction)
    case 'jump':
      frame.pc = instruction.to
      return
    case 'branch':
      if ((state.status === 0) === (instruction.on === 'success')) frame.pc = instruction.to
      return
    case 'status':
      state.status = instruction.set === 'negated' ? Number(state.status === 0) : instruction.set
      return
    case 'arithmetic':
      return arithmetic(shell, instruction)
    case 'compute':
      return compute(shell, instruction)
    case 'condition':
      return condition(shell, instruction)
    case 'streams':
      return streams(shell, frame, instruction)
    case 'restore': {
      const block = frame.blocks.pop()
      if (block) shell.close(block)
      return
    }
    case 'complain':
      throw new Failure(instruction.text, instruction.status)
    case 'define':
      state.functions[instruction.name] = { ...instruction, text: frame.text }
      frame.pc = instruction.to
      return tidyFunction(shell, instruction.name, frame, instruction)
    case 'subshell':
      frame.pc = instruction.to
      state.awaits = { for: 'command', pid: fork(shell, { text: frame.text, ...instruction }) }
      return
    case 'background':
      return background(shell, frame, instruction)
    case 'pipeline':
      return pipeline(shell, frame, instruction)
    default:
      return loopOp(shell, frame, instruction)
  }
}

type LoopOp = Of<'loop'> | Of<'list'> | Of<'item'> | Of<'again'> | Of<'leave'> | Of<'case'>

function loopOp(shell: Shell, frame: Frame, instruction: LoopOp): void {
  const { state } = shell
  switch (instruction.op) {
    case 'loop':
      state.status = 0
      frame.blocks.push({ is: 'loop', next: instruction.next, end: instruction.end })
      return
    case 'list': {
      const expander = shell.expander()
      const { words, name, next, end } = instruction
      const list = words ? expander.words(words) : [...state.params]
      expander.commit()
      state.status = 0
      frame.blocks.push({ is: 'loop', next, end, list, name })
      return
    }
    case 'item': {
      const block = frame.blocks.at(-1)
      const value = block?.is === 'loop' ? block.list?.shift() : undefined
      if (block?.is !== 'loop' || value === undefined) frame.pc = instruction.end
      else put(shell, block.name ?? '', value)
      return
    }
    case 'again': {
      const block = frame.blocks.at(-1)
      if (block?.is === 'loop') block.status = state.status
      frame.pc = instruction.to
      return
    }
    case 'leave': {
      const block = frame.blocks.pop()
      if (block?.is === 'loop' && !block.list) state.status = block.status ?? 0
      return
    }
    case 'case':
      return choose(shell, frame, instruction)
  }
}

function tidyFunction(shell: Shell, name: string, frame: Frame, { from, to }: Of<'define'>): void {
  shell.state.functions[name] = { text: frame.text, from, to }
  shell.state.status = 0
}

function arithmetic(shell: Shell, { expression, body }: Of<'arithmetic'>): void {
  const { state } = shell
  if (state.dialect !== 'bash') {
    const name = body.trim().split(/\s+/)[0] ?? ''
    shell.complain(`${name}: not found`)
    state.status = 127
    return
  }
  const expander = shell.expander()
  const value = evaluate(expression, expander)
  expander.commit()
  state.status = value === 0n ? 1 : 0
}

function compute(shell: Shell, { expression }: Of<'compute'>): void {
  const { state } = shell
  if (state.dialect !== 'bash') {
    throw new Failure('syntax error: bad for loop variable', 2, true)
  }
  if (!expression) {
    state.status = 0
    return
  }
  const expander = shell.expander()
  const value = evaluate(expression, expander)
  expander.commit()
  state.status = value === 0n ? 1 : 0
}

function condition(shell: Shell, { expression }: Of<'condition'>): void {
  const { state } = shell
  if (state.dialect === 'dash') {
    shell.complain('[[: not found')
    state.status = 127
    return
  }
  const expander = shell.expander()
  const holds = judgeCondition(shell, expander, expression)
  expander.commit()
  state.status = holds ? 0 : 1
}

function streams(shell: Shell, frame: Frame, { redirects }: Of<'streams'>): void {
  const expander = shell.expander()
  const wanted = streamsOf(shell, expander, redirects)
  expander.commit()
  frame.blocks.push({ is: 'streams', saved: shell.redirect(wanted) })
}

function choose(shell: Shell, frame: Frame, { word, items, end }: Of<'case'>): void {
  const expander = shell.expander()
  const text: Bytes = expander.text(word)
  const item = items.find(({ patterns }) =>
    patterns.some((pattern) => matches(expander.pattern(pattern), text)),
  )
  expander.commit()
  shell.state.status = 0
  frame.pc = item?.to ?? end
}

function background(shell: Shell, frame: Frame, { from, to, words }: Of<'background'>): void {
  const { state, process } = shell
  frame.pc = to
  // Without job control a background command does not read what its shell reads.
  const quiet: Record<number, Stream> = shell.isInteractive ? {} : { 0: { to: 'null' } }
  const pid = fork(shell, { text: frame.text, from, to }, quiet)
  collect(shell)
  state.jobs = state.jobs.filter(({ done }) => done === undefined).slice(-64)
  state.jobs.push({ pid, words })
  state.lastJob = pid
  state.status = 0
  if (shell.isInteractive) process.writeTo(2, `[${state.jobs.length}] ${pid}\n`)
}

function pipeline(shell: Shell, frame: Frame, { parts, both, to }: Of<'pipeline'>): void {
  const { state, process } = shell
  frame.pc = to
  const pids: Pid[] = []
  let input: Stream | undefined
  parts.forEach((part, index) => {
    const streams: Record<number, Stream> = {}
    if (input) streams[0] = input
    if (index < parts.length - 1) {
      const pipe = process.pipe()
      input = { to: 'pipe', pipe }
      streams[1] = input
      if (both[index]) streams[2] = input
    }
    pids.push(fork(shell, { text: frame.text, ...part }, streams))
  })
  state.awaits = { for: 'pipeline', pids, codes: pids.map(() => null) }
}
