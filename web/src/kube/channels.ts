import type { Channels } from '../../../shared/kubectl/index.ts'
import { Queue } from '../state/queue.ts'

const PROTOCOL = 'v5.channel.k8s.io'
/**
 * Browsers cannot send headers with a socket: the key goes as a subprotocol. Source: apiserver
 * pkg/authentication/request/websocket/protocol.go.
 */
const KEY = 'base64url.bearer.authorization.k8s.io.'

/** Opens the streams of `exec` or `attach`; what the server refuses is said by the error. */
export async function openChannels(url: string, token: string): Promise<Channels> {
  const socket = new WebSocket(url, [PROTOCOL, KEY + base64url(token)])
  socket.binaryType = 'arraybuffer'
  const inbox = new Queue<{ channel: number; bytes: Uint8Array }>()
  socket.addEventListener('message', ({ data }) => {
    const bytes = new Uint8Array(data as ArrayBuffer)
    if (bytes.length > 0) inbox.put({ channel: bytes[0] ?? 0, bytes: bytes.subarray(1) })
  })
  socket.addEventListener('close', () => inbox.end())
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('error', () => reject(new Error('the connection was refused')), {
      once: true,
    })
  })
  return {
    send(channel, bytes) {
      if (socket.readyState !== WebSocket.OPEN) return
      const message = new Uint8Array(bytes.length + 1)
      message[0] = channel
      message.set(bytes, 1)
      socket.send(message)
    },
    messages: inbox,
    close: () => socket.close(1000),
  }
}

function base64url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
