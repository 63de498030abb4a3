import { SECOND } from '../../time.ts'
import type { Served } from '../server.ts'
import { declare } from './declared.ts'
import { clock } from './http.ts'

const stamp = (at: number): string => {
  const { year, month, day, time, millis } = clock(at)
  return `${year}-${month}-${day} ${time}.${millis}`
}
const iso = (at: number): string => {
  const { year, month, day, time, millis } = clock(at)
  return `${year}-${month}-${day}T${time}.${millis}000Z`
}

const POSTGRES_REFUSES = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html`

const postgresLine = (after: number, words: string) => ({
  afterMs: after,
  line: ({ startedAt }: Served) => `${stamp(startedAt + after)} UTC [1] LOG:  ${words}`,
  stream: 'stderr' as const,
})

/** PostgreSQL: makes its database first, which takes some seconds. SQL is not understood. */
export const postgres = declare({
  name: 'postgres',
  about: 'Wants POSTGRES_PASSWORD; listens after 3 s; takes connections, runs no SQL',
  ports: [5432],
  bootMs: 3 * SECOND,
  needs: {
    anyOf: ['POSTGRES_PASSWORD', 'POSTGRES_HOST_AUTH_METHOD', 'POSTGRES_PASSWORD_FILE'],
    line: POSTGRES_REFUSES,
    code: 1,
  },
  says: [
    {
      afterMs: 200,
      line: 'The files belonging to this database system will be owned by user "postgres".',
    },
    { afterMs: 200, line: 'This user must also own the server process.' },
    {
      afterMs: 400,
      line: 'fixing permissions on existing directory /var/lib/postgresql/data ... ok',
    },
    { afterMs: 500, line: 'creating subdirectories ... ok' },
    { afterMs: 1500, line: 'running bootstrap script ... ok' },
    { afterMs: 2300, line: 'syncing data to disk ... ok' },
    { afterMs: 2800, line: 'PostgreSQL init process complete; ready for start up.' },
    postgresLine(2900, 'starting PostgreSQL on x86_64-pc-linux-gnu, 64-bit'),
    postgresLine(2910, 'listening on IPv4 address "0.0.0.0", port 5432'),
    postgresLine(2990, 'database system is ready to accept connections'),
  ],
  talk: () => ({ bytes: '', closes: true }),
  onTerm: { ms: 300, code: 0 },
  milliCpu: 3,
  megabytes: 42,
})

const UNINITIALIZED =
  '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified'
const MYSQL_NEEDS = [
  'MYSQL_ROOT_PASSWORD',
  'MYSQL_ALLOW_EMPTY_PASSWORD',
  'MYSQL_RANDOM_ROOT_PASSWORD',
  'MYSQL_ROOT_PASSWORD_FILE',
]
const MARIADB_NEEDS = [
  'MARIADB_ROOT_PASSWORD',
  'MARIADB_ROOT_PASSWORD_HASH',
  'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
  'MARIADB_RANDOM_ROOT_PASSWORD',
]

/** What the entrypoint writes before a line: the date, and what it is. */
const entrypoint = (after: number, kind: string, words: string) => ({
  afterMs: after,
  line: ({ startedAt }: Served) =>
    `${stamp(startedAt + after).slice(0, 19)}+00:00 [${kind}] [Entrypoint]: ${words}`,
})

/** The greeting of the protocol: what a client that only connects gets to see. */
const greeting = (env: Readonly<Record<string, string>>): string =>
  `J\0\0\0\n${env.MYSQL_VERSION ?? env.MARIADB_VERSION ?? '8.0'}\0`

/** MySQL: its first start takes long. SQL is not understood. */
export const mysqld = declare({
  name: 'mysqld',
  about: 'Wants MYSQL_ROOT_PASSWORD; listens after 12 s; takes connections, runs no SQL',
  ports: [3306],
  bootMs: 12 * SECOND,
  refuses({ env, startedAt }) {
    if ([...MYSQL_NEEDS, ...MARIADB_NEEDS].some((name) => env[name])) return undefined
    const at = `${stamp(startedAt + 300).slice(0, 19)}+00:00`
    return {
      line: `${at} ${UNINITIALIZED}
    You need to specify one of the following as an environment variable:
    - MYSQL_ROOT_PASSWORD
    - MYSQL_ALLOW_EMPTY_PASSWORD
    - MYSQL_RANDOM_ROOT_PASSWORD`,
      code: 1,
      afterMs: 300,
    }
  },
  says: [
    entrypoint(100, 'Note', 'Entrypoint script for MySQL Server started.'),
    entrypoint(250, 'Note', "Switching to dedicated user 'mysql'"),
    entrypoint(400, 'Note', 'Initializing database files'),
    entrypoint(7000, 'Note', 'Database files initialized'),
    entrypoint(7100, 'Note', 'Starting temporary server'),
    entrypoint(9000, 'Note', 'Temporary server started.'),
    entrypoint(10_800, 'Note', 'MySQL init process done. Ready for start up.'),
    {
      afterMs: 12_000,
      line: ({ startedAt, env }) =>
        `${iso(startedAt + 12_000)} 0 [System] [MY-010931] [Server] mysqld: ready for connections. Version: '${env.MYSQL_VERSION ?? '8.0'}'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.`,
      stream: 'stderr',
    },
  ],
  talk: (_, __, { env }) => ({ bytes: greeting(env), closes: true }),
  onTerm: { ms: 1500, code: 0 },
  milliCpu: 6,
  megabytes: 390,
})

/** MariaDB. SQL is not understood. */
export const mariadbd = declare({
  name: 'mariadbd',
  about: 'Wants MARIADB_ROOT_PASSWORD; listens after 8 s; takes connections, runs no SQL',
  ports: [3306],
  bootMs: 8 * SECOND,
  refuses({ env, startedAt }) {
    if ([...MYSQL_NEEDS, ...MARIADB_NEEDS].some((name) => env[name])) return undefined
    const last = MARIADB_NEEDS.at(-1)
    const named = `${MARIADB_NEEDS.slice(0, -1).join(', ')} and ${last}`
    const at = `${stamp(startedAt + 300).slice(0, 19)}+00:00`
    return {
      line: `${at} ${UNINITIALIZED}\n\tYou need to specify one of ${named}`,
      code: 1,
      afterMs: 300,
    }
  },
  says: [
    entrypoint(100, 'Note', 'Entrypoint script for MariaDB Server started.'),
    entrypoint(300, 'Note', 'Initializing database files'),
    entrypoint(5000, 'Note', 'Starting temporary server'),
    entrypoint(7300, 'Note', 'MariaDB init process done. Ready for start up.'),
    {
      afterMs: 8000,
      line: ({ startedAt, env }) =>
        `${stamp(startedAt + 8000).slice(0, 19)} 0 [Note] mariadbd: ready for connections.\nVersion: '${env.MARIADB_VERSION ?? '11'}-MariaDB'  socket: '/run/mysqld/mysqld.sock'  port: 3306  mariadb.org binary distribution`,
      stream: 'stderr',
    },
  ],
  talk: (_, __, { env }) => ({ bytes: greeting(env), closes: true }),
  onTerm: { ms: 800, code: 0 },
  milliCpu: 4,
  megabytes: 95,
})

const mongoLine = (after: number, id: number, part: string, words: string, more = '') => ({
  afterMs: after,
  line: ({ startedAt }: Served) =>
    [
      `{"t":{"$date":"${iso(startedAt + after).slice(0, 23)}+00:00"},"s":"I",  "c":"${part}",`,
      `"id":${id},   "ctx":"initandlisten","msg":"${words}"${more}}`,
    ].join(' '),
})

/** MongoDB. Queries are not understood. */
export const mongod = declare({
  name: 'mongod',
  about: 'Listens after 2 s; takes connections, runs no queries',
  ports: [27_017],
  bootMs: 2 * SECOND,
  says: [
    mongoLine(300, 4_615_611, 'CONTROL', 'MongoDB starting'),
    mongoLine(1900, 23_015, 'NETWORK', 'Listening on', ',"attr":{"address":"0.0.0.0"}'),
    mongoLine(
      2000,
      23_016,
      'NETWORK',
      'Waiting for connections',
      ',"attr":{"port":27017,"ssl":"off"}',
    ),
  ],
  routes: {
    '*': {
      body: 'It looks like you are trying to access MongoDB over HTTP on the native driver port.\n',
    },
  },
  talk: () => ({ bytes: '', closes: true }),
  onTerm: { ms: 500, code: 0 },
  milliCpu: 8,
  megabytes: 165,
})

/** Cassandra, under the name of its own script. */
const CASSANDRA = {
  about: 'Listens after 30 s; takes connections, runs no CQL',
  ports: [9042, 7000, 7199],
  bootMs: 30 * SECOND,
  says: [
    { afterMs: 4000, line: 'INFO  [main] CassandraDaemon.java - Hostname: starting' },
    {
      afterMs: 30_000,
      line: 'INFO  [main] Server.java - Starting listening for CQL clients on /0.0.0.0:9042 (unencrypted)...',
    },
  ],
  talk: () => ({ bytes: '', closes: true }),
  onTerm: { ms: 2000, code: 143 },
  milliCpu: 35,
  megabytes: 900,
} as const

export const cassandra = declare({ ...CASSANDRA, name: 'cassandra' })
export const cassandraSample = declare({ ...CASSANDRA, name: 'run.sh' })

/** InfluxDB's HTTP side as far as health goes. */
export const influxd = declare({
  name: 'influxd',
  about: '/ping, /health; no queries',
  ports: [8086],
  bootMs: 1500,
  routes: {
    '/ping': { status: 204 },
    '/health': {
      body: '{"name":"influxdb","message":"ready for queries and writes","status":"pass"}',
      headers: { 'content-type': 'application/json' },
    },
  },
  milliCpu: 3,
  megabytes: 60,
})
