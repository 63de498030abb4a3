/**
 * Bytes as the engine keeps them, a string in which each character is one byte, and as sockets
 * have them.
 */
export function bytesOf(octets: Uint8Array): string {
  let text = ''
  for (let at = 0; at < octets.length; at += CHUNK) {
    text += String.fromCharCode(...octets.subarray(at, at + CHUNK))
  }
  return text
}

/** More arguments than this would not fit on the stack. */
const CHUNK = 8_192

/** The bytes behind a byte string. */
export function octetsOf(bytes: string): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += 1) octets[at] = bytes.charCodeAt(at)
  return octets
}
