import { joined } from '../../bytes.ts'

/** A frame of SPDY/3.1, as far as port-forward uses them. Source: SPDY draft 3.1, section 2. */
export type Frame =
  | { type: 'syn'; stream: number; block: Uint8Array; ends: boolean }
  | { type: 'data'; stream: number; bytes: Uint8Array; ends: boolean }
  | { type: 'reset'; stream: number }
  | { type: 'ping'; payload: Uint8Array }
  | { type: 'goaway' }
  /** Settings and windows: nothing that concerns us. */
  | { type: 'other' }

const HEAD = 8
const SYN_STREAM = 1
const SYN_REPLY = 2
const RST_STREAM = 3
const PING = 6
const GOAWAY = 7
/** Go writes at most 32 KiB at once; what is much longer is no frame. */
const LONGEST = 1024 * 1024
const FIN = 1

/** Takes whole frames from the beginning; what is left over waits for more. A text: no SPDY. */
export function takeFrames(bytes: Uint8Array): { frames: Frame[]; rest: Uint8Array } | string {
  const frames: Frame[] = []
  let at = 0
  while (bytes.length - at >= HEAD) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at)
    const length = view.getUint32(4) & 0xffffff
    if (length > LONGEST) return `a frame of ${length} bytes is too long`
    if (bytes.length - at < HEAD + length) break
    const payload = bytes.slice(at + HEAD, at + HEAD + length)
    const frame = frameOf(view.getUint32(0), view.getUint8(4), payload)
    if (typeof frame === 'string') return frame
    frames.push(frame)
    at += HEAD + length
  }
  return { frames, rest: bytes.slice(at) }
}

function frameOf(first: number, flags: number, payload: Uint8Array): Frame | string {
  const ends = (flags & FIN) !== 0
  const isControl = first >>> 31 === 1
  if (!isControl) return { type: 'data', stream: first, bytes: payload, ends }
  if (((first >>> 16) & 0x7fff) !== 3) return 'not version 3 of SPDY'
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength)
  const stream = payload.length >= 4 ? view.getUint32(0) & 0x7fffffff : 0
  switch (first & 0xffff) {
    case SYN_STREAM:
      // Stream, associated stream, priority and slot take ten bytes.
      if (payload.length < 10) return 'a frame is cut off'
      return { type: 'syn', stream, block: payload.subarray(10), ends }
    case RST_STREAM:
      return { type: 'reset', stream }
    case PING:
      return { type: 'ping', payload }
    case GOAWAY:
      return { type: 'goaway' }
    default:
      return { type: 'other' }
  }
}

function control(type: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEAD + payload.length)
  const view = new DataView(frame.buffer)
  view.setUint32(0, (0x8003_0000 | type) >>> 0)
  view.setUint32(4, payload.length)
  frame.set(payload, HEAD)
  return frame
}

function number(value: number): Uint8Array {
  const four = new Uint8Array(4)
  new DataView(four.buffer).setUint32(0, value)
  return four
}

/** A stream is taken. */
export function synReply(stream: number, block: Uint8Array): Uint8Array {
  return control(SYN_REPLY, joined([number(stream), block]))
}

/** A stream is refused: status 3, REFUSED_STREAM. */
export function refuseStream(stream: number): Uint8Array {
  return control(RST_STREAM, joined([number(stream), number(3)]))
}

/** The answer to a ping is the ping. */
export function pong(payload: Uint8Array): Uint8Array {
  return control(PING, payload)
}

/** No more streams; nothing went wrong. */
export function goAway(lastStream: number): Uint8Array {
  return control(GOAWAY, joined([number(lastStream), number(0)]))
}

/** Bytes on a stream, and whether they are the last. */
export function data(stream: number, bytes: Uint8Array, ends: boolean): Uint8Array {
  const frame = new Uint8Array(HEAD + bytes.length)
  const view = new DataView(frame.buffer)
  view.setUint32(0, stream)
  view.setUint32(4, ((ends ? FIN : 0) << 24) | bytes.length)
  frame.set(bytes, HEAD)
  return frame
}
