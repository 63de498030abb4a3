import type { Command } from '../command.ts'
import { agnhost } from './agnhost/index.ts'
import { nginx } from './nginx/index.ts'

/** Every server that images have by its name; those of one image alone stand with that image. */
export const servers: ReadonlyMap<string, Command> = new Map(
  [agnhost, nginx].map((command) => [command.name, command]),
)
