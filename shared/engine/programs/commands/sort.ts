import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isRefused } from '../files.ts'
import { bare, eachLine } from './lib/input.ts'
import type { Options } from './lib/options.ts'
import { absolute } from './lib/path.ts'
import { fail, memory, out, tool, waitFor, warn } from './lib/tool.ts'

interface Key {
  from: number
  fromSign: number
  to: number
  flags: string
}

function keyOf(process: Process, text: Bytes): Key {
  const match = /^(\d+)(?:\.(\d+))?([bdfghiMnRrV]*)(?:,(\d+)(?:\.(\d+))?([bdfghiMnRrV]*))?$/.exec(
    text,
  )
  if (!match) return fail(process, `bad field specification '${text}'`, 2)
  const [, from, sign, flags = '', to, , more = ''] = match
  return {
    from: Number(from),
    fromSign: Number(sign ?? 1),
    to: to === undefined ? Infinity : Number(to),
    flags: flags + more,
  }
}

/** Fields with the blanks before them, as sort counts them, or parts between a separator. */
const fieldsOf = (line: Bytes, separator: Bytes | undefined): Bytes[] =>
  separator === undefined ? (line.match(/\s*\S+|\s+$/g) ?? []) : line.split(separator)

function part(line: Bytes, { from, fromSign, to }: Key, separator: Bytes | undefined): Bytes {
  const fields = fieldsOf(line, separator).slice(from - 1, to)
  const text = fields.join(separator ?? '')
  return fromSign > 1 ? text.trimStart().slice(fromSign - 1) : text
}

const SCALES: Readonly<Record<string, number>> = { K: 1, M: 2, G: 3, T: 4, P: 5 }
const MONTHS = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'

function human(text: Bytes): number {
  const match = /^\s*(-?\d*\.?\d*)([kKMGTP]?)/.exec(text)
  return Number(match?.[1] || 0) * 1024 ** (SCALES[(match?.[2] ?? '').toUpperCase()] ?? 0)
}

const leading = (text: Bytes): number => Number(/^\s*[+-]?(\d+\.?\d*|\.\d+)/.exec(text)?.[0] ?? 0)

const byBytes = (left: Bytes, right: Bytes): number => (left < right ? -1 : left > right ? 1 : 0)

/** Versions: runs of digits count as numbers. */
function byVersion(left: Bytes, right: Bytes): number {
  const parts = (text: Bytes) => text.match(/\d+|\D+/g) ?? []
  const [ours, theirs] = [parts(left), parts(right)]
  for (let at = 0; at < Math.max(ours.length, theirs.length); at += 1) {
    const [a = '', b = ''] = [ours[at], theirs[at]]
    const numbers = /^\d/.test(a) && /^\d/.test(b)
    const order = numbers ? Number(a) - Number(b) : byBytes(a, b)
    if (order !== 0) return order
  }
  return 0
}

function compareBy(flags: string, left: Bytes, right: Bytes): number {
  const clean = (text: Bytes) => {
    const bare = flags.includes('b') ? text.trimStart() : text
    const words = flags.includes('d') ? bare.replace(/[^\w\s]/g, '') : bare
    return flags.includes('f') ? words.toUpperCase() : words
  }
  if (flags.includes('n') || flags.includes('g')) return leading(left) - leading(right)
  if (flags.includes('h')) return human(left) - human(right)
  if (flags.includes('V')) return byVersion(left, right)
  if (flags.includes('M'))
    return (
      MONTHS.indexOf(left.trim().slice(0, 3).toUpperCase()) -
      MONTHS.indexOf(right.trim().slice(0, 3).toUpperCase())
    )
  return byBytes(clean(left), clean(right))
}

function comparator(
  process: Process,
  options: Options,
): { whole: (left: Bytes, right: Bytes) => number; keys: (left: Bytes, right: Bytes) => number } {
  const flags = [...'nghbfdMVr'].filter((letter) => options.has(letter)).join('')
  const separator = options.get('t')
  const keys = options.all('k').map((text) => keyOf(process, text))
  const compare = (left: Bytes, right: Bytes): number => {
    if (keys.length === 0) return compareBy(flags, left, right) * (flags.includes('r') ? -1 : 1)
    for (const key of keys) {
      const used = key.flags === '' ? flags : key.flags
      const order = compareBy(used, part(left, key, separator), part(right, key, separator))
      if (order !== 0) return used.includes('r') ? -order : order
    }
    return 0
  }
  const last = (left: Bytes, right: Bytes) =>
    options.has('s') || options.has('u') ? 0 : byBytes(left, right) * (flags.includes('r') ? -1 : 1)
  return { keys: compare, whole: (left, right) => compare(left, right) || last(left, right) }
}

export const sort = tool({
  name: 'sort',
  about: 'Sort lines: -n -r -u -k -t -h -V -M -f -b -s -c -o',
  options: `
    n r u g h b d f i M V s c z m R k: t: o: T: S: numeric-sort=n reverse=r unique=u key=k
    field-separator=t ignore-case=f human-numeric-sort=h version-sort=V stable=s check=c
    output=o random-sort=R`,
  synopsis:
    '[-nrughMcszbdfiokt] [-o FILE] [-k START[.OFS][OPTS][,END[.OFS][OPTS]] [-t CHAR] [FILE]...',
  badUsage: 2,
  run(process, options) {
    const state = memory(process, () => ({ at: 0, failed: false, lines: [] as Bytes[] }))
    const { whole, keys } = comparator(process, options)
    const came = eachLine(process, {
      operands: options.operands,
      cursor: state,
      take: (line) => void state.lines.push(bare(line)),
    })
    if (came === 'waits') return waitFor({ input: 0 }, state)
    if (state.failed) return { exit: 2 }
    if (options.has('c')) return { exit: isSorted(process, state.lines, whole) ? 0 : 1 }
    const sorted = [...state.lines].sort(whole)
    const lines = options.has('u')
      ? sorted.filter((line, index) => index === 0 || keys(sorted[index - 1] ?? '', line) !== 0)
      : sorted
    const text = lines.map((line) => `${line}\n`).join('')
    const file = options.get('o')
    if (file === undefined) out(process, text)
    else {
      const written = process.files.write(absolute(process, file), text)
      if (isRefused(written)) return fail(process, `${file}: ${written.problem}`, 2)
    }
    return { exit: 0 }
  },
})

function isSorted(
  process: Process,
  lines: readonly Bytes[],
  compare: (left: Bytes, right: Bytes) => number,
): boolean {
  const at = lines.findIndex(
    (line, index) => index > 0 && compare(lines[index - 1] ?? '', line) > 0,
  )
  if (at < 0) return true
  warn(process, `-:${at + 1}: disorder: ${lines[at]}`)
  return false
}
