import { defineCommand } from '../command.ts'
import type { Served } from '../server.ts'
import { consumer } from './agnhost/consumer.ts'
import { liveness as alive, livenessAnswer } from './agnhost/liveness.ts'
import { mounttest as mounts } from './agnhost/mounttest.ts'
import { standalone } from './agnhost/serve.ts'
import { serveHostname as hostname, testWebserver as files } from './agnhost/small.ts'
import { stress } from './agnhost/stress.ts'
import { GO_TERM } from './go.ts'
import { json, reply, target } from './http.ts'

/** Waits to be told to end; it holds a pod's namespaces. Source: build/pause/linux/pause.c. */
export const pause = defineCommand({
  name: 'pause',
  about: 'Sleeps until it is told to end',
  server: {
    ports: () => [],
    banner: () => [],
    onTerm: { ms: 1, code: 0 },
    usage: () => ({ milliCpu: 0, memoryBytes: 300_000 }),
  },
})

/** The server of the first liveness example: `/healthz` is well for ten seconds. */
export const liveness = defineCommand({
  name: 'server',
  about: ':8080/healthz answers 200 for ten seconds and then 500; /started',
  server: {
    ports: () => [8080],
    answer: (request, _, served) => livenessAnswer(request, served),
    onTerm: GO_TERM,
    usage: () => ({ milliCpu: 0, memoryBytes: 2_200_000 }),
  },
})
export const livenessTest = standalone(
  alive,
  'liveness',
  ':8080/healthz: 200 for ten seconds, then 500',
)
export const serveHostname = standalone(
  hostname,
  'serve_hostname',
  'Answers with the name of its pod; --port, --tcp, --udp',
)
export const testWebserver = standalone(
  files,
  'test-webserver',
  'Serves the files of its root; --port',
)
export const resourceConsumer = standalone(
  consumer,
  'consumer',
  'POST /ConsumeCPU, /ConsumeMem: uses what it is told',
)
export const mounttest = standalone(
  mounts,
  'mounttest',
  'Looks at mounted files and says what it sees',
)
export const vishStress = standalone(
  stress,
  'stress',
  '-cpus, -mem-total, -mem-alloc-size, -mem-alloc-sleep: uses so much',
)

/** Says who it is, as the test of no_new_privs does. */
export const nonewprivs = defineCommand({
  name: 'nonewprivs',
  about: 'Prints its effective user',
  run(process) {
    process.write(`Effective uid: ${process.host.uid}\n`)
    return { exit: 0 }
  },
})

/** The first container of many people. */
export const hello = defineCommand({
  name: 'hello',
  about: 'Prints a greeting and ends',
  run(process) {
    process.write(
      '\nHello from Docker!\nThis message shows that your installation appears to be working correctly.\n\n',
    )
    return { exit: 0 }
  },
})

const list = ({ state }: Served): string[] => (state as string[] | undefined) ?? []

/** The guestbook in Go: keeps its lists itself instead of in Redis. */
export const guestbook = defineCommand({
  name: 'guestbook',
  about: '/lrange/<key>, /rpush/<key>/<text>, /info, /env on 3000; keeps one list itself',
  server: {
    ports: () => [3000],
    answer(request, _, served) {
      const [, verb = '', , text = ''] = target(request).path.split('/')
      if (verb === 'lrange') return { response: json(200, list(served)) }
      if (verb === 'rpush') {
        const next = [...list(served), text].slice(-200)
        return { response: json(200, next), state: next }
      }
      if (verb === 'env') return { response: json(200, served.env) }
      if (verb === 'info') return { response: reply(200, 'role:master\n') }
      return {
        response: reply(200, '<!DOCTYPE html>\n<title>Guestbook</title>\n', {
          'content-type': 'text/html; charset=utf-8',
        }),
      }
    },
    onTerm: GO_TERM,
    usage: () => ({ milliCpu: 0, memoryBytes: 4_000_000 }),
  },
})

/** An interpreter without a terminal: it reads its input to the end and does nothing with it. */
function interactive(name: string, about: string) {
  return defineCommand({
    name,
    about,
    run(process) {
      for (;;) {
        const bytes = process.read()
        if (bytes === null) return { exit: 0 }
        if (bytes === '') return { wait: { input: 0 } }
      }
    },
  })
}
export const irb = interactive('irb', 'Reads its input and ends; Ruby is not run')
export const jshell = interactive('jshell', 'Reads its input and ends; Java is not run')

/** Inside containers there is no kubectl: the terminal of a class has one. */
export const kubectl = defineCommand({
  name: 'kubectl',
  about: 'Tells its version and its help; reaches no API server from inside a container',
  run(process) {
    const { argv } = process
    const [verb = '--help'] = argv.slice(1)
    if (verb === '--help' || verb === 'help') {
      process.write('kubectl controls the Kubernetes cluster manager.\n')
      return { exit: 0 }
    }
    if (verb === 'version' && argv.some((word) => word.startsWith('--client'))) {
      process.write('Client Version: v1.32.0\nKustomize Version: v5.5.0\n')
      return { exit: 0 }
    }
    process.write('error: kubectl reaches no API server from inside a container here\n', 2)
    return { exit: 1 }
  },
})
