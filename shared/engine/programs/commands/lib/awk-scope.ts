import type { Bytes } from '../../bytes.ts'
import { AwkProblem } from './awk-lex.ts'
import { regex, type Regex } from './regex.ts'
import { toNumber, toTextOf, type Value } from './awk-value.ts'

/** A list of awk: values by key. */
export type Items = { [key: string]: Value }

/** All that awk remembers between lines. */
export type AwkMemory = {
  values: { [name: string]: Value }
  lists: { [name: string]: Items }
  line: Bytes
  /** Ranges of rules that are open, by the number of the rule. */
  open: number[]
  /** Files that it has begun to write. */
  written: Bytes[]
  seed: number
  code: number
}

/** What a program starts with. */
export function freshAwk(env: Readonly<Record<string, Bytes>>): AwkMemory {
  const environ: Items = {}
  for (const [name, value] of Object.entries(env)) environ[name] = { input: value }
  return {
    values: {
      FS: ' ',
      OFS: ' ',
      ORS: '\n',
      NR: 0,
      FNR: 0,
      NF: 0,
      SUBSEP: '\x1c',
      RS: '\n',
      FILENAME: '',
      RSTART: 0,
      RLENGTH: -1,
    },
    lists: { ENVIRON: environ },
    line: '',
    open: [],
    written: [],
    seed: 0,
    code: 0,
  }
}

/** What a function was called with: single values, and lists that stay the caller's. */
export type Frame = Map<string, { value: Value } | { items: Items }>

export function patternOf(text: Bytes): Regex {
  const made = regex(text, 'extended')
  if ('problem' in made) throw new AwkProblem(`bad regex '${text}': ${made.problem}`)
  return made
}

/** Cuts a text as awk cuts lines into fields. */
export function splitBy(text: Bytes, separator: Bytes): Bytes[] {
  if (separator === ' ') return text.trim() === '' ? [] : text.trim().split(/[ \t\n]+/)
  if (text === '') return []
  if (separator === '') return [...text]
  if (separator.length === 1 && separator !== '\\') return text.split(separator)
  const pattern = patternOf(separator)
  const parts: Bytes[] = []
  let from = 0
  for (let at = 0; at <= text.length;) {
    const match = pattern.exec(text, at)
    if (!match) break
    if (match.to === match.from) {
      at = match.to + 1
      continue
    }
    parts.push(text.slice(from, match.from))
    from = at = match.to
  }
  parts.push(text.slice(from))
  return parts
}

/** Names and fields of a running program. */
export class Scope {
  readonly memory: AwkMemory
  readonly frames: Frame[] = []
  fields: Bytes[] = []

  constructor(memory: AwkMemory) {
    this.memory = memory
    this.setLine(memory.line)
  }

  setLine(line: Bytes): void {
    this.memory.line = line
    this.fields = splitBy(line, toTextOf(this.memory.values['FS'] ?? ' '))
    this.memory.values['NF'] = this.fields.length
  }

  /** Joins the line again after a field was changed. */
  rejoin(): void {
    this.memory.line = this.fields.join(toTextOf(this.memory.values['OFS'] ?? ' '))
    this.memory.values['NF'] = this.fields.length
  }

  field(index: number): Value {
    if (index === 0) return { input: this.memory.line }
    const text = this.fields[index - 1]
    return text === undefined ? null : { input: text }
  }

  setField(index: number, value: Value): void {
    if (index < 0 || index > 10_000) throw new AwkProblem('field out of range')
    if (index === 0) return this.setLine(toTextOf(value))
    while (this.fields.length < index) this.fields.push('')
    this.fields[index - 1] = toTextOf(value)
    this.rejoin()
  }

  value(name: string): Value {
    const local = this.frames.at(-1)?.get(name)
    if (local) return 'value' in local ? local.value : null
    return Object.hasOwn(this.memory.values, name) ? (this.memory.values[name] ?? null) : null
  }

  set(name: string, value: Value): void {
    const safe = typeof value === 'number' && !Number.isFinite(value) ? toTextOf(value) : value
    const frame = this.frames.at(-1)
    if (frame?.has(name)) return void frame.set(name, { value: safe })
    this.memory.values[name] = safe
    if (name !== 'NF') return
    const count = Math.min(10_000, Math.max(0, toNumber(safe)))
    while (this.fields.length < count) this.fields.push('')
    this.fields.length = count
    this.rejoin()
  }

  items(name: string): Items {
    const local = this.frames.at(-1)?.get(name)
    if (local && 'items' in local) return local.items
    if (local) {
      const items: Items = {}
      this.frames.at(-1)?.set(name, { items })
      return items
    }
    const { lists } = this.memory
    if (!Object.hasOwn(lists, name)) lists[name] = {}
    return lists[name] ?? {}
  }

  hasItems(name: string): boolean {
    const local = this.frames.at(-1)?.get(name)
    return local ? 'items' in local : Object.hasOwn(this.memory.lists, name)
  }
}
