import type { Served } from '../server.ts'
import { written } from './redis-protocol.ts'
import { bytesOf } from './redis-settings.ts'

/** Texts, lists and hashes by key: what it remembers. */
export type Value = string | string[] | { [field: string]: string }
export type Store = { [key: string]: Value }

export const OK = '+OK\r\n'
const WRONG_TYPE = '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'
/** Bytes of all values together. */
const MOST_BYTES = 64 * 1024

/** One connection's turn: what its commands change. */
export interface Turn {
  store: Store
  changed: boolean
  served: Served
  settings: Record<string, string>
  isKnown: boolean
}

type Handler = (args: readonly string[], turn: Turn) => string

const text = (value: Value | undefined): string | null | undefined =>
  value === undefined ? null : typeof value === 'string' ? value : undefined

function put(turn: Turn, key: string, value: Value | undefined): void {
  const store = { ...turn.store }
  if (value === undefined) delete store[key]
  else store[key] = value
  turn.store = store
  turn.changed = true
}

function kindOf(value: Value | undefined): string {
  if (value === undefined) return 'none'
  if (typeof value === 'string') return 'string'
  return Array.isArray(value) ? 'list' : 'hash'
}

function get([key = '']: readonly string[], { store }: Turn): string {
  const value = text(store[key])
  return value === undefined ? WRONG_TYPE : written(value)
}

function set([key = '', value = '', ...options]: readonly string[], turn: Turn): string {
  const words = options.map((word) => word.toUpperCase())
  if (words.includes('NX') && key in turn.store) return written(null)
  if (words.includes('XX') && !(key in turn.store)) return written(null)
  const size = JSON.stringify(turn.store).length + value.length
  if (size > MOST_BYTES) return "-OOM command not allowed when used memory > 'maxmemory'.\r\n"
  put(turn, key, value)
  return OK
}

const step =
  (by: (args: readonly string[]) => number): Handler =>
  (args, turn) => {
    const [key = ''] = args
    const value = text(turn.store[key])
    if (value === undefined) return WRONG_TYPE
    if (!/^-?\d+$/.test(value ?? '0')) return '-ERR value is not an integer or out of range\r\n'
    const next = Number(value ?? 0) + by(args)
    put(turn, key, String(next))
    return written(next)
  }

const push =
  (isLeft: boolean): Handler =>
  ([key = '', ...values], turn) => {
    const list = turn.store[key] ?? []
    if (!Array.isArray(list)) return WRONG_TYPE
    const next = isLeft ? [...values.toReversed(), ...list] : [...list, ...values]
    put(turn, key, next)
    return written(next.length)
  }

const pop =
  (isLeft: boolean): Handler =>
  ([key = ''], turn) => {
    const list = turn.store[key] ?? []
    if (!Array.isArray(list)) return WRONG_TYPE
    const next = isLeft ? list.slice(1) : list.slice(0, -1)
    put(turn, key, next.length > 0 ? next : undefined)
    return written(isLeft ? (list[0] ?? null) : (list.at(-1) ?? null))
  }

function keys([pattern = '*']: readonly string[], { store }: Turn): string {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  const fits = new RegExp(`^${source}$`)
  return written(Object.keys(store).filter((key) => fits.test(key)))
}

function info(_: readonly string[], { served, store, settings: all }: Turn): string {
  const master = all.replicaof ?? all.slaveof
  const count = Object.keys(store).length
  const lines = [
    '# Server',
    `redis_version:${served.env.REDIS_VERSION ?? '7.2.4'}`,
    'redis_mode:standalone',
    'process_id:1',
    `tcp_port:${all.port}`,
    `uptime_in_seconds:${Math.floor((served.now - served.startedAt) / 1000)}`,
    '',
    '# Memory',
    `maxmemory:${bytesOf(all.maxmemory ?? '0')}`,
    `maxmemory_policy:${all['maxmemory-policy']}`,
    '',
    '# Replication',
    `role:${master ? 'slave' : 'master'}`,
    ...(master
      ? [`master_host:${master.split(' ')[0]}`, 'master_link_status:up']
      : ['connected_slaves:0']),
    '',
    '# Keyspace',
    ...(count > 0 ? [`db0:keys=${count},expires=0,avg_ttl=0`] : []),
    '',
  ]
  return written(lines.join('\r\n'))
}

