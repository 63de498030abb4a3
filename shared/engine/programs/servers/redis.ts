import type { Json } from '../../json.ts'
import { defineCommand } from '../command.ts'
import { isRefused } from '../files.ts'
import { isFailure } from '../net.ts'
import type { Served, Talk } from '../server.ts'
import { clock } from './http.ts'
import { HANDLERS, OK, WRITES, type Store, type Turn } from './redis-commands.ts'
import { nextCommand, written } from './redis-protocol.ts'
import { settings } from './redis-settings.ts'

/** Commands that one turn of a connection may have, so that no text keeps it for ever. */
const MOST_COMMANDS = 1000

function answerTo(words: readonly string[], turn: Turn): string {
  const [name = '', ...args] = words
  const verb = name.toUpperCase()
  const password = turn.settings.requirepass
  if (verb === 'AUTH') {
    turn.isKnown = args.at(-1) === password
    if (password === undefined)
      return '-ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?\r\n'
    return turn.isKnown ? OK : '-WRONGPASS invalid username-password pair or user is disabled.\r\n'
  }
  if (password !== undefined && password !== '' && !turn.isKnown)
    return '-NOAUTH Authentication required.\r\n'
  const handler = HANDLERS[verb]
  if (!handler) {
    const rest = args.map((word) => `'${word}' `).join('')
    return `-ERR unknown command '${name}', with args beginning with: ${rest}\r\n`
  }
  const master = turn.settings.replicaof ?? turn.settings.slaveof
  if (master) {
    if (WRITES.has(verb)) return "-READONLY You can't write against a read only replica.\r\n"
    const fromMaster =
      verb === 'INFO' || verb === 'PING' ? undefined : askMaster(turn.served, master, words)
    if (fromMaster !== undefined) return fromMaster
  }
  return handler(args, turn)
}

/** A replica asks its master for each answer instead of keeping a copy. */
function askMaster({ net }: Served, master: string, words: readonly string[]): string | undefined {
  const [host = '', port = '6379'] = master.split(' ')
  const answer = net?.talk(host, Number(port), written([...words]))
  return answer && !isFailure(answer) ? answer.bytes : undefined
}

function talk(bytes: string, served: Served): Talk {
  const store = (served.state ?? {}) as Store
  const turn: Turn = { store, changed: false, served, settings: settings(served), isKnown: false }
  let said = ''
  let at = 0
  for (let count = 0; count < MOST_COMMANDS && at < bytes.length; count++) {
    const asked = nextCommand(bytes, at)
    if (!asked) break
    at += asked.length
    const [verb] = asked.words
    if (verb === undefined) continue
    if (verb.toUpperCase() === 'QUIT') return closing(said + OK, turn)
    if (verb.toUpperCase() === 'SHUTDOWN') return { ...closing(said, turn), exit: 0 }
    said += answerTo(asked.words, turn)
  }
  return turn.changed ? { bytes: said, state: turn.store as Json } : { bytes: said }
}

function closing(bytes: string, turn: Turn): Talk {
  return turn.changed ? { bytes, closes: true, state: turn.store as Json } : { bytes, closes: true }
}

/** `1:M 22 Nov 2026 09:30:00.123 * text`: how its log looks. */
function line(at: number, mark: string, words: string): string {
  const { day, monthName, year, time, millis } = clock(at)
  const role = mark === 'C' ? 'C' : 'M'
  const when = `${day} ${monthName} ${year} ${time}.${millis}`
  return `1:${role} ${when} ${mark === 'C' ? '*' : mark} ${words}`
}

/** The in-memory database. It forgets everything when it ends: nothing is saved to disk. */
export const redisServer = defineCommand({
  name: 'redis-server',
  about: `Speaks RESP and lines: ${Object.keys(HANDLERS).join(' ')}; --port, --requirepass, --replicaof, a configuration file`,
  server: {
    serves: (argv) => !argv.includes('--version') && !argv.includes('-v'),
    ports: (served) => [Number(settings(served).port) || 6379],
    bootMs: () => 60,
    talk: (bytes, _, served) => talk(bytes, served),
    banner({ startedAt, env, argv }) {
      const version = env.REDIS_VERSION ?? '7.2.4'
      const lines = [
        ['C', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo'],
        [
          'C',
          `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=1, just started`,
        ],
        argv.length > 1
          ? ['C', 'Configuration loaded']
          : [
              '#',
              'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
            ],
        ['*', 'Running mode=standalone, port=6379.'],
        ['*', 'Server initialized'],
        ['*', 'Ready to accept connections tcp'],
      ] as const
      return lines.map(([mark, words], at) => ({
        afterMs: at * 10,
        line: line(startedAt + at * 10, mark, words),
      }))
    },
    refuses({ argv, files, startedAt }) {
      const [, file = '--'] = argv
      if (file.startsWith('-') || !isRefused(files.stat(file))) return undefined
      const words = `Fatal error, can't open config file '${file}': No such file or directory`
      return { line: line(startedAt, '#', words), code: 1 }
    },
    onTerm: { ms: 100, code: 0 },
    usage: ({ state }) => ({
      milliCpu: 2,
      memoryBytes: 3_900_000 + JSON.stringify(state ?? {}).length,
    }),
  },
  run(process) {
    const { env } = process
    const version = env.REDIS_VERSION ?? '7.2.4'
    process.write(`Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64\n`)
    return { exit: 0 }
  },
})
