import { inflateRawSync, constants } from 'node:zlib'
import { bytesOf, octetsOf } from '../byte-string.ts'
import { DICTIONARY } from './dictionary.ts'

/** A compressed block looks back on this much of what came before it. */
const WINDOW = 32 * 1024
/** A block may not grow beyond this when it is read: port-forward's headers have 70 bytes. */
const LONGEST_BLOCK = 16 * 1024
/** The first block begins with two bytes of zlib and four of the dictionary's checksum. */
const ZLIB_HEADER = 6

/** What one side knows of the other's headers so far, as bytes; '' before the first block. */
export type Window = string

/** Headers of a block, and what the next block will look back on. A text says what is wrong. */
export function readHeaders(
  block: Uint8Array,
  before: Window,
): { headers: Map<string, string>; window: Window } | string {
  const isFirst = before === ''
  const known = isFirst ? DICTIONARY : before
  let plain: Uint8Array
  try {
    // Each block ends on a byte, so it can be read alone by who knows what came before it.
    plain = inflateRawSync(isFirst ? block.subarray(ZLIB_HEADER) : block, {
      dictionary: octetsOf(known),
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: LONGEST_BLOCK,
    })
  } catch {
    return 'a block of headers cannot be read'
  }
  const headers = pairs(plain)
  if (!headers) return 'a block of headers is cut off'
  return { headers, window: (known + bytesOf(plain)).slice(-WINDOW) }
}

/** A count, then names and values, each after its length in four bytes. */
function pairs(plain: Uint8Array): Map<string, string> | undefined {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength)
  const headers = new Map<string, string>()
  let at = 4
  const text = (): string | undefined => {
    if (at + 4 > plain.length) return undefined
    const end = at + 4 + view.getUint32(at)
    if (end > plain.length) return undefined
    const read = bytesOf(plain.subarray(at + 4, end))
    at = end
    return read
  }
  if (plain.length < 4) return undefined
  for (let left = view.getUint32(0); left > 0; left -= 1) {
    const name = text()
    const value = text()
    if (name === undefined || value === undefined) return undefined
    headers.set(name, value)
  }
  return headers
}

/** zlib's two bytes for "with a dictionary", and the checksum of ours. */
const BEGIN = [0x78, 0x20, 0xe3, 0xc6, 0xa7, 0xc2]
/** No headers at all: four zero bytes, stored as they are; an empty block says that it is over. */
const NOTHING = [0, 4, 0, 0xfb, 0xff, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

/** A block of no headers: all that a server of forwarded ports has to say in them. */
export function noHeaders(isFirst: boolean): Uint8Array {
  return Uint8Array.from(isFirst ? [...BEGIN, ...NOTHING] : NOTHING)
}
