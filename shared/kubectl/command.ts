import type { Flag } from './flags.ts'
import type { Session } from './session.ts'

/** One command of kubectl: its words, its flags, and what it does. */
export interface Command {
  /** The words after `kubectl`, such as `rollout undo`. */
  name: string
  /** Other spellings of the last word. */
  aliases?: readonly string[]
  /** A line for the list of commands. */
  about: string
  flags: readonly Flag[]
  /** Throws a Failure when it goes wrong; a number is the exit code, nothing is 0. */
  run(session: Session): Promise<number | void>
}

/** Declares a command. */
export function defineCommand(command: Command): Command {
  return command
}
