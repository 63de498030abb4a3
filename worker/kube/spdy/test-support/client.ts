import { constants, createDeflate, createInflate, type Deflate, type Inflate } from 'node:zlib'
import { joined } from '../../../bytes.ts'
import { octetsOf } from '../../byte-string.ts'
import { DICTIONARY } from '../dictionary.ts'

/** The other side: one deflate stream over all its headers, one inflate stream over all of ours. */
export class SpdyClient {
  #deflate: Deflate = createDeflate({ dictionary: octetsOf(DICTIONARY), level: 9 })
  #inflate: Inflate = createInflate({ dictionary: octetsOf(DICTIONARY) })
  #next = 1

  /** A SYN_STREAM with these headers. */
  async syn(headers: Record<string, string>): Promise<{ stream: number; bytes: Uint8Array }> {
    const stream = this.#next
    this.#next += 2
    const block = await flushed(this.#deflate, headerBlock(headers))
    const head = new Uint8Array(10)
    new DataView(head.buffer).setUint32(0, stream)
    return { stream, bytes: control(1, joined([head, block])) }
  }

  /** The count of headers in a SYN_REPLY. */
  async reply(frame: Uint8Array): Promise<{ stream: number; headers: number }> {
    const view = new DataView(frame.buffer, frame.byteOffset)
    if (view.getUint32(0) !== 0x8003_0002) throw new Error('not a SYN_REPLY')
    const plain = await flushed(this.#inflate, frame.slice(12))
    return { stream: view.getUint32(8), headers: new DataView(plain.buffer).getUint32(0) }
  }
}

/** A control frame of a type. */
export function control(type: number, payload: Uint8Array): Uint8Array {
  const head = new Uint8Array(8)
  const view = new DataView(head.buffer)
  view.setUint32(0, (0x8003_0000 | type) >>> 0)
  view.setUint32(4, payload.length)
  return joined([head, payload])
}

function headerBlock(headers: Record<string, string>): Uint8Array {
  const four = (value: number) => String.fromCharCode(0, 0, value >> 8, value & 0xff)
  const pairs = Object.entries(headers)
  const texts = pairs.flatMap(([name, value]) => [
    four(name.length),
    name,
    four(value.length),
    value,
  ])
  return octetsOf(four(pairs.length) + texts.join(''))
}

/** Writes into a stream of zlib and takes what it gives for that. */
function flushed(stream: Deflate | Inflate, bytes: Uint8Array): Promise<Uint8Array> {
  return new Promise((done, fail) => {
    const chunks: Uint8Array[] = []
    const take = (chunk: Uint8Array) => void chunks.push(chunk)
    stream.on('data', take)
    stream.once('error', fail)
    stream.write(bytes)
    stream.flush(constants.Z_SYNC_FLUSH, () => {
      stream.off('data', take)
      done(Uint8Array.from(joined(chunks)))
    })
  })
}
