import type { Bytes } from '../bytes.ts'

/** A command as it came, and how many bytes of the text it took. */
export interface Asked {
  words: readonly string[]
  length: number
}

/**
 * The next whole command of a connection: an array of RESP, or a line of words. Undefined while it
 * is not whole. Source: redis.io "Redis serialization protocol specification".
 */
export function nextCommand(bytes: Bytes, from: number): Asked | undefined {
  return bytes[from] === '*' ? array(bytes, from) : inline(bytes, from)
}

function lineAt(bytes: Bytes, from: number): { text: string; next: number } | undefined {
  const end = bytes.indexOf('\n', from)
  if (end < 0) return undefined
  return { text: bytes.slice(from, end).replace(/\r$/, ''), next: end + 1 }
}

function array(bytes: Bytes, from: number): Asked | undefined {
  const head = lineAt(bytes, from)
  if (!head) return undefined
  const words: string[] = []
  let at = head.next
  for (let count = Number(head.text.slice(1)); count > 0; count--) {
    const size = lineAt(bytes, at)
    if (!size) return undefined
    const length = Number(size.text.slice(1)) || 0
    if (bytes.length < size.next + length + 2) return undefined
    words.push(bytes.slice(size.next, size.next + length))
    at = size.next + length + 2
  }
  return { words, length: at - from }
}

function inline(bytes: Bytes, from: number): Asked | undefined {
  const line = lineAt(bytes, from)
  if (!line) return undefined
  const words = [...line.text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)]
  return {
    words: words.map(([, double, single, plain]) => double ?? single ?? plain ?? ''),
    length: line.next - from,
  }
}

/** A value as RESP writes it. */
export function written(value: unknown): Bytes {
  if (value === null || value === undefined) return '$-1\r\n'
  if (typeof value === 'number') return `:${value}\r\n`
  if (Array.isArray(value)) return `*${value.length}\r\n${value.map(written).join('')}`
  const text = String(value)
  return `$${text.length}\r\n${text}\r\n`
}
