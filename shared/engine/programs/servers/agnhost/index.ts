import { defineCommand } from '../../command.ts'
import type { Server } from '../../server.ts'
import { declaredSubs } from './declared.ts'
import { consumer } from './consumer.ts'
import { grpcHealth } from './grpc.ts'
import { guestbook } from './guestbook.ts'
import { liveness } from './liveness.ts'
import { mounttest } from './mounttest.ts'
import { netexec } from './netexec.ts'
import { nettest, pause, porter, portForwardTester, serveHostname, testWebserver } from './small.ts'
import { stress } from './stress.ts'
import { subServer } from './serve.ts'
import { readLine, type Sub } from './sub.ts'
import {
  connect,
  dnsServerList,
  dnsSuffix,
  entrypointTester,
  etcHosts,
  inclusterclient,
  logsGenerator,
  refusal,
} from './tools.ts'

const REFUSED = [
  ['audit-proxy', 'the API server sends no audit events'],
  ['crd-conversion-webhook', 'objects are not converted by webhooks'],
  ['mtlsclient', 'connections carry no certificates'],
  ['mtlsserver', 'connections carry no certificates'],
  ['test-service-account-issuer-discovery', 'tokens are not signed'],
  ['resource-consumer-controller', 'use resource-consumer itself'],
  ['no-snat-test-proxy', 'use no-snat-test itself'],
] as const

/** Every subcommand that upstream's agnhost has, also those that are refused here. */
export const subs: ReadonlyMap<string, Sub> = new Map(
  [
    connect,
    consumer,
    dnsServerList,
    dnsSuffix,
    entrypointTester,
    etcHosts,
    grpcHealth,
    guestbook,
    inclusterclient,
    liveness,
    logsGenerator,
    mounttest,
    netexec,
    nettest,
    pause,
    porter,
    portForwardTester,
    serveHostname,
    stress,
    testWebserver,
    ...declaredSubs,
    ...REFUSED.map(([name, why]) => refusal(name, why)),
  ].map((sub) => [sub.name, sub]),
)

/** What serves behind a command line; undefined where nothing does. */
function serverOf(argv: readonly string[]): Partial<Server> | undefined {
  const sub = subs.get(argv[1] ?? 'pause')
  if (!sub?.server) return undefined
  const { flags, problem } = readLine(argv.slice(2), sub.flags)
  return problem === undefined ? sub.server(flags) : undefined
}

/**
 * The image of Kubernetes' end-to-end tests: many small programs in one.
 * Source: test/images/agnhost.
 */
export const agnhost = defineCommand({
  name: 'agnhost',
  about: `Subcommands: ${[...subs.keys()]
    .filter((name) => !REFUSED.some(([refused]) => refused === name))
    .sort((a, b) => (a < b ? -1 : 1))
    .join(', ')}`,
  server: subServer(serverOf),
  usage(argv, ranMs) {
    const sub = subs.get(argv[1] ?? 'pause')
    return sub?.usage?.(readLine(argv.slice(2), sub.flags).flags, ranMs)
  },
  run(process) {
    const [, name = 'pause', ...words] = process.argv
    const say = (text: string) => process.write(text, 2)
    const sub = subs.get(name)
    if (!sub) {
      say(`Error: unknown command ${JSON.stringify(name)} for "app"\nRun 'app --help' for usage.\n`)
      return { exit: 1 }
    }
    const line = readLine(words, sub.name === 'entrypoint-tester' ? {} : sub.flags)
    if (line.problem !== undefined && sub.name !== 'entrypoint-tester') {
      say(`Error: ${line.problem}\nUsage:\n  app ${name} [flags]\n`)
      return { exit: 1 }
    }
    return sub.run?.(process, line.flags, line.args) ?? { exit: 0 }
  },
})
