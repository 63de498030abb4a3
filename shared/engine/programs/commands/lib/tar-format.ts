import type { Bytes } from '../../bytes.ts'
import type { FileInfo } from '../../files.ts'

/** One member of an archive. */
export interface Member {
  name: Bytes
  type: FileInfo['type'] | 'other'
  mode: number
  /** Seconds since 1970. */
  at: number
  target: Bytes
  bytes: Bytes
}

const BLOCK = 512

const filled = (text: Bytes, size: number): Bytes => text.slice(0, size).padEnd(size, '\0')
const octal = (value: number, size: number): Bytes =>
  `${Math.max(0, Math.floor(value))
    .toString(8)
    .padStart(size - 1, '0')
    .slice(-(size - 1))}\0`
const toBlocks = (bytes: Bytes): Bytes =>
  bytes + '\0'.repeat((BLOCK - (bytes.length % BLOCK)) % BLOCK)

const TYPES = { file: '0', link: '2', directory: '5' } as const

function sumOf(header: Bytes): number {
  let sum = 0
  for (let at = 0; at < BLOCK; at += 1) sum += at >= 148 && at < 156 ? 32 : header.charCodeAt(at)
  return sum
}

/** A name that is too long for one field, cut at a slash; undefined when there is no such place. */
function parts(name: Bytes): [prefix: Bytes, name: Bytes] | undefined {
  if (name.length <= 100) return ['', name]
  const slash = name.indexOf('/', name.length - 101)
  return slash > 0 && slash <= 155 && slash < name.length - 1
    ? [name.slice(0, slash), name.slice(slash + 1)]
    : undefined
}

function header(
  name: Bytes,
  prefix: Bytes,
  type: string,
  mode: number,
  at: number,
  target: Bytes,
  size: number,
): Bytes {
  const head =
    filled(name, 100) +
    octal(mode, 8) +
    octal(0, 8) +
    octal(0, 8) +
    octal(size, 12) +
    octal(at, 12) +
    ' '.repeat(8) +
    type +
    filled(target, 100) +
    'ustar\x0000' +
    filled('root', 32) +
    filled('root', 32) +
    octal(0, 8) +
    octal(0, 8) +
    filled(prefix, 155)
  const whole = filled(head, BLOCK)
  return `${whole.slice(0, 148)}${sumOf(whole).toString(8).padStart(6, '0')}\0 ${whole.slice(156)}`
}

/** A member as ustar writes it; names beyond 255 bytes go before it, as GNU tar does. */
export function writeMember({ name, type, mode, at, target, bytes }: Member): Bytes {
  const sign = type === 'other' ? '0' : TYPES[type]
  const cut = parts(name)
  const long = cut
    ? ''
    : header('././@LongLink', '', 'L', 0, 0, '', name.length + 1) + toBlocks(`${name}\0`)
  const [prefix, short] = cut ?? ['', name.slice(0, 100)]
  return long + header(short, prefix, sign, mode, at, target, bytes.length) + toBlocks(bytes)
}

/** What stands at the end of an archive. */
export const END_OF_ARCHIVE: Bytes = '\0'.repeat(BLOCK * 2)

const textAt = (block: Bytes, from: number, size: number): Bytes =>
  block.slice(from, from + size).replace(/\0[\s\S]*$/, '')

function numberAt(block: Bytes, from: number, size: number): number {
  // GNU writes large numbers in base 256, marked by the highest bit.
  if (block.charCodeAt(from) >= 0x80) {
    let value = 0
    for (let at = from + 1; at < from + size; at += 1) value = value * 256 + block.charCodeAt(at)
    return value
  }
  return parseInt(textAt(block, from, size).trim() || '0', 8) || 0
}

/** `path=…` of a record that POSIX tars put before a member with a long name. */
function paxOf(bytes: Bytes): Record<string, Bytes> {
  const found: Record<string, Bytes> = {}
  for (let at = 0; at < bytes.length;) {
    const size = Number(/^\d+/.exec(bytes.slice(at))?.[0] ?? 0)
    if (size <= 0) break
    const match = /^\d+ ([^=]+)=([\s\S]*)\n$/.exec(bytes.slice(at, at + size))
    if (match) found[match[1] ?? ''] = match[2] ?? ''
    at += size
  }
  return found
}

/** What was read of an archive. `ended`: its end mark was seen. */
export interface Archive {
  members: Member[]
  ended: boolean
  problem?: 'not an archive' | 'unexpected end'
}

/** Reads the members of an archive. */
export function readArchive(bytes: Bytes): Archive {
  const members: Member[] = []
  let long: { path?: Bytes; linkpath?: Bytes } = {}
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const block = bytes.slice(at, at + BLOCK)
    if (/^\0+$/.test(block)) return { members, ended: true }
    if (numberAt(block, 148, 8) !== sumOf(block))
      return { members, ended: false, problem: 'not an archive' }
    const size = numberAt(block, 124, 12)
    const body = bytes.slice(at + BLOCK, at + BLOCK + size)
    if (body.length < size) return { members, ended: false, problem: 'unexpected end' }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
    const type = block.charAt(156)
    if (type === 'L') long = { ...long, path: body.replace(/\0+$/, '') }
    else if (type === 'K') long = { ...long, linkpath: body.replace(/\0+$/, '') }
    else if (type === 'x') long = { ...long, ...paxOf(body) }
    else if (type !== 'g') {
      members.push(memberOf(block, type, body, long))
      long = {}
    }
  }
  return { members, ended: false }
}

function memberOf(
  block: Bytes,
  type: string,
  bytes: Bytes,
  long: { path?: Bytes; linkpath?: Bytes },
): Member {
  const prefix =
    block.slice(257, 262) === 'ustar' && block.charAt(263) === '0' ? textAt(block, 345, 155) : ''
  const short = textAt(block, 0, 100)
  const name = long.path ?? (prefix === '' ? short : `${prefix}/${short}`)
  const isDirectory = type === '5' || name.endsWith('/')
  return {
    name,
    type: isDirectory
      ? 'directory'
      : type === '2'
        ? 'link'
        : type === '0' || type === '\0' || type === '7'
          ? 'file'
          : 'other',
    mode: numberAt(block, 100, 8) & 0o7777,
    at: numberAt(block, 136, 12),
    target: long.linkpath ?? textAt(block, 157, 100),
    bytes,
  }
}
