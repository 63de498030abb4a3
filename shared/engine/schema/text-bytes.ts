/** Bytes and texts, without a platform: the engine runs in three of them and must not differ. */

/** Reads UTF-8; what is none becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array): string {
  let text = ''
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at] ?? 0
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0
    const point = length > 1 ? joined(bytes, at, length) : length === 1 ? first : undefined
    text += point === undefined ? '\ufffd' : String.fromCodePoint(point)
    at += point === undefined ? 1 : length
  }
  return text
}

function joined(bytes: Uint8Array, at: number, length: number): number | undefined {
  let point = (bytes[at] ?? 0) & (0x7f >> length)
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[at + index] ?? 0
    if ((byte & 0xc0) !== 0x80) return undefined
    point = (point << 6) | (byte & 0x3f)
  }
  return point > 0x10ffff ? undefined : point
}

/** Writes UTF-8. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes: number[] = []
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point))
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), tail(point >> 6), tail(point))
    else bytes.push(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point))
  }
  return Uint8Array.from(bytes)
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f)

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Standard base64 with padding, as JSON carries bytes. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two = 0, three = 0] = bytes.subarray(at, at + 3)
    const bits = (one << 16) | (two << 8) | three
    const left = bytes.length - at
    text += BASE64.charAt(bits >> 18) + BASE64.charAt((bits >> 12) & 63)
    text += left > 1 ? BASE64.charAt((bits >> 6) & 63) : '='
    text += left > 2 ? BASE64.charAt(bits & 63) : '='
  }
  return text
}

/** Reads standard base64; undefined where the text is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 4) {
    const part = text.slice(at, at + 4)
    const digits = [...part].map((char) => (char === '=' ? 0 : BASE64.indexOf(char)))
    const bits = digits.reduce((sum, digit) => sum * 64 + digit, 0)
    bytes.push((bits >> 16) & 255)
    if (part.charAt(2) !== '=') bytes.push((bits >> 8) & 255)
    if (part.charAt(3) !== '=') bytes.push(bits & 255)
  }
  return Uint8Array.from(bytes)
}

/** A text as base64 of its UTF-8: what `stringData` of a Secret becomes. */
export function encodeText(text: string): string {
  return toBase64(utf8Bytes(text))
}
