import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import type * as Y from 'yjs'
import type { FromClass } from '../../../shared/protocol/class.ts'
import type { Clock, FromCluster } from '../../../shared/protocol/cluster.ts'
import type { Seat } from '../../../shared/protocol/http.ts'

/** What these tests read of a Deployment. */
export interface Deployment {
  metadata: { generation: number }
  spec: { replicas: number; template: { spec: { containers: { image: string }[] } } }
  status: {
    observedGeneration?: number
    replicas?: number
    updatedReplicas?: number
    availableReplicas?: number
  }
}

/** A list of anything. */
export interface List {
  items: { metadata: { name: string } }[]
}

const WEB = '/apis/apps/v1/namespaces/default/deployments/web'
const SYNC = 0

async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
  return answer(await fetch(url, { ...init, body: JSON.stringify(body) }))
}

async function answer(response: Response): Promise<unknown> {
  const text = await response.text()
  if (response.ok) return JSON.parse(text)
  throw new Error(`${response.url} answers ${response.status}: ${text.slice(0, 300)}`)
}

/** Opens a socket and waits for its first text frame. */
async function firstWord<T>(url: string, token: string): Promise<T> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), ['flotilla.v1', token])
  try {
    return await new Promise<T>((done, fail) => {
      socket.addEventListener('message', ({ data }) => done(JSON.parse(String(data)) as T))
      socket.addEventListener('error', () => fail(new Error(`no socket at ${url}`)))
      socket.addEventListener('close', ({ reason }) => fail(new Error(`closed: ${reason}`)))
    })
  } finally {
    socket.close()
  }
}

/** Somebody who works on the class's cluster over HTTP. */
export class Client {
  #url: string
  #seat: Seat
  #kube: string
  #headers: Record<string, string>

  constructor(url: string, seat: Seat) {
    this.#url = url
    this.#seat = seat
    this.#kube = `${url}/k8s/${seat.classId}-main`
    this.#headers = { authorization: `Bearer ${seat.token}` }
  }

  static async openClass(url: string): Promise<Seat> {
    const wish = { title: 'Crash', name: 'Teacher', layout: 'shared' }
    return (await post(`${url}/api/classes`, wish)) as Seat
  }

  static async join(url: string, { code }: Seat, name: string): Promise<Seat> {
    return (await post(`${url}/api/join`, { code, name })) as Seat
  }

  /** A Deployment as the teaching text has it. */
  web(replicas: number) {
    const containers = [{ name: 'nginx', image: 'nginx:1.7.9' }]
    const labels = { app: 'web' }
    const template = { metadata: { labels }, spec: { containers } }
    const spec = { replicas, selector: { matchLabels: labels }, template }
    return { kind: 'Deployment', apiVersion: 'apps/v1', metadata: { name: 'web' }, spec }
  }

  create(path: string, body: unknown): Promise<unknown> {
    return post(this.#kube + path, body, this.#headers)
  }

  async get<T>(path: string): Promise<T> {
    return (await answer(await fetch(this.#kube + path, { headers: this.#headers }))) as T
  }

  deployment = () => this.get<Deployment>(WEB)

  async setImage(image: string): Promise<void> {
    const type = 'application/strategic-merge-patch+json'
    const headers = { ...this.#headers, 'content-type': type }
    const body = { spec: { template: { spec: { containers: [{ name: 'nginx', image }] } } } }
    const init = { method: 'PATCH', headers, body: JSON.stringify(body) }
    await answer(await fetch(this.#kube + WEB, init))
  }

  async setSpeed(speed: number): Promise<void> {
    const url = `${this.#url}/api/clusters/${this.#seat.classId}-main/clock`
    await post(url, { speed }, this.#headers)
  }

  /** The clock as a page sees it, and the virtual time that it shows. */
  async clock(): Promise<{ clock: Clock; nowMs: number }> {
    const path = `${this.#url}/ws/cluster/${this.#seat.classId}-main`
    const word = await firstWord<FromCluster>(path, this.#seat.token)
    if (word.t === 'refused') throw new Error(word.why)
    const { virtualMs, wallMs, speed } = word.clock
    return { clock: word.clock, nowMs: Math.floor(virtualMs + (Date.now() - wallMs) * speed) }
  }

  /** Names in the order of seats. */
  async people(): Promise<string[]> {
    const path = `${this.#url}/ws/class/${this.#seat.classId}`
    const word = await firstWord<FromClass>(path, this.#seat.token)
    return word.t === 'welcome' ? word.people.map(({ name }) => name) : []
  }

  /** Does the newest template run everywhere, and nothing else? */
  isRolledOut({ metadata, status }: Deployment, wanted: number): boolean {
    const { observedGeneration, replicas, updatedReplicas, availableReplicas } = status
    const counts = [replicas, updatedReplicas, availableReplicas]
    return observedGeneration === metadata.generation && counts.every((count) => count === wanted)
  }

  /** Waits until it does. */
  async untilRolledOut(wanted: number): Promise<Deployment> {
    for (let tries = 0; tries < 240; tries += 1) {
      const web = await this.deployment()
      if (this.isRolledOut(web, wanted)) return web
      await new Promise((done) => setTimeout(done, 250))
    }
    throw new Error('the rollout does not end')
  }
}

/** A page that has the class's notebook open. */
export class Typist {
  #doc: Y.Doc
  #socket: WebSocket

  private constructor(doc: Y.Doc, socket: WebSocket) {
    this.#doc = doc
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string') this.#hear(new Uint8Array(data as ArrayBuffer))
    })
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#say((encoder) => writeUpdate(encoder, update))
    })
  }

  static async open(url: string, { classId, token }: Seat, doc: Y.Doc): Promise<Typist> {
    const path = `${url.replace(/^http/, 'ws')}/ws/class/${classId}`
    const socket = new WebSocket(path, ['flotilla.v1', token])
    const typist = new Typist(doc, socket)
    await new Promise<void>((done, fail) => {
      socket.addEventListener('open', () => done())
      socket.addEventListener('error', () => fail(new Error(`no socket at ${path}`)))
    })
    typist.#say((encoder) => writeSyncStep1(encoder, doc))
    return typist
  }

  /** Waits until the text holds these words. */
  async until(words: string): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      if (this.#doc.getText('manifest').toJSON().includes(words)) return
      await new Promise((done) => setTimeout(done, 10))
    }
    throw new Error(`"${words}" is not in the notebook`)
  }

  close(): void {
    this.#socket.close()
  }

  #say(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, SYNC)
    write(encoder)
    if (this.#socket.readyState === WebSocket.OPEN)
      this.#socket.send(encoding.toUint8Array(encoder))
  }

  #hear(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== SYNC) return
    const reply = encoding.createEncoder()
    encoding.writeVarUint(reply, SYNC)
    readSyncMessage(decoder, reply, this.#doc, this)
    if (encoding.length(reply) > 1) this.#socket.send(encoding.toUint8Array(reply))
  }
}
