import type { Bytes } from '../../bytes.ts'

/** The options and operands of one command line. */
export interface Options {
  /** Was the option given? Long options answer to the short name that they stand for. */
  has(name: string): boolean
  /** The last value given for an option. */
  get(name: string): Bytes | undefined
  /** All values given for an option, in order. */
  all(name: string): readonly Bytes[]
  /** All that is no option. */
  operands: readonly Bytes[]
}

/** An option that the command does not know, or one that lacks its value. */
export interface BadOption {
  bad: 'unknown' | 'no value'
  /** Without its dashes. */
  option: Bytes
}

interface Known {
  name: string
  value: boolean
}

interface Grammar {
  known: ReadonlyMap<string, Known>
  /** Options end at the first operand. */
  stops: boolean
  /** `-5` stands for this option with the value 5. */
  digits: string | undefined
}

const grammars = new Map<string, Grammar>()

/**
 * Reads a grammar such as `+ a n: lines=n color #n`: `a` is a flag, `n:` takes a value, `lines=n`
 * is another name of `n`, a longer word is a long option, `+` ends options at the first operand,
 * and `#n` lets `-5` mean `-n 5`.
 */
function grammarOf(text: string): Grammar {
  const before = grammars.get(text)
  if (before) return before
  const known = new Map<string, Known>()
  let stops = false
  let digits: string | undefined
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [name = '', other] = word.split('=')
    if (word === '+') stops = true
    else if (word.startsWith('#')) digits = word.slice(1)
    else if (other) known.set(name, known.get(other) ?? { name: other, value: false })
    else if (word.endsWith(':'))
      known.set(word.slice(0, -1), { name: word.slice(0, -1), value: true })
    else known.set(word, { name: word, value: false })
  }
  const grammar = { known, stops, digits }
  grammars.set(text, grammar)
  return grammar
}

class Reading {
  readonly values = new Map<string, Bytes[]>()
  readonly operands: Bytes[] = []
  readonly grammar: Grammar
  readonly words: readonly Bytes[]
  at = 0

  constructor(grammar: Grammar, words: readonly Bytes[]) {
    this.grammar = grammar
    this.words = words
  }

  add(name: string, value: Bytes): void {
    this.values.set(name, [...(this.values.get(name) ?? []), value])
  }

  /** `--name`, `--name=value`, `--name value`. */
  long(word: Bytes): BadOption | undefined {
    const equals = word.indexOf('=')
    const name = word.slice(2, equals < 0 ? undefined : equals)
    const known = this.grammar.known.get(name)
    if (!known || name.length < 2) return { bad: 'unknown', option: word.slice(2) }
    if (!known.value) return void this.add(known.name, '')
    const value = equals < 0 ? this.words[(this.at += 1)] : word.slice(equals + 1)
    if (value === undefined) return { bad: 'no value', option: name }
    this.add(known.name, value)
    return undefined
  }

  /** `-abc`, `-n5`, `-n 5`. */
  short(word: Bytes): BadOption | undefined {
    for (let index = 1; index < word.length; index += 1) {
      const letter = word.charAt(index)
      const known = this.grammar.known.get(letter)
      if (!known) return { bad: 'unknown', option: letter }
      if (!known.value) {
        this.add(known.name, '')
        continue
      }
      const value = index + 1 < word.length ? word.slice(index + 1) : this.words[(this.at += 1)]
      if (value === undefined) return { bad: 'no value', option: letter }
      this.add(known.name, value)
      return undefined
    }
    return undefined
  }

  one(word: Bytes): BadOption | 'rest' | undefined {
    const { stops, digits } = this.grammar
    if (word === '--') {
      this.operands.push(...this.words.slice(this.at + 1))
      return 'rest'
    }
    if (digits && /^-\d+$/.test(word)) return void this.add(digits, word.slice(1))
    if (word.startsWith('--')) return this.long(word)
    // `-exec`, `-name`: a long option with one dash, as some commands have them.
    const single = word.length > 2 ? this.grammar.known.get(word.slice(1)) : undefined
    if (single) return this.long(`-${word}`)
    if (word.startsWith('-') && word.length > 1) return this.short(word)
    this.operands.push(word)
    if (!stops) return undefined
    this.operands.push(...this.words.slice(this.at + 1))
    return 'rest'
  }
}

/** Reads what follows a command's name, as getopt does: options may stand among operands. */
export function readOptions(grammar: string, words: readonly Bytes[]): Options | BadOption {
  const reading = new Reading(grammarOf(grammar), words)
  for (; reading.at < words.length; reading.at += 1) {
    const came = reading.one(words[reading.at] ?? '')
    if (came === 'rest') break
    if (came) return came
  }
  const { values, operands } = reading
  return {
    has: (name) => values.has(name),
    get: (name) => values.get(name)?.at(-1),
    all: (name) => values.get(name) ?? [],
    operands,
  }
}
