import type { Controller, Turn } from '../command.ts'
import { poll, startSubstitution } from './awaiting.ts'
import { Again, Shell } from './core.ts'
import { checkExit } from './errexit.ts'
import { Failure, Needs } from './failure.ts'
import { execute } from './flow.ts'
import { readCommand } from './input.ts'
import type { Instruction } from './instruction.ts'
import { STEPS, TooMuch } from './limits.ts'
import { hearSignals, leave, runTrap } from './signals.ts'
import { asJson, type Frame, type ShellState } from './state.ts'

/** One turn of a shell: as many instructions as a turn has, or until it has to wait. */
export function runShell(process: Controller, state: ShellState): Turn {
  const shell = new Shell(process, state)
  try {
    return turn(shell)
  } catch (thrown) {
    if (!(thrown instanceof TooMuch) && !(thrown instanceof Failure)) throw thrown
    shell.complain(thrown.message)
    return { exit: 2 }
  }
}

function turn(shell: Shell): Turn {
  const { state } = shell
  const json = asJson(state)
  hearSignals(shell, shell.process.signals)
  for (let step = 0; step < STEPS; step += 1) {
    hearSignals(shell, shell.process.newSignals())
    if (state.awaits) {
      const wait = poll(shell, state.awaits)
      if (wait) return { wait, state: json }
    }
    if (runTrap(shell)) continue
    const { frame } = shell
    if (state.leaving !== undefined && !isLeaving(frame)) {
      const code = leave(shell)
      if (code !== undefined) return { exit: code }
      continue
    }
    if (!frame) {
      const next = readCommand(shell)
      if (next === 'end') state.leaving = state.status
      else if (next !== 'begun') return { wait: next, state: json }
      continue
    }
    advance(shell, frame)
    const { become } = shell
    if (become) return { become: become.argv, env: become.env }
  }
  return { busy: true, state: json }
}

/** The trap of EXIT runs after `exit` has been called. */
function isLeaving(frame: Frame | undefined): boolean {
  return frame?.is === 'trap'
}

function advance(shell: Shell, frame: Frame): void {
  const { state } = shell
  const { code } = shell.program(frame)
  const at = frame.pc
  const instruction = at < (frame.end ?? code.length) ? code[at] : undefined
  if (!instruction) {
    shell.pop()
    return
  }
  frame.pc = at + 1
  try {
    execute(shell, frame, instruction)
    state.substituted = {}
    delete state.substitutionStatus
    if (state.awaits) state.awaits.at = at
    else checkExit(shell, instruction)
  } catch (thrown) {
    if (thrown instanceof Needs) {
      frame.pc = at
      startSubstitution(shell, thrown)
    } else if (thrown instanceof Again) frame.pc = at
    else if (thrown instanceof Failure) failed(shell, instruction, thrown)
    else throw thrown
  }
}

function failed(shell: Shell, instruction: Instruction, failure: Failure): void {
  const { state, frame } = { state: shell.state, frame: shell.frame }
  shell.complain(failure.words, instruction.line)
  state.substituted = {}
  state.status = failure.status
  if (instruction.op === 'streams' && frame) frame.pc = instruction.failed
  if (!failure.isFatal) return checkExit(shell, { ...instruction, op: 'run' } as Instruction)
  if (!shell.isInteractive) {
    state.leaving = failure.status
    return
  }
  while (shell.frame) shell.pop()
}
