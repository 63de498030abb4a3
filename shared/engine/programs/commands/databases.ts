import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isFailure, type NetProblem } from '../net.ts'
import { CONNECT_MS, delayed } from './lib/delay.ts'
import { readOptions, type Options } from './lib/options.ts'
import { fail, out, tool } from './lib/tool.ts'

type Called = { failure: NetProblem | null; address: Bytes }

/** Opens a connection and says what came of it, when the time for that has come. */
function call(
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

function read(process: Process, grammar: string, words: readonly Bytes[]): Options {
  const options = readOptions(grammar, words)
  return 'bad' in options
    ? fail(
        process,
        `unrecognized option '${options.option.length > 1 ? '--' : '-'}${options.option}'`,
      )
    : options
}

const NO_SQL = 'this simulator runs no SQL beyond SELECT of literals'

/** `select 1`, `SELECT 'x' AS y;`: name and value of a literal. */
function literal(sql: Bytes): { name: Bytes; value: Bytes } | undefined {
  const match = /^\s*select\s+(\d+|'[^']*'|version\(\)|now\(\))\s*(?:as\s+(\w+))?\s*;?\s*$/i.exec(
    sql,
  )
  if (!match) return undefined
  const text = match[1] ?? ''
  return { name: match[2] ?? text, value: text.replace(/^'|'$/g, '') }
}

const POSTGRES =
  'h: p: host=h port=p U: d: c: t: w W q A l v: X username=U dbname=d command=c timeout=t quiet=q no-align=A tuples-only'

function postgresTarget(process: Process, options: Options): [host: Bytes, port: number] {
  const url = /^postgres(?:ql)?:\/\/(?:[^@/]*@)?([^:/?]+)(?::(\d+))?/.exec(
    options.operands[0] ?? options.get('d') ?? '',
  )
  const host = url?.[1] ?? options.get('h') ?? process.env['PGHOST'] ?? 'localhost'
  return [host, Number(url?.[2] ?? options.get('p') ?? process.env['PGPORT'] ?? 5432)]
}

/** Without a host it is the socket of its own machine. */
const socketOr = (host: Bytes, port: number): Bytes =>
  host === 'localhost' ? `/var/run/postgresql:${port}` : `${host}:${port}`

export const pgIsReady = tool({
  name: 'pg_isready',
  about: 'Tell whether PostgreSQL takes connections: -h -p -U -d -t -q',
  run(process, { operands }) {
    const options = read(process, POSTGRES, operands)
    const [host, port] = postgresTarget(process, options)
    const seconds = Number(options.get('t') ?? 3)
    return call(process, host, port, seconds * 1000, ({ failure }) => {
      const words = failure ? 'no response' : 'accepting connections'
      if (!options.has('q')) out(process, `${socketOr(host, port)} - ${words}\n`)
      return { exit: failure ? 2 : 0 }
    })
  },
})

export const psql = tool({
  name: 'psql',
  about: 'PostgreSQL client: -h -p -U -d -c with SELECT of literals; no other SQL',
  run(process, { operands }) {
    const options = read(process, `${POSTGRES.replace('t:', 't')} f:`, operands)
    const [host, port] = postgresTarget(process, options)
    return call(process, host, port, CONNECT_MS, ({ failure, address }) => {
      if (failure === 'unknown host') {
        process.write(
          `psql: error: could not translate host name "${host}" to address: Name or service not known\n`,
          2,
        )
        return { exit: 2 }
      }
      if (failure) {
        const why =
          failure === 'timeout'
            ? 'Connection timed out'
            : failure === 'no route'
              ? 'No route to host'
              : 'Connection refused'
        process.write(
          `psql: error: connection to server at "${host}" (${address}), port ${port} failed: ${why}\n\tIs the server running on that host and accepting TCP/IP connections?\n`,
          2,
        )
        return { exit: 2 }
      }
      const sql = options.get('c')
      const found = sql === undefined ? undefined : literal(sql)
      if (!found) return fail(process, NO_SQL)
      if (options.has('t') || options.has('A'))
        out(
          process,
          options.has('A') && !options.has('t')
            ? `${found.name}\n${found.value}\n(1 row)\n`
            : `${options.has('A') ? '' : ' '}${found.value}\n${options.has('A') ? '' : '\n'}`,
        )
      else {
        const name =
          found.name === found.value || found.name.startsWith("'") ? '?column?' : found.name
        const width = Math.max(name.length, found.value.length)
        const cell = /^\d+$/.test(found.value)
          ? found.value.padStart(width)
          : found.value.padEnd(width)
        out(process, ` ${name} \n${'-'.repeat(width + 2)}\n ${cell}\n(1 row)\n\n`)
      }
      return { exit: 0 }
    })
  },
})

