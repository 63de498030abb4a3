// The least that a room can do: collects what sockets send and gives it to all of them every 50 ms.
import { DurableObject } from 'cloudflare:workers'

export class Bare extends DurableObject {
  waiting = []

  fetch() {
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    return new Response(null, { status: 101, webSocket: client })
  }

  webSocketMessage(_socket, message) {
    this.waiting.push(new Uint8Array(message))
    this.timer ??= setTimeout(() => this.flush(), 50)
  }

  flush() {
    this.timer = undefined
    const whole = new Uint8Array(this.waiting.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const piece of this.waiting) {
      whole.set(piece, at)
      at += piece.length
    }
    this.waiting = []
    for (const socket of this.ctx.getWebSockets()) socket.send(whole)
  }
}

export default {
  fetch: (request, env) => env.ROOM.get(env.ROOM.idFromName('one')).fetch(request),
}
