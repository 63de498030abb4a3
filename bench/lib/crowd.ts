import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'

const AWARENESS = 1
/** So many of the crowd read every cursor; the others only take their frames. */
const READERS = 20

/** What a crowd went through. */
export interface CrowdFigures {
  /** Cursor moves that readers should have seen and did not. */
  lost: number
  seen: number
  latencies: number[]
}

/** People with a page open each, who move their cursors. */
export class Crowd {
  #sockets: WebSocket[]
  #latencies: number[] = []
  #seen = 0
  #sent = 0

  constructor(sockets: WebSocket[]) {
    this.#sockets = sockets
    for (const socket of sockets.slice(0, READERS)) {
      socket.on('message', (data: Uint8Array, isBinary) => {
        if (isBinary) this.#read(new Uint8Array(data))
      })
    }
  }

  /** Opens a socket for each address. */
  static async open(addresses: { url: string; token?: string }[]): Promise<Crowd> {
    const sockets = addresses.map(({ url, token }) => {
      return new WebSocket(url, token ? ['flotilla.v1', token] : [], { perMessageDeflate: false })
    })
    await Promise.all(
      sockets.map(
        (socket) => new Promise((done, fail) => socket.on('open', done).on('error', fail)),
      ),
    )
    return new Crowd(sockets)
  }

  /** Everybody moves twice a second, out of step with the others. */
  async move(seconds: number): Promise<CrowdFigures> {
    const timers = this.#sockets.map((socket, client) => {
      let clock = 0
      const move = () => {
        this.#sent += 1
        socket.send(cursor(client + 1, (clock += 1)))
      }
      return setTimeout(
        () => {
          move()
          timers[client] = setInterval(move, 500)
        },
        (client * 500) / this.#sockets.length,
      )
    })
    await new Promise((done) => setTimeout(done, seconds * 1_000))
    for (const timer of timers) clearInterval(timer)
    await new Promise((done) => setTimeout(done, 1_500))
    const expected = this.#sent * Math.min(READERS, this.#sockets.length)
    return { lost: expected - this.#seen, seen: this.#seen, latencies: this.#latencies }
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate()
  }

  #read(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes)
    const now = performance.now()
    while (decoding.hasContent(decoder)) {
      if (decoding.readVarUint(decoder) !== AWARENESS) return
      const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder))
      for (let rest = decoding.readVarUint(inner); rest > 0; rest -= 1) {
        decoding.readVarUint(inner)
        decoding.readVarUint(inner)
        const { at } = JSON.parse(decoding.readVarString(inner)) as { at: number }
        this.#latencies.push(now - at)
        this.#seen += 1
      }
    }
  }
}

/** A cursor as Yjs's awareness says it; about 115 bytes, as the web app's are. */
function cursor(client: number, clock: number): Uint8Array {
  const look = { at: performance.now(), user: { name: `Student ${client}`, color: '#3366cc' } }
  const state = JSON.stringify({ ...look, cursor: { file: 'web.yaml', anchor: clock } })
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, 1)
  encoding.writeVarUint(inner, client)
  encoding.writeVarUint(inner, clock)
  encoding.writeVarString(inner, state)
  const outer = encoding.createEncoder()
  encoding.writeVarUint(outer, AWARENESS)
  encoding.writeVarUint8Array(outer, encoding.toUint8Array(inner))
  return encoding.toUint8Array(outer)
}
