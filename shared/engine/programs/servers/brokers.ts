import type { Json } from '../../json.ts'
import { SECOND } from '../../time.ts'
import type { Served, Talk } from '../server.ts'
import { declare } from './declared.ts'
import { clock } from './http.ts'

const stamp = (at: number): string => {
  const { year, month, day, time, millis } = clock(at)
  return `${year}-${month}-${day} ${time}.${millis}`
}

/** What memcached keeps: flags and value by key. */
type Kept = { [key: string]: { flags: string; value: string } }
/** Bytes of all values together. */
const MOST_BYTES = 64 * 1024

/** `set`, `get`, `delete`, `stats`, `version`. Source: memcached's doc/protocol.txt. */
function memcachedTalk(bytes: string, served: Served): Talk {
  let kept = (served.state ?? {}) as Kept
  let said = ''
  const lines = bytes.split('\r\n')
  for (let at = 0; at < lines.length - 1; at++) {
    const [verb = '', key = '', flags = '0'] = lines[at]!.split(' ')
    if (verb === 'set' || verb === 'add' || verb === 'replace') {
      const value = lines[++at] ?? ''
      const isThere = key in kept
      const isRight = verb === 'set' || (verb === 'add') !== isThere
      if (JSON.stringify(kept).length + value.length > MOST_BYTES)
        said += 'SERVER_ERROR out of memory storing object\r\n'
      else if (isRight) {
        kept = { ...kept, [key]: { flags, value } }
        said += 'STORED\r\n'
      } else said += 'NOT_STORED\r\n'
    } else if (verb === 'get' || verb === 'gets') {
      const found = kept[key]
      if (found) said += `VALUE ${key} ${found.flags} ${found.value.length}\r\n${found.value}\r\n`
      said += 'END\r\n'
    } else if (verb === 'delete') {
      said += key in kept ? 'DELETED\r\n' : 'NOT_FOUND\r\n'
      const { [key]: _gone, ...rest } = kept
      kept = rest
    } else if (verb === 'flush_all') {
      kept = {}
      said += 'OK\r\n'
    } else if (verb === 'version') said += 'VERSION 1.6.32\r\n'
    else if (verb === 'stats') {
      said += `STAT pid 1\r\nSTAT uptime ${Math.floor((served.now - served.startedAt) / 1000)}\r\nSTAT curr_items ${Object.keys(kept).length}\r\nEND\r\n`
    } else if (verb === 'quit') return { bytes: said, closes: true, state: kept as Json }
    else said += 'ERROR\r\n'
  }
  return kept === served.state ? { bytes: said } : { bytes: said, state: kept as Json }
}

function portAfter({ argv }: Served, option: string, usual: number): number {
  const at = argv.indexOf(option)
  return at < 0 ? usual : Number(argv[at + 1]) || usual
}

export const memcached = declare({
  name: 'memcached',
  about: 'set, add, replace, get, delete, flush_all, stats, version; -p',
  ports: (served) => [portAfter(served, '-p', 11_211)],
  talk: (bytes, _, served) => memcachedTalk(bytes, served),
  onTerm: { ms: 20, code: 0 },
  megabytes: 4,
})

/** RabbitMQ: takes connections and shows its page; queues are not kept. */
export const rabbitmq = declare({
  name: 'rabbitmq-server',
  about: 'Listens after 8 s on 5672 and 15672; keeps no queues',
  ports: [5672, 15_672],
  bootMs: 8 * SECOND,
  says: [
    {
      afterMs: 6000,
      line: ({ env }) =>
        `\n  ##  ##      RabbitMQ ${env.RABBITMQ_VERSION ?? ''}\n  ##  ##\n  ##########  Licensed under the MPL 2.0. Website: https://rabbitmq.com\n  ######  ##\n  ##########`,
    },
    {
      afterMs: 8000,
      line: ({ startedAt }) =>
        `${stamp(startedAt + 8000)}000+00:00 [info] <0.9.0> Server startup complete; 4 plugins started.`,
    },
  ],
  routes: {
    '/': {
      body: '<!doctype html>\n<title>RabbitMQ Management</title>\n',
      headers: { 'content-type': 'text/html' },
    },
    '/api/health/checks/alarms': {
      status: 401,
      body: '{"error":"not_authorized","reason":"Login failed"}',
    },
  },
  talk: (bytes) => ({
    bytes: bytes.startsWith('AMQP') ? '\x01' : 'AMQP\0\0\x09\x01',
    closes: true,
  }),
  onTerm: { ms: 4000, code: 0 },
  milliCpu: 15,
  megabytes: 130,
})

/** The four-letter words of ZooKeeper. */
function zookeeperTalk(bytes: string): Talk {
  const word = bytes.trim()
  if (word === 'ruok') return { bytes: 'imok', closes: true }
  if (word === 'srvr' || word === 'stat') {
    return { bytes: 'Zookeeper version: 3.8\nMode: standalone\nNode count: 5\n', closes: true }
  }
  return { bytes: '', closes: true }
}

const ZOOKEEPER = {
  about: 'ruok, srvr, stat; listens after 3 s; keeps no nodes',
  ports: [2181, 2888, 3888],
  bootMs: 3 * SECOND,
  says: [
    { afterMs: 400, line: 'ZooKeeper JMX enabled by default' },
    {
      afterMs: 3000,
      line: ({ startedAt }: Served) =>
        `${stamp(startedAt + 3000).replace('.', ',')} [myid:1] - INFO  [main:NIOServerCnxnFactory@660] - binding to port 0.0.0.0/0.0.0.0:2181`,
    },
  ],
  talk: (bytes: string) => zookeeperTalk(bytes),
  onTerm: { ms: 300, code: 143 },
  milliCpu: 4,
  megabytes: 90,
} as const

export const zookeeper = declare({ ...ZOOKEEPER, name: 'zkServer.sh' })
export const startZookeeper = declare({ ...ZOOKEEPER, name: 'start-zookeeper' })

const KAFKA = {
  about: 'Listens after 8 s; keeps no topics',
  ports: [9092],
  bootMs: 8 * SECOND,
  says: [
    {
      afterMs: 8000,
      line: ({ startedAt }: Served) =>
        `[${stamp(startedAt + 8000).replace('.', ',')}] INFO [KafkaServer id=1] started (kafka.server.KafkaServer)`,
    },
  ],
  talk: () => ({ bytes: '', closes: true }),
  onTerm: { ms: 1500, code: 143 },
  milliCpu: 20,
  megabytes: 340,
}

export const kafka = declare({ ...KAFKA, name: 'start-kafka.sh' })
export const kafkaRun = declare({ ...KAFKA, name: 'run' })
