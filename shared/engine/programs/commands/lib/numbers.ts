const UNITS = ['', 'K', 'M', 'G', 'T']

/** `1536` as `1.5K`: sizes for people, in powers of 1,024, as `-h` prints them. */
export function humanSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  if (unit === 0) return String(value)
  const up = Math.ceil(value * 10) / 10
  return `${up < 10 ? up.toFixed(1) : Math.ceil(value)}${UNITS[unit]}`
}

/** `64M`, `1g`, `512` in bytes; undefined for what is no size. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+)([cwbkKmMgGtT]?)(i?B)?$/.exec(text)
  if (!match) return undefined
  const units: Readonly<Record<string, number>> = {
    c: 1,
    w: 2,
    b: 512,
    k: 1024,
    m: 1024 ** 2,
    g: 1024 ** 3,
    t: 1024 ** 4,
  }
  return Number(match[1]) * (units[(match[2] ?? '').toLowerCase()] ?? 1)
}

/** `drwxr-xr-x`. */
export function modeText(type: 'file' | 'directory' | 'link', mode: number): string {
  const first = type === 'directory' ? 'd' : type === 'link' ? 'l' : '-'
  let text = first
  for (let index = 8; index >= 0; index -= 1) {
    text += (mode & (1 << index)) !== 0 ? ('xwr'[index % 3] ?? '-') : '-'
  }
  if ((mode & 0o1000) === 0) return text
  return text.slice(0, 9) + (text.endsWith('x') ? 't' : 'T')
}
