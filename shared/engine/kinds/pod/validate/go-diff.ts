import { equal, isRecord } from '../../../json.ts'
import { shortName } from '../../../schema/go-type.ts'
import type { Field, MessageType } from '../../../schema/tree.ts'
import { goCore, goItem, goName, goValue } from './go-value.ts'

/**
 * What differs between two values, as go-cmp reports it: fields in order, two equal neighbours of
 * each difference, the others only counted. Upstream promises nobody how this looks.
 */
export function goDiff(type: MessageType, old: unknown, next: unknown): string {
  const inner = diffFields(type, old, next, 1)
  return [`  core.${shortName(type.name)}{`, ...inner, '  }', ''].join('\n')
}

/** So many equal fields are shown around a difference. Source: go-cmp numContextRecords. */
const CONTEXT = 2

interface Entry {
  isEqual: boolean
  lines: (indent: number) => string[]
  /** A line of its own, whose value is lined up with its neighbours'. */
  pair?: { key: string; value: string }
}

function diffFields(type: MessageType, old: unknown, next: unknown, indent: number): string[] {
  const [before, after] = [isRecord(old) ? old : {}, isRecord(next) ? next : {}]
  const entries = Object.entries(type.fields).map(([name, field]): Entry => {
    const key = goName(name)
    const [left, right] = [before[name], after[name]]
    if (equal(left, right)) {
      const value = goValue(field, left)
      return { isEqual: true, pair: { key, value: short(value) }, lines: () => [] }
    }
    return { isEqual: false, lines: (level) => diffField(key, field, left, right, level) }
  })
  return shown(entries, indent, 'field')
}

const short = (value: string): string =>
  value.length <= 60 ? value : value.startsWith('&') ? '&{...}' : '{...}'

const MANY = { field: 'fields', element: 'elements', entry: 'entries' } as const

function shown(entries: readonly Entry[], indent: number, what: keyof typeof MANY): string[] {
  const near = entries.map((_entry, index) =>
    entries.some((other, at) => !other.isEqual && Math.abs(at - index) <= CONTEXT),
  )
  // Leaving out a single one saves nothing.
  const isShown = near.map((one, index) => {
    return one || (near[index - 1] !== false && near[index + 1] !== false)
  })
  const lines: string[] = []
  let left = 0
  const flush = (): void => {
    const count = `${left} identical ${left > 1 ? MANY[what] : what}`
    if (left > 0) lines.push(`  ${tabs(indent)}... // ${count}`)
    left = 0
  }
  entries.forEach((entry, index) => {
    if (!isShown[index]) left += 1
    else {
      flush()
      lines.push(...(entry.pair ? [lined(entry.pair, entries, isShown, index, indent)] : []))
      lines.push(...entry.lines(indent))
    }
  })
  flush()
  return lines
}

/** Values of equal neighbours stand below one another. */
function lined(
  { key, value }: { key: string; value: string },
  entries: readonly Entry[],
  isShown: readonly boolean[],
  index: number,
  indent: number,
): string {
  let width = key.length
  for (const step of [-1, 1]) {
    for (let at = index + step; entries[at]?.pair && isShown[at]; at += step) {
      width = Math.max(width, entries[at]?.pair?.key.length ?? 0)
    }
  }
  const name = key === '' ? '' : `${key}: ${' '.repeat(width - key.length)}`
  return `  ${tabs(indent)}${name}${value},`
}

const tabs = (count: number): string => '\t'.repeat(count)

function diffField(
  key: string,
  field: Field,
  old: unknown,
  next: unknown,
  indent: number,
): string[] {
  const inner = nested(field, old, next, indent)
  if (inner) {
    const { shape } = field
    const type = field.many ? goCore(field) : typeof shape === 'string' ? '' : shortName(shape.name)
    const open = field.many ? type : `${field.pointer ? '&' : ''}core.${type}`
    return [`  ${tabs(indent)}${key}: ${open}{`, ...inner, `  ${tabs(indent)}},`]
  }
  const side = (value: unknown): string =>
    `${tabs(indent)}${key}: ${goValue(field, value, value !== undefined)},`
  return [`- ${side(old)}`, `+ ${side(next)}`]
}

/** What differs inside, where both sides have something to look into. */
function nested(field: Field, old: unknown, next: unknown, indent: number): string[] | undefined {
  if (Array.isArray(old) && Array.isArray(next)) return diffList(field, old, next, indent + 1)
  if (!isRecord(old) || !isRecord(next)) return undefined
  if (field.many) return diffMap(field, old, next, indent + 1)
  return typeof field.shape === 'string'
    ? undefined
    : diffFields(field.shape, old, next, indent + 1)
}

function diffList(field: Field, old: unknown[], next: unknown[], indent: number): string[] {
  const length = Math.max(old.length, next.length)
  const entries = Array.from({ length }, (_none, index): Entry => {
    const [left, right] = [old[index], next[index]]
    if (equal(left, right)) {
      return {
        isEqual: true,
        pair: { key: '', value: short(goItem(field, left)) },
        lines: () => [],
      }
    }
    return { isEqual: false, lines: (level) => diffItem(field, left, right, level) }
  })
  return shown(entries, indent, 'element')
}

function diffItem(field: Field, old: unknown, next: unknown, indent: number): string[] {
  if (isRecord(old) && isRecord(next) && typeof field.shape !== 'string') {
    const inner = diffFields(field.shape, old, next, indent + 1)
    return [`  ${tabs(indent)}{`, ...inner, `  ${tabs(indent)}},`]
  }
  const side = (mark: string, value: unknown): string[] =>
    value === undefined ? [] : [`${mark} ${tabs(indent)}${goItem(field, value)},`]
  return [...side('-', old), ...side('+', next)]
}

function diffMap(
  field: Field,
  old: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
  indent: number,
): string[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])]
  const entries = keys
    .sort((left, right) => (left < right ? -1 : 1))
    .map((key): Entry => {
      const quoted = JSON.stringify(key)
      if (equal(old[key], next[key])) {
        const value = goItem(field, old[key])
        return { isEqual: true, pair: { key: quoted, value }, lines: () => [] }
      }
      const side = (mark: string, value: unknown, level: number): string[] =>
        value === undefined ? [] : [`${mark} ${tabs(level)}${quoted}: ${goItem(field, value)},`]
      return {
        isEqual: false,
        lines: (level) => [...side('-', old[key], level), ...side('+', next[key], level)],
      }
    })
  return shown(entries, indent, 'entry')
}