function config([verb = '', pattern = '']: readonly string[], { settings: all }: Turn): string {
  if (verb.toUpperCase() !== 'GET') return '-ERR CONFIG is read only here\r\n'
  const fits = new RegExp(
    `^${pattern.replace(/[.+^${}()|\\]/g, '\\$&').replace(/\*/g, '.*')}$`,
    'i',
  )
  const found = Object.entries(all).filter(([name]) => fits.test(name))
  return written(
    found.flatMap(([name, value]) => [name, name === 'maxmemory' ? bytesOf(value) : value]),
  )
}

function hash([key = '', ...pairs]: readonly string[], turn: Turn): string {
  const old = turn.store[key] ?? {}
  if (typeof old === 'string' || Array.isArray(old)) return WRONG_TYPE
  const next = { ...old }
  let added = 0
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    if (next[pairs[at]!] === undefined) added++
    next[pairs[at]!] = pairs[at + 1]!
  }
  put(turn, key, next)
  return written(added)
}

const field = (value: Value | undefined): { [name: string]: string } =>
  value === undefined || typeof value === 'string' || Array.isArray(value) ? {} : value

/** Every command that is understood. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  PING: ([word]) => (word === undefined ? '+PONG\r\n' : written(word)),
  ECHO: ([word = '']) => written(word),
  GET: get,
  SET: set,
  SETNX: ([key = '', value = ''], turn) => written(set([key, value, 'NX'], turn) === OK ? 1 : 0),
  APPEND: ([key = '', value = ''], turn) => {
    const next = (text(turn.store[key]) ?? '') + value
    put(turn, key, next)
    return written(next.length)
  },
  MGET: (names, { store }) => written(names.map((name) => text(store[name]) ?? null)),
  DEL: (names, turn) => {
    const there = names.filter((name) => name in turn.store)
    for (const name of there) put(turn, name, undefined)
    return written(there.length)
  },
  EXISTS: (names, { store }) => written(names.filter((name) => name in store).length),
  INCR: step(() => 1),
  DECR: step(() => -1),
  INCRBY: step(([, by = '0']) => Number(by) || 0),
  DECRBY: step(([, by = '0']) => -Number(by) || 0),
  KEYS: keys,
  DBSIZE: (_, { store }) => written(Object.keys(store).length),
  FLUSHALL: (_, turn) => ((turn.store = {}), (turn.changed = true), OK),
  FLUSHDB: (_, turn) => ((turn.store = {}), (turn.changed = true), OK),
  STRLEN: ([key = ''], { store }) => written((text(store[key]) ?? '').length),
  TYPE: ([key = ''], { store }) => {
    const value = store[key]
    return `+${kindOf(value)}\r\n`
  },
  LPUSH: push(true),
  RPUSH: push(false),
  LPOP: pop(true),
  RPOP: pop(false),
  BLPOP: ([key = '', ...rest], turn) => {
    const list = turn.store[key]
    if (!Array.isArray(list) || list.length === 0) return '*-1\r\n'
    const [first = ''] = list
    pop(true)([key, ...rest], turn)
    return written([key, first])
  },
  LLEN: ([key = ''], { store }) => written(Array.isArray(store[key]) ? store[key].length : 0),
  LRANGE: ([key = '', from = '0', to = '-1'], { store }) => {
    const list = Array.isArray(store[key]) ? store[key] : []
    const end = Number(to) < 0 ? list.length + Number(to) + 1 : Number(to) + 1
    return written(list.slice(Number(from), end))
  },
  HSET: hash,
  HGET: ([key = '', name = ''], { store }) => written(field(store[key])[name] ?? null),
  HGETALL: ([key = ''], { store }) => written(Object.entries(field(store[key])).flat()),
  INFO: info,
  CONFIG: config,
  COMMAND: () => written([]),
  CLIENT: () => OK,
  SELECT: () => OK,
  HELLO: () => '-NOPROTO unsupported protocol version\r\n',
  SAVE: () => OK,
  ROLE: (_, { settings: all }) => written([(all.replicaof ?? all.slaveof) ? 'slave' : 'master']),
}

/** Those that a replica refuses. */
export const WRITES = new Set(
  'SET SETNX APPEND DEL INCR DECR INCRBY DECRBY FLUSHALL FLUSHDB LPUSH RPUSH LPOP RPOP BLPOP HSET'.split(
    ' ',
  ),
)
