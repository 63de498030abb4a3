import { defineCommand, type Command } from '../command.ts'
import type { Served } from '../server.ts'
import { json, reply, slashDate, target } from './http.ts'

/** The backend of the "Connect a Frontend to a Backend" task: it says hello as JSON. */
export const helloGo = defineCommand({
  name: 'hello',
  about: 'Every path answers `{"message":"Hello"}`',
  server: {
    ports: () => [80],
    answer: () => ({ response: json(200, { message: 'Hello' }) }),
    onTerm: { ms: 5, code: 2 },
    usage: () => ({ milliCpu: 0, memoryBytes: 2_600_000 }),
  },
})

const portOf = ({ env }: Pick<Served, 'env'>): number => Number(env.PORT ?? '') || 8080

/** Says hello, its version and its pod's name. Source: Google's kubernetes-engine-samples. */
export function helloApp(version: string): Command {
  return defineCommand({
    name: 'hello-app',
    about: 'Every path answers `Hello, world!` with version and host name; logs its requests',
    server: {
      ports: (served) => [portOf(served)],
      answer(request, _port, served) {
        const body = `Hello, world!\nVersion: ${version}\nHostname: ${served.pod.name}\n`
        const log = [`${slashDate(served.now)} Serving request: ${target(request).path}`]
        return { response: reply(200, body), log }
      },
      banner: (served) => [
        {
          afterMs: 5,
          line: `${slashDate(served.startedAt)} Server listening on port ${portOf(served)}`,
          stream: 'stderr',
        },
      ],
      onTerm: { ms: 20, code: 2 },
      usage: () => ({ milliCpu: 0, memoryBytes: 2_900_000 }),
    },
  })
}
