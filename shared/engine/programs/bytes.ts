import { utf8Bytes, utf8Text } from '../schema/text-bytes.ts'

/**
 * Inside containers text is bytes, as on a real machine: a string in which each character is one
 * byte (0 to 255). What comes from the API or goes to it is Unicode; these two cross the border.
 */
export type Bytes = string

/** Unicode text as UTF-8 bytes. */
export function toBytes(text: string): Bytes {
  let bytes = ''
  for (const one of utf8Bytes(text)) bytes += String.fromCharCode(one)
  return bytes
}

/** UTF-8 bytes as Unicode text; what is no UTF-8 becomes U+FFFD. */
export function toText(bytes: Bytes): string {
  return utf8Text(Uint8Array.from(bytes, (one) => one.charCodeAt(0) & 0xff))
}