const MYSQL = `h: P: u: p e: D: N B s S: protocol: host=h port=P user=u password execute=e silent=s database=D
  skip-column-names=N connect-timeout: connect_timeout: default-character-set: defaults-extra-file: batch=B ssl-mode: force f v`

/** `-psecret` and `--password=secret` carry their value with them. */
const bareWords = (words: readonly Bytes[]): Bytes[] =>
  words.map((word) => (/^-p.+/.test(word) ? '-p' : word.replace(/^--password=.*/, '--password')))

function mysqlFails(
  process: Process,
  name: Bytes,
  host: Bytes,
  port: number,
  failure: NetProblem,
): Turn {
  if (name.endsWith('admin')) process.write(`${name}: connect to server at '${host}' failed\n`, 2)
  const local = host === 'localhost'
  const codes: Readonly<Record<NetProblem, string>> = {
    refused: '111',
    timeout: '110',
    'no route': '113',
    reset: '104',
    'unknown host': '-2',
  }
  const text = local
    ? "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)"
    : failure === 'unknown host'
      ? `ERROR 2005 (HY000): Unknown MySQL server host '${host}' (-2)`
      : `ERROR 2003 (HY000): Can't connect to MySQL server on '${host}:${port}' (${codes[failure]})`
  const plain = text.replace(/^ERROR \d+ \(HY000\): /, '')
  process.write(name.endsWith('admin') ? `error: '${plain}'\n` : `${text}\n`, 2)
  return { exit: 1 }
}

function select(process: Process, options: Options, sql: Bytes): Turn {
  const found = literal(sql)
  if (!found) return fail(process, NO_SQL)
  const { name, value } = found
  if (process.isTerminal(1) && !options.has('B') && !options.has('s')) {
    const width = Math.max(name.length, value.length)
    const rule = `+${'-'.repeat(width + 2)}+\n`
    out(
      process,
      `${rule}| ${name.padEnd(width)} |\n${rule}| ${/^\d+$/.test(value) ? value.padStart(width) : value.padEnd(width)} |\n${rule}`,
    )
  } else out(process, `${options.has('N') ? '' : `${name}\n`}${value}\n`)
  return { exit: 0 }
}

const mysqlNamed = (name: string) =>
  tool({
    name,
    about:
      'MySQL client: -h -P -u -p -e with SELECT of literals; ping, status for the admin; no other SQL',
    run(process, { operands }) {
      const options = read(process, MYSQL, bareWords(operands))
      const host = options.get('h') ?? process.env['MYSQL_HOST'] ?? 'localhost'
      const port = Number(options.get('P') ?? 3306)
      const limit =
        Number(options.get('connect-timeout') ?? options.get('connect_timeout') ?? 0) * 1000
      return call(process, host, port, limit || CONNECT_MS, ({ failure }) => {
        if (failure) return mysqlFails(process, name, host, port, failure)
        if (!name.endsWith('admin')) {
          const sql = options.get('e')
          return sql === undefined ? fail(process, NO_SQL) : select(process, options, sql)
        }
        const [verb = ''] = options.operands
        if (verb === 'ping') out(process, 'mysqld is alive\n')
        else if (verb === 'status')
          out(
            process,
            'Uptime: 60  Threads: 2  Questions: 1  Slow queries: 0  Opens: 119  Open tables: 38\n',
          )
        else return fail(process, `this simulator knows ping and status: ${verb}`)
        return { exit: 0 }
      })
    },
  })

export const mysql = mysqlNamed('mysql')
export const mysqladmin = mysqlNamed('mysqladmin')
export const mariadb = mysqlNamed('mariadb')
export const mariadbAdmin = mysqlNamed('mariadb-admin')

