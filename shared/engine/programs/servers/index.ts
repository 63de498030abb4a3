import type { Command } from '../command.ts'
import { nginx } from './nginx/index.ts'

/** Every server that images have by its name; those of one image alone stand with that image. */
export const servers: readonly Command[] = [nginx]
