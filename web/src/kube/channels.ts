import type { Channels } from '../../../shared/kubectl/index.ts'
import { Queue } from '../state/queue.ts'

const PROTOCOL = 'v5.channel.k8s.io'
/**
 * Browsers cannot send headers with a socket: the key goes as a subprotocol. Source: apiserver
 * pkg/authentication/request/websocket/protocol.go.
 */
const KEY = 'base64url.bearer.authorization.k8s.io.'

/** The channel of the final word; CHANNEL.status, without loading kubectl for one number. */
const STATUS = 3

/** Opens the streams of `exec` or `attach`; what the server refuses is said by the error. */
export async function openChannels(url: string, token: string): Promise<Channels> {
  const socket = new WebSocket(url, [PROTOCOL, KEY + base64url(token)])
  socket.binaryType = 'arraybuffer'
  const inbox = new Queue<{ channel: number; bytes: Uint8Array }>()
  socket.addEventListener('message', ({ data }) => {
    const bytes = new Uint8Array(data as ArrayBuffer)
    const [channel] = bytes
    if (channel === undefined) return
    inbox.put({ channel, bytes: bytes.subarray(1) })
    // The server waits for us to hang up, as client-go does when it has the status.
    if (channel === STATUS) hangUp()
  })
  socket.addEventListener('close', () => inbox.end())
  const hangUp = () => {
    inbox.end()
    socket.close(1000)
  }
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
    close: hangUp,
  }
}

function base64url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
