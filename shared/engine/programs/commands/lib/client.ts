import type { Bytes } from '../../bytes.ts'
import type { Process, Turn } from '../../command.ts'
import { isFailure, type NetProblem } from '../../net.ts'
import { delayed } from './delay.ts'
import { readOptions, type Options } from './options.ts'
import { fail } from './tool.ts'

type Called = { failure: NetProblem | null; address: Bytes }

/** Opens a connection and says what came of it, when the time for that has come. */
export function call(
  process: Process,
  host: Bytes,
  port: number,
  waitMs: number,
  then: (called: Called) => Turn,
): Turn {
  return delayed<Called>(
    process,
    () => {
      const answer = process.net.dial(host, port)
      if (!isFailure(answer))
        return { afterMs: 0, what: { failure: null, address: answer.address } }
      const { failure, address = host } = answer
      return { afterMs: failure === 'timeout' ? waitMs : 0, what: { failure, address } }
    },
    then,
  )
}

/** Reads options, or says which is not one. */
export function read(process: Process, grammar: string, words: readonly Bytes[]): Options {
  const options = readOptions(grammar, words)
  return 'bad' in options
    ? fail(
        process,
        `unrecognized option '${options.option.length > 1 ? '--' : '-'}${options.option}'`,
      )
    : options
}
