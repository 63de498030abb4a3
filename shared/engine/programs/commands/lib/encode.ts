import type { Bytes } from '../../bytes.ts'

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Bytes as base64. */
export function toBase64(bytes: Bytes): Bytes {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [0, 1, 2].map((offset) => bytes.charCodeAt(at + offset) & 0xff)
    const left = bytes.length - at
    text += SIGNS.charAt(a >> 2) + SIGNS.charAt(((a & 3) << 4) | (b >> 4))
    text += left > 1 ? SIGNS.charAt(((b & 15) << 2) | (c >> 6)) : '='
    text += left > 2 ? SIGNS.charAt(c & 63) : '='
  }
  return text
}

/** The bytes of base64; undefined for what is none. White space is skipped. */
export function fromBase64(text: Bytes): Bytes | undefined {
  const bare = text.replace(/\s/g, '').replace(/=+$/, '')
  if (/[^A-Za-z0-9+/]/.test(bare) || bare.length % 4 === 1) return undefined
  let bytes = ''
  let bits = 0
  let count = 0
  for (const sign of bare) {
    bits = ((bits << 6) | SIGNS.indexOf(sign)) & 0xffffff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes += String.fromCharCode((bits >> count) & 0xff)
  }
  return bytes
}

/** Bytes as a part of a URL. */
export function percentEncode(bytes: Bytes): Bytes {
  return bytes.replace(
    /[^A-Za-z0-9_.~-]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}
