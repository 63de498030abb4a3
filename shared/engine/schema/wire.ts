/** One field of a protobuf message as it stands on the wire. */
export interface WireField {
  tag: number
  /** A number for varints and fixed widths, bytes for everything with a length. */
  value: number | Uint8Array
}

/** Thrown on bytes that are no protobuf; the decoder turns it into a refusal. */
export class WireError extends Error {}

/** Takes a message apart. Numbers are signed 64-bit, exact up to 2^53. */
export function wireFields(bytes: Uint8Array): WireField[] {
  const fields: WireField[] = []
  const reader = new Reader(bytes)
  while (!reader.isDone()) {
    const key = reader.varint()
    const tag = Math.floor(key / 8)
    if (tag < 1) throw new WireError(`proto: illegal tag ${tag} (wire type ${key & 7})`)
    fields.push({ tag, value: reader.value(key & 7) })
  }
  return fields
}

/** The numbers of a packed list. */
export function packedNumbers(bytes: Uint8Array): number[] {
  const numbers: number[] = []
  const reader = new Reader(bytes)
  while (!reader.isDone()) numbers.push(reader.varint())
  return numbers
}

class Reader {
  #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  isDone(): boolean {
    return this.#at >= this.#bytes.length
  }

  value(type: number): number | Uint8Array {
    if (type === 0) return this.varint()
    if (type === 2) return this.take(this.varint())
    if (type === 1) return littleEndian(this.take(8))
    if (type === 5) return littleEndian(this.take(4))
    throw new WireError(`proto: illegal wireType ${type}`)
  }

  take(length: number): Uint8Array {
    const end = this.#at + length
    if (length < 0 || end > this.#bytes.length) throw new WireError('unexpected EOF')
    const part = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return part
  }

  /** Seven bits a byte, low ones first, ten bytes at most. 28, 28 and 8 bits stay exact. */
  varint(): number {
    let low = 0
    let middle = 0
    let high = 0
    for (let index = 0; index < 10; index += 1) {
      const byte = this.take(1)[0] ?? 0
      const bits = byte & 0x7f
      if (index < 4) low |= bits << (7 * index)
      else if (index < 8) middle |= bits << (7 * (index - 4))
      else high |= bits << (7 * (index - 8))
      if (byte < 0x80) return signed(low, middle, high & 0xff)
    }
    throw new WireError('proto: integer overflow')
  }
}

/** low + middle·2^28 + high·2^56 as a signed 64-bit number. */
function signed(low: number, middle: number, high: number): number {
  if (high < 0x80) return low + middle * 2 ** 28 + high * 2 ** 56
  // The top bit is set: invert, count up by one, negate.
  const inverted = (~low & 0xfffffff) + (~middle & 0xfffffff) * 2 ** 28 + (~high & 0xff) * 2 ** 56
  return -(inverted + 1)
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((sum, byte) => sum * 256 + byte, 0)
}
