/** Why a socket ended for good: the server's word. */
export type Farewell = { code: number; reason: string }

export interface LiveSocketEvents {
  onopen(): void
  ontext(text: string): void
  onbytes(bytes: Uint8Array): void
  /** The connection broke; another try comes by itself. */
  onlost(): void
  /** The server does not want us: no other try. */
  onrefused(farewell: Farewell): void
}

const FIRST_WAIT_MS = 300
const LONGEST_WAIT_MS = 8_000

/**
 * A WebSocket that comes back by itself. Codes 4000–4499 are final by our own convention; all
 * else is a broken line. It waits 0.3 s, doubling to 8 s, and tries at once when the network is
 * back.
 */
export class LiveSocket {
  #socket: WebSocket | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #waitMs = FIRST_WAIT_MS
  #isClosed = false
  #path: string
  #token: string
  #events: LiveSocketEvents

  constructor(path: string, token: string, events: LiveSocketEvents) {
    this.#path = path
    this.#token = token
    this.#events = events
    globalThis.addEventListener?.('online', this.#now)
    this.#connect()
  }

  /** Sends when the line is open; otherwise false, and nothing is kept. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false
    this.#socket.send(data)
    return true
  }

  close() {
    this.#isClosed = true
    clearTimeout(this.#timer)
    globalThis.removeEventListener?.('online', this.#now)
    this.#socket?.close(1000)
  }

  #now = () => {
    if (this.#isClosed || this.#socket?.readyState === WebSocket.OPEN) return
    clearTimeout(this.#timer)
    this.#connect()
  }

  #connect() {
    const socket = new WebSocket(this.#path, ['flotilla.v1', this.#token])
    socket.binaryType = 'arraybuffer'
    this.#socket = socket
    socket.onopen = () => {
      this.#waitMs = FIRST_WAIT_MS
      this.#events.onopen()
    }
    socket.onmessage = ({ data }) => {
      if (this.#socket !== socket) return
      if (typeof data === 'string') this.#events.ontext(data)
      else this.#events.onbytes(new Uint8Array(data as ArrayBuffer))
    }
    socket.onclose = ({ code, reason }) => {
      if (this.#socket !== socket || this.#isClosed) return
      if (code >= 4000 && code < 4500) {
        this.#isClosed = true
        this.#events.onrefused({ code, reason })
        return
      }
      this.#events.onlost()
      this.#timer = setTimeout(() => this.#connect(), this.#waitMs * (0.8 + Math.random() * 0.4))
      this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS)
    }
  }
}
