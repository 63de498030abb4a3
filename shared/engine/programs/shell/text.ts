import type { Bytes } from '../bytes.ts'

/** Output of a substitution: without the line ends at its end, and without NUL bytes. */
export function bodyTrimmed(bytes: Bytes): Bytes {
  let end = bytes.length
  while (bytes[end - 1] === '\n') end -= 1
  return bytes.slice(0, end).replaceAll('\0', '')
}
