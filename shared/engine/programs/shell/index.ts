import { defineCommand, type Command, type Controller } from '../command.ts'
import { boot } from './boot.ts'
import { runShell } from './interpreter.ts'
import type { Dialect, ShellState } from './state.ts'

/** The shell that an image has behind `sh`, by what only it brings. */
function dialectOf(process: Controller, name: string): Dialect {
  const host = process.shell
  if (name === 'bash' || name === 'ash' || name === 'dash') return name
  return host ?? (process.which('busybox') ? 'ash' : 'dash')
}

function shell(name: string, about: string): Command {
  return defineCommand({
    name,
    about,
    run(process) {
      const controller = process as Controller
      const known = controller.state as unknown as ShellState | undefined
      const state = known ?? boot(controller, dialectOf(controller, name))
      return typeof state === 'number' ? { exit: state } : runShell(controller, state)
    },
  })
}

/** The shells, by name: one interpreter that speaks as each of them. */
export const shells: readonly Command[] = [
  shell('sh', 'The shell of the image: POSIX, as ash, dash or bash has it'),
  shell('bash', 'Bash: POSIX, [[ ]], (( )), arrays, brace expansion'),
  shell('ash', "BusyBox's shell: POSIX and [[ ]]"),
  shell('dash', "Debian's shell: POSIX"),
]
