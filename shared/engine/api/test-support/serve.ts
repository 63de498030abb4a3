import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Change } from '../../change.ts'
import type { Cluster } from '../../cluster.ts'
import type { Actor, ApiRequest, Reply } from '../../input.ts'
import { decodeProtobuf, PROTOBUF } from '../../schema/protobuf.ts'
import { restType } from '../../schema/rest-types.ts'
import { asksForWatch, isWatch, openWatch, type Watch } from '../watch.ts'

/** A running server for one cluster: no authentication, no storage, only for tests. */
export interface Served {
  url: string
  close(): void
}

export const teacher: Actor = { user: 'teacher:test', groups: ['system:masters'] }

/** Milliseconds of real time between two looks at the clock. */
const TICK_MS = 20

/** Serves a cluster's API over plain HTTP; virtual time runs `speed` times as fast as real time. */
export async function serve(cluster: Cluster, port = 0, speed = 1): Promise<Served> {
  const desk = new Desk(cluster, speed)
  const server = createServer((request, response) => void desk.answer(request, response))
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const { port: bound } = server.address() as AddressInfo
  const clock = setInterval(() => desk.tick(), TICK_MS)
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () => {
      clearInterval(clock)
      closeAll(server)
    },
  }
}

function closeAll(server: Server): void {
  server.close()
  server.closeAllConnections()
}

interface Listener {
  watch: Watch
  response: ServerResponse
}

class Desk {
  #cluster: Cluster
  #speed: number
  #startMs: number
  #bornMs = Date.now()
  #past: Change[] = []
  #listeners = new Set<Listener>()

  constructor(cluster: Cluster, speed: number) {
    this.#cluster = cluster
    this.#speed = speed
    this.#startMs = cluster.now
  }

  tick(): void {
    this.#step({ type: 'advance' })
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await this.#read(request)
    if ('code' in asked) return send(response, asked)
    if (process.env.SERVE_LOG) {
      console.error(asked.method, asked.path, asked.query ?? '', asked.accept?.slice(0, 60) ?? '')
    }
    if (asksForWatch(asked)) return this.#open(asked, request, response)
    send(response, this.#step({ type: 'request', request: asked }))
  }

  async #read(request: IncomingMessage): Promise<ApiRequest | Reply> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    const [path = '/', query] = (request.url ?? '/').split('?')
    const asked: ApiRequest = { method: request.method as ApiRequest['method'], path }
    if (query !== undefined) asked.query = query
    if (request.headers.accept) asked.accept = request.headers.accept
    const contentType = request.headers['content-type']
    if (contentType) asked.contentType = contentType
    if (bytes.length === 0) return asked
    if (!contentType?.startsWith(PROTOBUF)) return { ...asked, body: bytes.toString('utf8') }
    const decoded = decodeProtobuf(new Uint8Array(bytes), (apiVersion, kind) => {
      const own = this.#cluster.api.kinds.get(kind)
      const isOwn = own && apiVersion === (own.group ? `${own.group}/${own.version}` : own.version)
      return isOwn ? own.schema : restType(apiVersion, kind)
    })
    if (typeof decoded === 'string') return { code: 400, body: decoded }
    const { object } = decoded
    return { ...asked, body: JSON.stringify(object), contentType: 'application/json' }
  }

  #step(what: { type: 'advance' } | { type: 'request'; request: ApiRequest }): Reply {
    const cluster = this.#cluster
    const at = this.#startMs + Math.floor((Date.now() - this.#bornMs) * this.#speed)
    const input = { seq: cluster.seq + 1, at, actor: teacher, do: what }
    const { reply, changes } = cluster.step(input)
    this.#past.push(...changes)
    for (const { watch, response } of this.#listeners) {
      for (const change of changes) {
        const line = watch.next(change)
        if (line) response.write(line)
      }
    }
    return reply
  }

  #open(asked: ApiRequest, request: IncomingMessage, response: ServerResponse): void {
    const watch = openWatch(this.#cluster.api, asked, teacher)
    if (!isWatch(watch)) return send(response, watch)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.flushHeaders()
    for (const line of watch.initial) response.write(line)
    for (const change of this.#past) {
      const line = change.rv > watch.since ? watch.next(change) : undefined
      if (line) response.write(line)
    }
    const listener = { watch, response }
    this.#listeners.add(listener)
    const end = (): void => {
      this.#listeners.delete(listener)
      response.end()
    }
    const timer = setTimeout(end, watch.timeoutSeconds * 1000)
    request.on('close', () => {
      clearTimeout(timer)
      end()
    })
  }
}

function send(response: ServerResponse, reply: Reply): void {
  const type = reply.contentType ?? 'application/json'
  const isText = typeof reply.body === 'string' && !type.startsWith('application/json')
  for (const warning of reply.warnings ?? []) {
    response.appendHeader('warning', `299 - ${JSON.stringify(warning)}`)
  }
  response.writeHead(reply.code, { 'content-type': type })
  response.end(isText ? reply.body : JSON.stringify(reply.body))
}
