import type { SessionNote } from '../../../shared/engine/index.ts'
import { bytesOf, octetsOf } from '../byte-string.ts'
import { data, goAway, pong, refuseStream, synReply, takeFrames, type Frame } from './frames.ts'
import { noHeaders, readHeaders, type Window } from './headers.ts'

/** One forwarded connection: two streams with the same request id. */
export interface Connection {
  port: number
  error?: number
  data?: number
  /** How many bytes of what the pod said were sent. */
  sent: number
  /** The pod has ended it, and the client was told. */
  ended?: true
}

/** All that must be remembered of a tunnel between two messages: plain JSON. */
export interface Tunnel {
  window: Window
  /** Bytes of a frame that has not come whole. */
  rest: string
  replied: boolean
  lastStream: number
  connections: Record<string, Connection>
}

/** What a pod is to hear of one connection. */
export interface Forwarded {
  connection: string
  port: number
  bytes: string
  ends: boolean
}

/** What follows from bytes of the client. */
export interface Heard {
  /** For the pod, in order. */
  forward: Forwarded[]
  /** Connections that the client gave up. */
  closed: string[]
  /** Frames for the client, in order. */
  send: Uint8Array[]
  /** Why the tunnel must end. */
  problem?: string
}

/** A browser opens six at once; a hundred are enough for a class. */
export const MOST_CONNECTIONS = 100

export function newTunnel(): Tunnel {
  return { window: '', rest: '', replied: false, lastStream: 0, connections: {} }
}

/** Hears a message of the client; changes the tunnel. Source: kubelet portforward/httpstream.go. */
export function hear(tunnel: Tunnel, message: Uint8Array): Heard {
  const heard: Heard = { forward: [], closed: [], send: [] }
  const taken = takeFrames(octetsOf(tunnel.rest + bytesOf(message)))
  if (typeof taken === 'string') return { ...heard, problem: taken }
  tunnel.rest = bytesOf(taken.rest)
  for (const frame of taken.frames) {
    const problem = hearFrame(tunnel, frame, heard)
    if (problem) return { ...heard, problem }
  }
  return heard
}

function hearFrame(tunnel: Tunnel, frame: Frame, heard: Heard): string | undefined {
  switch (frame.type) {
    case 'syn':
      return openStream(tunnel, frame, heard)
    case 'data':
      return hearData(tunnel, frame, heard)
    case 'reset':
      return giveUp(tunnel, frame.stream, heard)
    case 'ping':
      heard.send.push(pong(frame.payload))
      return undefined
    case 'goaway':
    case 'other':
      return undefined
  }
}

/** The stream for errors comes first, then the one for data: with both, there is a connection. */
function openStream(
  tunnel: Tunnel,
  { stream, block }: Extract<Frame, { type: 'syn' }>,
  { send, forward }: Heard,
): string | undefined {
  const read = readHeaders(block, tunnel.window)
  if (typeof read === 'string') return read
  tunnel.window = read.window
  tunnel.lastStream = stream
  const type = read.headers.get('streamtype')
  const port = Number(read.headers.get('port'))
  const id = read.headers.get('requestid') ?? String(stream)
  const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535
  const isFull = Object.keys(tunnel.connections).length >= MOST_CONNECTIONS
  const known = tunnel.connections[id]
  if ((type !== 'error' && type !== 'data') || !isPort || (!known && isFull)) {
    send.push(refuseStream(stream))
    return undefined
  }
  const connection = (tunnel.connections[id] ??= { port, sent: 0 })
  connection[type] = stream
  send.push(synReply(stream, noHeaders(!tunnel.replied)))
  tunnel.replied = true
  if (connection.data !== undefined && connection.error !== undefined) {
    forward.push({ connection: id, port, bytes: '', ends: false })
  }
  return undefined
}

function hearData(
  { connections }: Tunnel,
  { stream, bytes, ends }: Extract<Frame, { type: 'data' }>,
  { forward }: Heard,
): undefined {
  const [id, connection] = connectionOf(connections, (one) => one.data === stream)
  if (!connection || connection.ended || (bytes.length === 0 && !ends)) return
  forward.push({ connection: id, port: connection.port, bytes: bytesOf(bytes), ends })
}

function giveUp({ connections }: Tunnel, stream: number, { closed }: Heard): undefined {
  const [id] = connectionOf(connections, (one) => one.data === stream || one.error === stream)
  if (id === '') return
  delete connections[id]
  closed.push(id)
}

function connectionOf(
  connections: Tunnel['connections'],
  is: (connection: Connection) => boolean,
): [id: string, connection: Connection | undefined] {
  return Object.entries(connections).find(([, connection]) => is(connection)) ?? ['', undefined]
}

/**
 * Frames for what a pod said on a connection since the last time; a note that is gone ends it.
 * Answers whether the connection is over: it is forgotten then. `uid` is the pod's.
 */
export function tell(
  tunnel: Tunnel,
  id: string,
  note: SessionNote | undefined,
  uid: string,
): { send: Uint8Array[]; isOver: boolean } {
  const connection = tunnel.connections[id]
  if (!connection || connection.data === undefined) return { send: [], isOver: false }
  const send: Uint8Array[] = []
  const { port, error, data: stream } = connection
  const fresh = note ? note.out.slice(Math.max(0, connection.sent - note.outBase)) : ''
  if (note) connection.sent = note.outBase + note.out.length
  if (fresh) send.push(data(stream, octetsOf(fresh), false))
  const ended = note ? note.ended : { reason: 'Gone', message: 'the pod is gone' }
  if (!ended) return { send, isOver: false }
  if ('message' in ended && error !== undefined) {
    send.push(data(error, octetsOf(failure(port, uid, ended.message)), true))
  } else if (error !== undefined) send.push(data(error, new Uint8Array(), true))
  send.push(data(stream, new Uint8Array(), true))
  delete tunnel.connections[id]
  return { send, isOver: true }
}

/**
 * What kubectl prints as `an error occurred forwarding 8080 -> 80: …`. A sandbox has 64 hexadecimal
 * digits, ours those of its pod's uid. Source: containerd sandbox_portforward_linux.go.
 */
function failure(port: number, uid: string, why: string): string {
  const sandbox = uid.replaceAll('-', '').repeat(2)
  const words = /refused/.test(why) ? refusal(port, uid, sandbox) : why
  return `error forwarding port ${port} to pod ${sandbox}, uid : ${words}`
}

function refusal(port: number, uid: string, sandbox: string): string {
  return (
    `failed to execute portforward in network namespace "/var/run/netns/cni-${uid}": ` +
    `failed to connect to localhost:${port} inside namespace "${sandbox}", ` +
    `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused ` +
    'IPv6 dial tcp6: address localhost: no suitable address found '
  )
}

/** The last frame of a tunnel. */
export function farewell({ lastStream }: Tunnel): Uint8Array {
  return goAway(lastStream)
}
