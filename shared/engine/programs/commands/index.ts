import type { Command } from '../command.ts'
import * as fileCommands from './table-files.ts'
import * as networkCommands from './table-network.ts'
import * as systemCommands from './table-system.ts'
import * as textCommands from './table-text.ts'

/** Every command that some image may have, by name. */
export const commands: ReadonlyMap<string, Command> = new Map(
  [textCommands, fileCommands, systemCommands, networkCommands]
    .flatMap((table) => Object.values(table) as Command[])
    .map((command) => [command.name, command]),
)
