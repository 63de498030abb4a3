import { bytesOf } from './byte-string.ts'

/**
 * Streams of a session, by the first byte of each message. Source: the v5.channel.k8s.io protocol.
 */
export const STDIN = 0
export const STDOUT = 1
export const STDERR = 2
/** The Status at the end. */
export const ERROR = 3
export const RESIZE = 4
/** Only v5: the client closes the channel that the second byte names. */
export const CLOSE = 255

/** The protocols of exec and attach that are spoken here, the best first. */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io']
/** The one of port-forward: SPDY inside of a WebSocket. */
const TUNNEL = 'SPDY/3.1+portforward.k8s.io'

/** The subprotocol that both sides speak; undefined when there is none. */
export function protocolOf(offered: string, isTunnel: boolean): string | undefined {
  const names = offered.split(',').map((name) => name.trim())
  return (isTunnel ? [TUNNEL] : PROTOCOLS).find((name) => names.includes(name))
}

/** What of an offer may be passed on to a room: browsers put tokens beside the protocols. */
export function knownProtocols(offered: string): string {
  const names = offered.split(',').map((name) => name.trim())
  return names.filter((name) => name === TUNNEL || PROTOCOLS.includes(name)).join(', ')
}

/** What a client says. */
export type Said =
  | { what: 'input'; bytes: string }
  | { what: 'end' }
  | { what: 'resize'; width: number; height: number }
  | { what: 'nothing' }

/** Reads a message of the client. */
export function readMessage(message: Uint8Array): Said {
  const [channel, ...rest] = message.subarray(0, 2)
  if (channel === STDIN) {
    const bytes = bytesOf(message.subarray(1))
    return bytes ? { what: 'input', bytes } : { what: 'nothing' }
  }
  if (channel === CLOSE) return rest[0] === STDIN ? { what: 'end' } : { what: 'nothing' }
  return channel === RESIZE ? readResize(message.subarray(1)) : { what: 'nothing' }
}

const WIDEST = 2_000

function readResize(bytes: Uint8Array): Said {
  try {
    const size = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown> | null
    const [width, height] = [size?.Width, size?.Height]
    const isSize = (side: unknown): side is number =>
      Number.isInteger(side) && (side as number) > 0 && (side as number) <= WIDEST
    if (isSize(width) && isSize(height)) return { what: 'resize', width, height }
  } catch {
    // Not JSON.
  }
  return { what: 'nothing' }
}

/** Messages of at most so many bytes. Upstream copies 32 KiB at once. */
const LONGEST = 32 * 1024

/** Bytes on a channel, as messages. */
export function messagesOf(channel: number, octets: Uint8Array): Uint8Array[] {
  const messages: Uint8Array[] = []
  for (let at = 0; at < octets.length; at += LONGEST) {
    const piece = octets.subarray(at, at + LONGEST)
    const message = new Uint8Array(piece.length + 1)
    message[0] = channel
    message.set(piece, 1)
    messages.push(message)
  }
  return messages
}

/** How a session ended. */
export type Ending = { code: number } | { message: string; reason?: string; status?: number }

/**
 * The Status that ends a session. Source: apiserver util/proxy streamtranslator.go; kubectl turns
 * NonZeroExitCode into `command terminated with exit code 3` and exits with it.
 */
export function statusMessage(ending: Ending): Uint8Array {
  const status = JSON.stringify({ metadata: {}, ...statusOf(ending) })
  return messagesOf(ERROR, new TextEncoder().encode(status))[0]!
}

function statusOf(ending: Ending): object {
  if (!('code' in ending)) {
    const { message, reason = 'InternalError', status = 500 } = ending
    const text = status === 500 ? `Internal error occurred: ${message}` : message
    return { status: 'Failure', message: text, reason, code: status }
  }
  if (ending.code === 0) return { status: 'Success' }
  const code = String(ending.code)
  return {
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: code }] },
    code: 500,
  }
}
