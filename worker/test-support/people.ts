import { applyD1Migrations } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import classesSql from '../../migrations/d1/0000_classes.sql'
import type { FromClass, Person, ToClass } from '../../shared/protocol/class.ts'
import type { Seat } from '../../shared/protocol/http.ts'

/** The worker's bindings, with their types. */
export const bindings = env as unknown as import('../env.ts').Env

const ORIGIN = 'http://flotilla.test'

/** A request to the worker, as a browser or kubectl sends it. */
export function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return (exports as { default: Fetcher }).default.fetch(ORIGIN + path, init as never) as never
}

/** POST of JSON; a token becomes a Bearer header. */
export function post(path: string, body: unknown, token?: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...authorization(token) }
  return ask(path, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** GET with a token. */
export const get = (path: string, token?: string) => ask(path, { headers: authorization(token) })

const authorization = (token?: string): Record<string, string> =>
  token ? { authorization: `Bearer ${token}` } : {}

/** Makes the tables of the shared database. Once for each test file. */
export async function migrate(): Promise<void> {
  const queries = classesSql.split('--> statement-breakpoint').map((query) => query.trim())
  await applyD1Migrations(bindings.DB, [{ name: '0000_classes.sql', queries }])
}

/** A teacher opens a class. */
export async function openClass(wish: Record<string, unknown> = {}): Promise<Seat> {
  const body = { title: 'Deployments', name: 'Teacher', layout: 'shared', ...wish }
  return (await post('/api/classes', body)).json()
}

/** Somebody joins. */
export async function joinClass(code: string, name: string, token?: string): Promise<Seat> {
  return (await post('/api/join', { code, name, ...(token ? { token } : {}) })).json()
}

/** A page: its socket and everything that it was told. */
export class Page {
  readonly texts: FromClass[] = []
  readonly frames: Uint8Array[] = []
  closed: { code: number; reason: string } | undefined
  #socket: WebSocket

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') this.texts.push(JSON.parse(data) as FromClass)
      else this.frames.push(new Uint8Array(data as ArrayBuffer))
    })
    socket.addEventListener('close', ({ code, reason }) => {
      this.closed = { code, reason }
    })
    socket.binaryType = 'arraybuffer'
    socket.accept()
  }

  /** Opens `/ws/<path>` with a token. */
  static async open(path: string, token: string): Promise<Page> {
    const headers = { upgrade: 'websocket', 'sec-websocket-protocol': `flotilla.v1, ${token}` }
    const response = await ask(`/ws/${path}`, { headers })
    if (!response.webSocket) throw new Error(`no socket: ${response.status}`)
    return new Page(response.webSocket)
  }

  static ofClass = ({ classId, token }: Seat) => Page.open(`class/${classId}`, token)

  say(message: ToClass | Record<string, unknown> | string): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  send(bytes: Uint8Array): void {
    this.#socket.send(bytes)
  }

  close(): void {
    this.#socket.close(1000)
  }

  /** Waits until something that was told fits. */
  async until<T>(find: (page: Page) => T | undefined | false, forMs = 5_000): Promise<T> {
    for (let waited = 0; waited < forMs; waited += 10) {
      const found = find(this)
      if (found !== undefined && found !== false) return found
      await new Promise((done) => setTimeout(done, 10))
    }
    throw new Error(`it never came; told: ${JSON.stringify(this.texts).slice(0, 2_000)}`)
  }

  /** Waits for a refusal and gives its reason. */
  refusal(): Promise<string> {
    return this.until(() => {
      const found = this.texts.find((text) => text.t === 'refused')
      return found?.t === 'refused' && found.why
    })
  }

  /** How somebody stands by the newest word about them. */
  person(seat: number): Person | undefined {
    return this.texts
      .flatMap((text) => (text.t === 'refused' ? [] : (text.people ?? [])))
      .findLast((person) => person.seat === seat)
  }
}
