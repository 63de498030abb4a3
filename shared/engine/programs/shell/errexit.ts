import type { Shell } from './core.ts'
import type { Instruction } from './instruction.ts'

const JUDGED = new Set<Instruction['op']>([
  'run',
  'pipeline',
  'subshell',
  'arithmetic',
  'condition',
])

/** `set -e`: a failure that nobody looks at ends the shell. */
export function checkExit(shell: Shell, instruction: Instruction): void {
  const { state } = shell
  if (state.status === 0 || !state.options.includes('e') || !JUDGED.has(instruction.op)) return
  if (instruction.guarded || state.frames.some(({ guarded }) => guarded)) return
  if (state.leaving === undefined) state.leaving = state.status
}