const mongoNamed = (name: string) =>
  tool({
    name,
    about: 'MongoDB client: --eval with ping commands; runs no other programs',
    run(process, { operands }) {
      const options = read(
        process,
        'u: p: eval: host: port: quiet username=u password=p authenticationDatabase: norc tls',
        operands,
      )
      const url = /^(?:mongodb(?:\+srv)?:\/\/)?(?:[^@/]*@)?([\w.-]+)(?::(\d+))?(?:\/|$)/.exec(
        options.operands[0] ?? '',
      )
      const host = options.get('host') ?? url?.[1] ?? '127.0.0.1'
      const port = Number(options.get('port') ?? url?.[2] ?? 27_017)
      return call(process, host, port, 30_000, ({ failure, address }) => {
        if (failure) {
          const why =
            failure === 'unknown host'
              ? `getaddrinfo ENOTFOUND ${host}`
              : failure === 'timeout'
                ? 'Server selection timed out after 30000 ms'
                : `connect ECONNREFUSED ${address}:${port}`
          process.write(`MongoNetworkError: ${why}\n`, 2)
          return { exit: 1 }
        }
        const program = options.get('eval') ?? ''
        if (!/ping|hello|isMaster|serverStatus|version/.test(program))
          return fail(process, 'this simulator runs no programs of MongoDB beyond a ping')
        out(process, /\.ok\b/.test(program) ? '1\n' : '{ ok: 1 }\n')
        return { exit: 0 }
      })
    },
  })

export const mongosh = mongoNamed('mongosh')
export const mongo = mongoNamed('mongo')

const rabbitNamed = (name: string) =>
  tool({
    name,
    about: 'RabbitMQ: ping, status, check_running, check_port_connectivity, node_health_check',
    run(process, { operands }) {
      const [verb = ''] = operands.filter((word) => !word.startsWith('-'))
      const node = `rabbit@${process.host.name}`
      return call(process, '127.0.0.1', 5672, 60_000, ({ failure }) => {
        if (failure) {
          process.write(
            `Error:\nError: unable to perform an operation on node '${node}'. Please see diagnostics information and suggestions below.\n`,
            2,
          )
          return { exit: 69 }
        }
        const words: Readonly<Record<string, string>> = {
          ping: `Will ping ${node}. This only checks if the OS process is running and registered with epmd. Timeout: 60000 ms.\nPing succeeded\n`,
          check_running: `Checking if RabbitMQ is running on node ${node} ...\nRabbitMQ on node ${node} is fully booted and running\n`,
          check_local_alarms: `Asking node ${node} to report any local resource alarms ...\nNode ${node} reported no local alarms\n`,
          check_port_connectivity: `Testing TCP connections to all active listeners on node ${node} ...\nSuccessfully connected to ports 5672, 15672 on node ${node}.\n`,
          status: `Status of node ${node} ...\nRuntime\n\nOS PID: 1\n`,
          node_health_check: `Timeout: 70 seconds ...\nChecking health of node ${node} ...\nHealth check passed\n`,
        }
        const said = words[verb]
        if (said === undefined) return fail(process, `this simulator does not know ${verb}`, 64)
        out(process, said)
        return { exit: 0 }
      })
    },
  })

export const rabbitmqDiagnostics = rabbitNamed('rabbitmq-diagnostics')
export const rabbitmqctl = rabbitNamed('rabbitmqctl')

export const etcdctl = tool({
  name: 'etcdctl',
  about: 'etcd client: endpoint health, version; keeps no keys',
  run(process, { operands }) {
    const options = read(
      process,
      'endpoints: cacert: cert: key: w: write-out=w command-timeout: dial-timeout: cluster user:',
      operands,
    )
    const endpoint =
      (options.get('endpoints') ?? process.env['ETCDCTL_ENDPOINTS'] ?? '127.0.0.1:2379').split(
        ',',
      )[0] ?? ''
    const [, host = '', port = '2379'] = /^(?:https?:\/\/)?([^:/]+)(?::(\d+))?/.exec(endpoint) ?? []
    const verb = options.operands.join(' ')
    if (verb === 'version') {
      out(process, 'etcdctl version: 3.5.16\nAPI version: 3.5\n')
      return { exit: 0 }
    }
    if (verb !== 'endpoint health')
      return fail(process, `this simulator knows endpoint health and version: ${verb}`)
    return call(process, host, Number(port), 5000, ({ failure }) => {
      if (failure) {
        process.write(
          `${endpoint} is unhealthy: failed to commit proposal: context deadline exceeded\nError: unhealthy cluster\n`,
          2,
        )
        return { exit: 1 }
      }
      process.write(`${endpoint} is healthy: successfully committed proposal: took = 2.1ms\n`, 2)
      return { exit: 0 }
    })
  },
})
