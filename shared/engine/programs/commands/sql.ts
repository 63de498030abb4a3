import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import type { NetProblem } from '../net.ts'
import { call, read } from './lib/client.ts'
import { CONNECT_MS } from './lib/delay.ts'
import type { Options } from './lib/options.ts'
import { fail, out, tool, variable } from './lib/tool.ts'

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
  const host = url?.[1] ?? options.get('h') ?? variable(process, 'PGHOST') ?? 'localhost'
  return [host, Number(url?.[2] ?? options.get('p') ?? variable(process, 'PGPORT') ?? 5432)]
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
        const why = `could not translate host name "${host}" to address`
        process.write(`psql: error: ${why}: Name or service not known\n`, 2)
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

const MYSQL = `
    h: P: u: p e: D: N B s S: protocol: host=h port=P user=u password execute=e silent=s
    database=D skip-column-names=N connect-timeout: connect_timeout: default-character-set:
    defaults-extra-file: batch=B ssl-mode: force f v`

/** `-psecret` and `--password=secret` carry their value with them. */
const bareWords = (words: readonly Bytes[]): Bytes[] =>
  words.map((word) => (/^-p.+/.test(word) ? '-p' : word.replace(/^--password=.*/, '--password')))

const SOCKET = "'/var/run/mysqld/mysqld.sock'"

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
    ? `ERROR 2002 (HY000): Can't connect to local MySQL server through socket ${SOCKET} (2)`
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
      const host = options.get('h') ?? variable(process, 'MYSQL_HOST') ?? 'localhost'
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
