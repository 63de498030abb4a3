import { isRefused } from '../files.ts'
import type { Served } from '../server.ts'

/** Settings: options of the command line after those of its configuration file. */
export function settings({ argv, files }: Pick<Served, 'argv' | 'files'>): Record<string, string> {
  const found: Record<string, string> = {
    port: '6379',
    appendonly: 'no',
    maxmemory: '0',
    'maxmemory-policy': 'noeviction',
  }
  const [first = ''] = argv.slice(1)
  if (first !== '' && !first.startsWith('--')) {
    const text = files.read(first)
    for (const line of isRefused(text) ? [] : text.split('\n')) {
      const [name = '', ...rest] = line.trim().split(/\s+/)
      if (name !== '' && !name.startsWith('#'))
        found[name.toLowerCase()] = rest.join(' ').replace(/^"|"$/g, '')
    }
  }
  const words = argv.slice(1)
  for (let at = 0; at < words.length; at++) {
    const name = /^--(.+)/.exec(words[at] ?? '')?.[1]
    if (name === undefined) continue
    const values: string[] = []
    while (at + 1 < words.length && !words[at + 1]!.startsWith('--')) values.push(words[++at]!)
    found[name.toLowerCase()] = values.join(' ')
  }
  return found
}

/** `2mb` in bytes, as CONFIG GET gives it. */
export function bytesOf(text: string): string {
  const match = /^(\d+)(k|kb|m|mb|g|gb)?$/i.exec(text)
  if (!match) return text
  const units: Record<string, number> = {
    k: 1e3,
    kb: 1024,
    m: 1e6,
    mb: 1024 ** 2,
    g: 1e9,
    gb: 1024 ** 3,
  }
  return String(Number(match[1]) * (units[(match[2] ?? '').toLowerCase()] ?? 1))
}
