import { defineCommand, type Command, type Process, type Turn } from '../programs/command.ts'
import { commands } from '../programs/commands/index.ts'
import type { Server } from '../programs/server.ts'
import { words } from './image.ts'

/** Words after which an interpreter reads its input, line by line. */
const READS_INPUT = /^(-i|-a|-q|-de0|-de1|-)$/

/**
 * Languages as their images start them: without a program they read their input, which ends at
 * once where nobody is there. What they are otherwise, the table of tools says.
 */
export function interpreters(names: string, server?: Server): Command[] {
  return words(names).flatMap((name) => {
    const tool = commands.get(name)
    if (!tool) return []
    const command: Command = {
      ...tool,
      run: (process) =>
        isInteractive(process) ? readAll(process) : (tool.run?.(process) ?? { exit: 0 }),
    }
    if (server) command.server = server
    return [defineCommand(command)]
  })
}

function isInteractive({ argv }: Process): boolean {
  return argv.slice(1).every((word) => READS_INPUT.test(word))
}

function readAll(process: Process): Turn {
  for (;;) {
    const bytes = process.read()
    if (bytes === null) return { exit: 0 }
    if (bytes === '') return { wait: { input: 0 } }
  }
}
