import type { Millis } from '../../../time.ts'
import type { Process, Turn } from '../../command.ts'
import type { Served, Server } from '../../server.ts'

/** Flags of one command line, by their names; flags that were not given have their defaults. */
export type Flags = Readonly<Record<string, string>>

/** A subcommand: it serves, or does something and ends. */
export interface Sub {
  name: string
  /** Flags and their defaults. A default of `true` or `false` makes it one without a value. */
  flags: Flags
  /** How it serves; what is asked is given with it, so that flags are read once. */
  server?: (flags: Flags) => Partial<Server>
  /** What it uses, where that grows by itself. */
  usage?: (flags: Flags, ranMs: Millis) => { milliCpu: number; memoryBytes: number }
  run?: (process: Process, flags: Flags, args: readonly string[]) => Turn
}

/** A command line taken apart. `problem`: cobra's words about it. */
export interface Line {
  flags: Flags
  args: readonly string[]
  problem?: string
}

/** Flags of klog that every subcommand takes. */
const LOGGING = new Set('v logtostderr alsologtostderr stderrthreshold vmodule log_dir'.split(' '))

/** Reads `--flag=value`, `--flag value`, `--switch` and words. Source: spf13/pflag. */
export function readLine(words: readonly string[], defaults: Flags): Line {
  const flags: Record<string, string> = { ...defaults }
  const args: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (word === '--') {
      args.push(...words.slice(at + 1))
      break
    }
    const match = /^--?([\w-]+)(?:=([^]*))?$/.exec(word)
    if (!match) {
      args.push(word)
      continue
    }
    const [, given = '', value] = match
    const name = given in defaults ? given : (SHORT[given] ?? given)
    if (!(name in defaults)) {
      if (LOGGING.has(name)) continue
      return { flags, args, problem: `unknown flag: --${name}` }
    }
    const isSwitch = defaults[name] === 'true' || defaults[name] === 'false'
    if (value !== undefined) flags[name] = value
    else if (isSwitch) flags[name] = 'true'
    else if (at + 1 < words.length) flags[name] = words[++at]!
    else return { flags, args, problem: `flag needs an argument: --${name}` }
  }
  return { flags, args }
}

/** One-letter names, all of logs-generator. */
const SHORT: Readonly<Record<string, string>> = { t: 'log-lines-total', d: 'run-duration' }

/** A flag that is a number. */
export function numberOf(flags: Flags, name: string): number {
  return Number(flags[name] ?? '') || 0
}

/** The host name that a server of a pod gives. */
export function hostOf({ pod }: Served): string {
  return pod.name
}
