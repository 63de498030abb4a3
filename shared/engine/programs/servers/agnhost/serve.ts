import { defineCommand, type Command } from '../../command.ts'
import type { Served, Server } from '../../server.ts'
import { GO_TERM } from '../go.ts'
import { readLine, type Sub } from './sub.ts'

/** One server for many: which of them it is, its arguments tell. */
export function subServer(
  resolve: (argv: readonly string[]) => Partial<Server> | undefined,
): Server {
  const of = ({ argv }: Served): Partial<Server> => resolve(argv) ?? {}
  return {
    serves: (argv) => resolve(argv) !== undefined,
    ports: (served) => of(served).ports?.(served) ?? [],
    udpPorts: (served) => of(served).udpPorts?.(served) ?? [],
    refuses: (served) => of(served).refuses?.(served),
    banner: (served) => of(served).banner?.(served) ?? [],
    answer(request, port, served) {
      const answer = of(served).answer
      if (answer) return answer(request, port, served)
      return { response: { status: 400, headers: {}, body: '' } }
    },
    talk: (bytes, port, served) => of(served).talk?.(bytes, port, served) ?? { bytes: '' },
    onTerm: GO_TERM,
    onTermOf: (served) => of(served).onTermOf?.(served) ?? GO_TERM,
    usage: (served) => of(served).usage?.(served) ?? { milliCpu: 1, memoryBytes: 6_500_000 },
  }
}

/** A subcommand of agnhost as the program of its own that it once was. */
export function standalone(
  sub: Sub,
  name: string,
  about: string,
  more: Sub['flags'] = {},
): Command {
  const defaults = { ...sub.flags, ...more }
  const command: Command = {
    name,
    about,
    run(process) {
      const { flags, args, problem } = readLine(process.argv.slice(1), defaults)
      if (problem === undefined) return sub.run?.(process, flags, args) ?? { exit: 0 }
      process.write(`${problem}\n`, 2)
      return { exit: 2 }
    },
  }
  const { server, usage } = sub
  if (usage) {
    command.usage = (argv, ranMs) => usage(readLine(argv.slice(1), defaults).flags, ranMs)
  }
  if (!server) return defineCommand(command)
  return defineCommand({
    ...command,
    server: subServer((argv) => {
      const { flags, problem } = readLine(argv.slice(1), defaults)
      return problem === undefined ? server(flags) : undefined
    }),
  })
}
