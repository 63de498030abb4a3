import type { Bytes } from '../bytes.ts'
import { commands } from '../commands/index.ts'
import { Machine } from './machine.ts'
import type { Ran, Setting } from './setting.ts'

/** A machine that has every command. */
export function machine(setting: Omit<Setting, 'commands'> = {}): Machine {
  return new Machine({ commands, ...setting })
}

/** Words of a command line; `'…'` keeps blanks together. */
export function words(line: string): Bytes[] {
  return (line.match(/(?:'[^']*'|[^\s'])+/g) ?? []).map((word) => word.replaceAll("'", ''))
}

/** Runs one command line on a fresh machine. */
export function run(
  line: string,
  setting: Omit<Setting, 'commands'> & { stdin?: Bytes | readonly Bytes[]; forMs?: number } = {},
): Ran & { machine: Machine } {
  const { stdin = '', forMs = Infinity, ...rest } = setting
  const made = machine(rest)
  return { ...made.run(words(line), stdin, forMs), machine: made }
}
