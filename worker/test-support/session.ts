import { bytesOf, octetsOf } from '../kube/byte-string.ts'
import type { Lone } from './kube.ts'
import { ask } from './people.ts'

/** What a client of exec or attach was told. */
export interface Ended {
  status: string
  reason?: string
  message?: string
  details?: { causes: { reason: string; message: string }[] }
}

/** A client of a session with a pod, as kubectl is one. */
export class Session {
  readonly texts: Record<number, string> = { 1: '', 2: '', 3: '' }
  readonly messages: Uint8Array[] = []
  closed: number | undefined
  #socket: WebSocket

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('message', ({ data }) => {
      const octets = new Uint8Array(data as ArrayBuffer)
      this.messages.push(octets)
      const channel = octets[0] ?? 0
      this.texts[channel] = (this.texts[channel] ?? '') + bytesOf(octets.subarray(1))
    })
    socket.addEventListener('close', ({ code }) => void (this.closed = code))
    socket.accept()
  }

  /** Asks for a session; the answer is a refusal where there is none. */
  static ask(path: string, protocol = 'v5.channel.k8s.io', headers: Record<string, string> = {}) {
    return ask(path, {
      headers: { upgrade: 'websocket', 'sec-websocket-protocol': protocol, ...headers },
    })
  }

  /** Opens a session with a pod of the namespace `default`. */
  static async open(cluster: Lone, what: string, protocol?: string): Promise<Session> {
    const path = `${cluster.path}/api/v1/namespaces/default/pods/${what}`
    const response = await Session.ask(path, protocol)
    if (response.webSocket) return new Session(response.webSocket)
    throw new Error(`no session: ${response.status} ${await response.text()}`)
  }

  get stdout(): string {
    return this.texts[1] ?? ''
  }

  get stderr(): string {
    return this.texts[2] ?? ''
  }

  /** Bytes on a channel. */
  say(channel: number, bytes: string): void {
    this.#socket.send(octetsOf(String.fromCharCode(channel) + bytes))
  }

  send(octets: Uint8Array): void {
    this.#socket.send(octets)
  }

  close(): void {
    this.#socket.close(1000)
  }

  /** Waits until something is so. */
  async until(isSo: () => boolean): Promise<void> {
    for (let waited = 0; waited < 5_000 && !isSo(); waited += 10) {
      await new Promise((done) => setTimeout(done, 10))
    }
    if (!isSo()) throw new Error(`it never came so: ${JSON.stringify(this.texts)}`)
  }

  /** Waits for the end and gives its Status. */
  async end(): Promise<Ended> {
    await this.until(() => this.closed !== undefined)
    return JSON.parse(this.texts[3] || '{}') as Ended
  }
}
