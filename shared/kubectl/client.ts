import { type Failure, PlainFailure, StatusFailure, statusOf } from './failure.ts'
import type { Fetch, FetchReply, Io } from './io.ts'
import type { Json } from './object.ts'

/** One request. */
export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  query?: Record<string, string | undefined>
  accept?: string
  contentType?: string
  body?: Json
}

/** What `kubectl get` accepts: a table, made on the server. */
export const TABLE_ACCEPT = [
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=Table;v=v1beta1;g=meta.k8s.io',
  'application/json',
].join(',')

/** One event of a watch. */
export interface WatchEvent {
  type: string
  object: Json
}

/** Asks the API server, and turns its refusals into failures. */
export class Client {
  readonly #fetch: Fetch
  readonly #io: Io

  constructor(fetch: Fetch, io: Io) {
    this.#fetch = fetch
    this.#io = io
  }

  /** Sends a request and gives back the JSON of the answer. Throws StatusFailure. */
  async ask<T = Json>(ask: Ask): Promise<T> {
    const reply = await this.#send(ask)
    const text = await reply.text()
    const body = parse(text)
    if (reply.status >= 400) throw new StatusFailure(statusOf(reply.status, body))
    return body as T
  }

  /** Watches: gives each event as it comes, until the server or the reader ends it. */
  async *watch(ask: Ask): AsyncGenerator<WatchEvent> {
    const reply = await this.#send({ ...ask, query: { ...ask.query, watch: 'true' } })
    if (reply.status >= 400) {
      throw new StatusFailure(statusOf(reply.status, parse(await reply.text())))
    }
    if (!reply.body) return
    for await (const line of linesOf(reply.body)) {
      if (this.#io.signal?.aborted) return
      if (line.trim() !== '') yield JSON.parse(line) as WatchEvent
    }
  }

  /** Reads an answer as text, piece by piece as it comes, until its end or the reader's. */
  async *read(ask: Ask): AsyncGenerator<string> {
    const reply = await this.#send(ask)
    if (reply.status >= 400) {
      throw new StatusFailure(statusOf(reply.status, parse(await reply.text())))
    }
    if (!reply.body) return yield await reply.text()
    const reader = reply.body.getReader()
    const decoder = new TextDecoder()
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done || this.#io.signal?.aborted) return
        yield decoder.decode(value, { stream: true })
      }
    } finally {
      await reader.cancel().catch(() => undefined)
    }
  }

  async #send(ask: Ask): Promise<FetchReply> {
    const headers: Record<string, string> = { Accept: ask.accept ?? 'application/json' }
    if (ask.body !== undefined) headers['Content-Type'] = ask.contentType ?? 'application/json'
    const init = {
      method: ask.method ?? 'GET',
      headers,
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
    }
    const url = withQuery(ask.path, ask.query)
    const reply = await this.#fetch(url, init).catch((error: unknown) => {
      throw unreachable(error)
    })
    this.#warn(reply)
    return reply
  }

  /**
   * Warnings of the server go to stderr, each on its line. Upstream: client-go rest/warnings.go.
   */
  #warn(reply: FetchReply): void {
    const header = reply.headers.get('Warning') ?? ''
    for (const [, text] of header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)) {
      this.#io.stderr(`Warning: ${(text ?? '').replace(/\\(.)/g, '$1')}\n`)
    }
  }
}

function withQuery(path: string, query: Ask['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([key, value]) => {
    return value === undefined ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(value)}`]
  })
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Cuts a stream of bytes into lines. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    if (rest !== '') yield rest
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** What a failed connection says. */
function unreachable(error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error)
  return new PlainFailure(`Unable to connect to the server: ${why}`)
}
