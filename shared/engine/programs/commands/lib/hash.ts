import type { Bytes } from '../../bytes.ts'

const rotateLeft = (value: number, by: number): number => (value << by) | (value >>> (32 - by))
const rotateRight = (value: number, by: number): number => (value >>> by) | (value << (32 - by))

/** A message with its end mark and length, as both hashes want it, in blocks of 64 bytes. */
function padded(bytes: Bytes, bigEndian: boolean): Uint8Array {
  const size = Math.ceil((bytes.length + 9) / 64) * 64
  const block = new Uint8Array(size)
  for (let at = 0; at < bytes.length; at += 1) block[at] = bytes.charCodeAt(at)
  block[bytes.length] = 0x80
  const view = new DataView(block.buffer)
  const bits = bytes.length * 8
  const high = Math.floor(bits / 2 ** 32)
  view.setUint32(size - 8, bigEndian ? high : bits >>> 0, !bigEndian)
  view.setUint32(size - 4, bigEndian ? bits >>> 0 : high, !bigEndian)
  return block
}

const primes = (count: number): number[] => {
  const found: number[] = []
  for (let one = 2; found.length < count; one += 1) {
    if (found.every((prime) => one % prime !== 0)) found.push(one)
  }
  return found
}

const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32)

const PRIMES = primes(64)
const SHA_CONSTANTS = PRIMES.map((prime) => fraction(Math.cbrt(prime)))
const SHA_START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))

function shaBlock(view: DataView, from: number, state: number[]): void {
  const words = new Int32Array(64)
  for (let at = 0; at < 16; at += 1) words[at] = view.getInt32(from + at * 4)
  for (let at = 16; at < 64; at += 1) {
    const [near, far] = [words[at - 2] ?? 0, words[at - 15] ?? 0]
    const small = rotateRight(far, 7) ^ rotateRight(far, 18) ^ (far >>> 3)
    const large = rotateRight(near, 17) ^ rotateRight(near, 19) ^ (near >>> 10)
    words[at] = ((words[at - 16] ?? 0) + small + (words[at - 7] ?? 0) + large) | 0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let at = 0; at < 64; at += 1) {
    const large = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25)
    const first =
      (h + large + ((e & f) ^ (~e & g)) + (SHA_CONSTANTS[at] ?? 0) + (words[at] ?? 0)) | 0
    const small = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)
    const second = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries())
    state[index] = ((state[index] ?? 0) + value) | 0
}

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0')

/** SHA-256 as hex digits. Source: FIPS 180-4. */
export function sha256(bytes: Bytes): string {
  const block = padded(bytes, true)
  const view = new DataView(block.buffer)
  const state = SHA_START.map((one) => one | 0)
  for (let from = 0; from < block.length; from += 64) shaBlock(view, from, state)
  return state.map(hex).join('')
}

const MD5_TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
const MD5_CONSTANTS = Array.from({ length: 64 }, (_, at) =>
  Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32),
)

function md5Block(view: DataView, from: number, state: number[]): void {
  let [a = 0, b = 0, c = 0, d = 0] = state
  for (let at = 0; at < 64; at += 1) {
    const round = at >> 4
    const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] ?? 0
    const word = [at, 5 * at + 1, 3 * at + 5, 7 * at][round] ?? 0
    const sum =
      (a + mixed + (MD5_CONSTANTS[at] ?? 0) + view.getInt32(from + (word % 16) * 4, true)) | 0
    ;[a, d, c, b] = [d, c, b, (b + rotateLeft(sum, MD5_TURNS[round * 4 + (at % 4)] ?? 0)) | 0]
  }
  for (const [index, value] of [a, b, c, d].entries())
    state[index] = ((state[index] ?? 0) + value) | 0
}

/** MD5 as hex digits. Source: RFC 1321. */
export function md5(bytes: Bytes): string {
  const block = padded(bytes, false)
  const view = new DataView(block.buffer)
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476]
  for (let from = 0; from < block.length; from += 64) md5Block(view, from, state)
  return state
    .map((one) =>
      hex(((one & 0xff) << 24) | ((one & 0xff00) << 8) | ((one >>> 8) & 0xff00) | (one >>> 24)),
    )
    .join('')
}
