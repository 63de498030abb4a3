import type { Json } from '../../../json.ts'
import type { Bytes } from '../../bytes.ts'
import { defineCommand, type Command, type Process, type Turn, type Wait } from '../../command.ts'
import { readOptions, type BadOption, type Options } from './options.ts'
import { basename } from './path.ts'

/** Ends a command at once, from wherever it stands: it never leaves the command's turn. */
export class Ending {
  readonly code: number

  constructor(code: number) {
    this.code = code
  }
}

/** A writer whose reader is gone ends by SIGPIPE, which makes 128 + 13. */
const BROKEN_PIPE = 141

/** What a tool declares beside a command: how its line reads. */
export interface Tool extends Omit<Command, 'run'> {
  /** Grammar of its options; see `readOptions`. Left out: it reads its words itself. */
  options?: string
  /** What follows its name where its usage is shown. */
  synopsis?: string
  /** Its code for a wrong command line: 1 when left out. */
  badUsage?: number
  run(process: Process, options: Options): Turn
}

const NO_OPTIONS: Omit<Options, 'operands'> = {
  has: () => false,
  get: () => undefined,
  all: () => [],
}

/** Declares a command that reads options and may leave by `Ending`. */
export function tool(declared: Tool): Command {
  const { options: grammar, synopsis, badUsage = 1, run, ...command } = declared
  return defineCommand({
    ...command,
    run(process) {
      try {
        const words = process.argv.slice(1)
        if (grammar === undefined) return run(process, { ...NO_OPTIONS, operands: words })
        if (words[0] === '--help' && synopsis !== undefined) {
          out(process, `Usage: ${command.name} ${synopsis}\n\n${command.about}\n`)
          return { exit: 0 }
        }
        const options = readOptions(grammar, words)
        if ('bad' in options) return complainOf(process, options, synopsis, badUsage)
        return run(process, options)
      } catch (thrown) {
        if (thrown instanceof Ending) return { exit: thrown.code }
        throw thrown
      }
    },
  })
}

function complainOf(process: Process, { bad, option }: BadOption, usage = '', code = 1): Turn {
  const name = basename(process.argv[0] ?? '')
  if (isBusybox(process)) {
    warn(
      process,
      bad === 'unknown'
        ? `unrecognized option: ${option}`
        : `option requires an argument: ${option}`,
    )
    process.write(`BusyBox v1.36.1 multi-call binary.\n\nUsage: ${name} ${usage}\n`, 2)
    return { exit: code }
  }
  const long = option.length > 1
  if (bad === 'unknown')
    warn(process, long ? `unrecognized option '--${option}'` : `invalid option -- '${option}'`)
  else
    warn(
      process,
      long
        ? `option '--${option}' requires an argument`
        : `option requires an argument -- '${option}'`,
    )
  process.write(`Try '${name} --help' for more information.\n`, 2)
  return { exit: code }
}

/** Are the tools of this image BusyBox's? Their words differ from GNU's here and there. */
export function isBusybox(process: Process): boolean {
  return process.which('busybox') !== undefined
}

/** Writes to stdout; ends the command when nobody reads any more. */
export function out(process: Process, bytes: Bytes): void {
  if (bytes !== '' && !process.write(bytes, 1)) throw new Ending(BROKEN_PIPE)
}

/** A variable of the process's environment. */
export function variable({ env }: Process, name: string): Bytes | undefined {
  return env[name]
}

/** Says something on stderr under the command's own name. */
export function warn(process: Process, text: Bytes): void {
  process.write(`${basename(process.argv[0] ?? '')}: ${text}\n`, 2)
}

/** Says why not, and ends. */
export function fail(process: Process, text: Bytes, code = 1): never {
  warn(process, text)
  throw new Ending(code)
}

/** Prints the usage of a command whose operands are missing, and ends. */
export function failUsage(process: Process, usage: string, code = 1): never {
  const name = basename(process.argv[0] ?? '')
  if (isBusybox(process)) {
    process.write(`BusyBox v1.36.1 multi-call binary.\n\nUsage: ${name} ${usage}\n`, 2)
  } else {
    warn(process, 'missing operand')
    process.write(`Try '${name} --help' for more information.\n`, 2)
  }
  throw new Ending(code)
}

/** What the command remembers, as a copy that it may change; `fresh` at its first turn. */
export function memory<S extends Json>(process: Process, fresh: () => S): S {
  return process.state === undefined ? fresh() : (copied(process.state) as S)
}

function copied(value: Json): Json {
  if (Array.isArray(value)) return value.map(copied)
  if (typeof value !== 'object' || value === null) return value
  const copy: { [key: string]: Json } = {}
  for (const key in value) copy[key] = copied(value[key] ?? null)
  return copy
}

/** Waits, remembering. */
export function waitFor(wait: Wait, state: Json): Turn {
  return { wait, state }
}
