import type { Signal } from '../command.ts'
import type { Shell } from './core.ts'

const NUMBERS: Readonly<Partial<Record<Signal, number>>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
}

/** Tells the runtime which signals this shell hears of and which it ignores. */
export function declareSignals({ state, process }: Shell): void {
  const handled: Partial<Record<Signal, boolean>> = {}
  if (state.reads === 'prompt') Object.assign(handled, { INT: true, TERM: false, QUIT: false })
  for (const [name, text] of Object.entries(state.traps)) {
    if (name !== 'EXIT' && name !== 'ERR') handled[name as Signal] = text !== ''
  }
  process.handle(handled)
}

/** Takes the signals that came since the last turn. */
export function hearSignals(shell: Shell, signals: readonly Signal[]): void {
  const { state } = shell
  for (const signal of signals) {
    if (state.traps[signal]) {
      state.pending.push(signal)
      interruptWait(shell, signal)
    } else if (signal === 'INT' && shell.isInteractive) backToPrompt(shell)
  }
}

/** `wait` returns at once when a trapped signal comes; other commands are waited for first. */
function interruptWait({ state }: Shell, signal: Signal): void {
  if (state.awaits?.for !== 'jobs') return
  delete state.awaits
  state.status = 128 + (NUMBERS[signal] ?? 0)
}

/** Ctrl-C at a prompt drops what was typed; in a command, what the command was part of. */
function backToPrompt(shell: Shell): void {
  const { state } = shell
  delete state.unread
  state.substituted = {}
  while (shell.frame) shell.pop()
  state.status = 130
  if (state.awaits) delete state.awaits
}

/** Begins the trap of a signal that is waiting for it. */
export function runTrap(shell: Shell): boolean {
  const { state } = shell
  if (state.awaits || state.leaving !== undefined) return false
  const signal = state.pending.shift()
  const text = signal && state.traps[signal]
  if (!text) return false
  shell.begin('trap', text, { before: state.status })
  return true
}

/** The shell is to end: its EXIT trap comes first. Gives the code when nothing is left to do. */
export function leave(shell: Shell): number | undefined {
  const { state } = shell
  const code = state.leaving ?? 0
  const text = state.traps.EXIT
  delete state.traps.EXIT
  if (!text) return code
  // Functions keep their variables in the trap, but their texts are not gone on with.
  while (shell.frame) shell.pop()
  state.status = code
  shell.begin('trap', text, { before: code })
  if (shell.frame) state.leaving = code
  return undefined
}
