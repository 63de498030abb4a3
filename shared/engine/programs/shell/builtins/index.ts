import type { Builtin } from './builtin.ts'
import { control } from './control.ts'
import { inputOutput } from './input-output.ts'
import { jobs } from './jobs.ts'
import { looking } from './looking.ts'
import { places } from './places.ts'
import { settings } from './settings.ts'
import { declaring } from './declaring.ts'

/** Every builtin, by name. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ...control,
  ...declaring,
  ...inputOutput,
  ...jobs,
  ...looking,
  ...places,
  ...settings,
}

export type { Builtin } from './builtin.ts'
