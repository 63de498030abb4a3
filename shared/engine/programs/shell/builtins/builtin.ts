import type { Bytes } from '../../bytes.ts'
import type { Command, Controller } from '../../command.ts'
import type { Shell } from '../core.ts'
import type { Dialect } from '../state.ts'

/** A command that the shell runs itself. */
export interface Builtin {
  /** Gives its status; nothing when that comes later. */
  run(shell: Shell, words: readonly Bytes[], name: Bytes): number | void
  /** Shells that have it; all when left out. */
  only?: readonly Dialect[]
  /** A special builtin of POSIX: assignments before it stay. */
  special?: true
}

/** Runs a tool that ends within one turn as a part of the shell. */
export function asBuiltin(command: Command): Builtin {
  return {
    run(shell, words, name) {
      const process = withArguments(shell.process, [name, ...words])
      const turn = command.run?.(process)
      return turn && 'exit' in turn ? turn.exit : 0
    },
  }
}

/** The shell's process as one of its commands sees it. */
function withArguments(process: Controller, argv: readonly Bytes[]): Controller {
  return new Proxy(process, {
    get(target, key) {
      if (key === 'argv') return argv
      if (key === 'state') return undefined
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}
