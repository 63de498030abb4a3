import type { Bytes } from '../../bytes.ts'
import type { Match, Regex } from './regex.ts'
import type { Address, SedCommand } from './sed-script.ts'

/** What sed remembers between lines. */
export type SedMemory = {
  line: number
  hold: Bytes
  /** Ranges that are open, by the number of their command: the line where they end, or 0. */
  open: { [command: string]: number }
}

/** What became of one line. */
export interface SedLine {
  out: Bytes
  /** Set when the script quits. */
  quit: number | undefined
}

/** Commands that one line may run: a loop of branches must end. */
const MOST_COMMANDS = 10_000

/** Runs a script, line by line; lines are without their ends. */
export class Sed {
  readonly script: readonly SedCommand[]
  readonly memory: SedMemory
  readonly quiet: boolean
  /** Gives the line after this one, for `n` and `N`. */
  readonly next: () => Bytes | undefined
  readonly isLast: () => boolean
  readonly readFile: (path: Bytes) => Bytes
  space = ''
  out = ''
  after = ''
  swapped = false
  lastPattern: Regex | undefined

  constructor(given: Pick<Sed, 'script' | 'memory' | 'quiet' | 'next' | 'isLast' | 'readFile'>) {
    this.script = given.script
    this.memory = given.memory
    this.quiet = given.quiet
    this.next = given.next
    this.isLast = given.isLast
    this.readFile = given.readFile
  }

  take(line: Bytes): SedLine {
    this.memory.line += 1
    this.space = line
    this.out = ''
    this.after = ''
    this.swapped = false
    const end = this.run()
    if (end.prints && !this.quiet) this.out += `${this.space}\n`
    return { out: this.out + this.after, quit: end.quit }
  }

  run(): { prints: boolean; quit?: number } {
    let steps = 0
    for (let at = 0; at < this.script.length; at += 1) {
      const command = this.script[at] as SedCommand
      if ((steps += 1) > MOST_COMMANDS) return { prints: true, quit: 4 }
      if (command.name === '}' || command.name === ':') continue
      if (this.applies(command, at) === command.not) {
        if (command.name === '{') at = command.end - 1
        continue
      }
      const went = this.one(command)
      if (typeof went === 'object') return went
      if (typeof went === 'number') at = went - 1
    }
    return { prints: true }
  }

  isAt(address: Address): boolean {
    const { line } = this.memory
    switch (address.at) {
      case 'line':
        return line === address.line
      case 'last':
        return this.isLast()
      case 'match':
        return this.patternOf(address.pattern)?.test(this.space) ?? false
      case 'step':
        return address.step === 0
          ? line === address.first
          : line >= address.first && (line - address.first) % address.step === 0
      case 'after':
        return false
    }
  }

  patternOf(pattern: Regex | 'last' | undefined): Regex | undefined {
    if (pattern !== undefined && pattern !== 'last') this.lastPattern = pattern
    return this.lastPattern
  }

  applies({ from, to }: SedCommand, at: number): boolean {
    if (!from) return true
    if (!to) return this.isAt(from)
    const { open, line } = this.memory
    const key = String(at)
    const until = open[key]
    if (until === undefined) {
      if (!this.isAt(from)) return false
      if (to.at === 'line' && to.line <= line) return true
      if (to.at === 'after' && to.count === 0) return true
      open[key] = to.at === 'line' ? to.line : to.at === 'after' ? line + to.count : 0
      if (to.at === 'last' && this.isLast()) delete open[key]
      return true
    }
    if (until > 0 ? line >= until : this.isAt(to)) delete open[key]
    return until === 0 || line <= until
  }

  /** Runs one command; a number is where to go on, an object ends the script for this line. */
  one(command: SedCommand): number | { prints: boolean; quit?: number } | undefined {
    const { memory } = this
    switch (command.name) {
      case '{':
        return undefined
      case 's':
        return this.substitute(command)
      case 'y':
        return void (this.space = [...this.space]
          .map((sign) => command.replacement.charAt(command.text.indexOf(sign)) || sign)
          .join(''))
      case 'p':
        return void (this.out += `${this.space}\n`)
      case 'P':
        return void (this.out += `${this.space.split('\n')[0]}\n`)
      case '=':
        return void (this.out += `${memory.line}\n`)
      case 'l':
        return void (this.out += `${visible(this.space)}$\n`)
      case 'a':
        return void (this.after += `${command.text}\n`)
      case 'i':
        return void (this.out += `${command.text}\n`)
      case 'r':
        return void (this.after += this.readFile(command.text))
      case 'g':
        return void (this.space = memory.hold)
      case 'G':
        return void (this.space += `\n${memory.hold}`)
      case 'h':
        return void (memory.hold = this.space)
      case 'H':
        return void (memory.hold += `\n${this.space}`)
      case 'x':
        ;[this.space, memory.hold] = [memory.hold, this.space]
        return undefined
      default:
        return this.flow(command)
    }
  }

  flow(command: SedCommand): number | { prints: boolean; quit?: number } | undefined {
    switch (command.name) {
      case 'd':
        return { prints: false }
      case 'D':
        if (!this.space.includes('\n')) return { prints: false }
        this.space = this.space.slice(this.space.indexOf('\n') + 1)
        return 0
      case 'c': {
        const ends =
          !command.to || this.memory.open[String(this.script.indexOf(command))] === undefined
        if (ends) this.out += `${command.text}\n`
        return { prints: false }
      }
      case 'q':
        return { prints: true, quit: command.nth }
      case 'Q':
        return { prints: false, quit: command.nth }
      case 'n':
      case 'N':
        return this.advance(command.name === 'N')
      case 't':
        if (!this.swapped) return undefined
        this.swapped = false
        return this.label(command.text)
      case 'b':
        return this.label(command.text)
      default:
        return undefined
    }
  }

  advance(joins: boolean): { prints: boolean; quit: number } | undefined {
    const line = this.next()
    if (line === undefined) return { prints: true, quit: 0 }
    if (!joins && !this.quiet) this.out += `${this.space}\n`
    this.memory.line += 1
    this.space = joins ? `${this.space}\n${line}` : line
    return undefined
  }

  label(text: Bytes): number {
    const at = this.script.findIndex(({ name, text: label }) => name === ':' && label === text)
    return text === '' || at < 0 ? this.script.length : at
  }

  substitute(command: SedCommand): undefined {
    const pattern = this.patternOf(command.pattern)
    if (!pattern) return undefined
    const text = this.space
    let made = ''
    let from = 0
    let count = 0
    while (from <= text.length) {
      const match = pattern.exec(text, from)
      if (!match) break
      count += 1
      const replaces = count >= command.nth && (command.global || count === command.nth)
      made +=
        text.slice(from, match.from) +
        (replaces ? expand(command.replacement, match) : text.slice(match.from, match.to))
      if (replaces) this.swapped = true
      const empty = match.to === match.from
      if (empty) made += text.charAt(match.to)
      from = empty ? match.to + 1 : match.to
      if (replaces && !command.global) break
    }
    const changed = count >= command.nth && count > 0
    this.space = made + text.slice(from)
    if (changed && command.prints) this.out += `${this.space}\n`
    return undefined
  }
}

/** A text as `l` shows it. */
const visible = (text: Bytes): Bytes => text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t')

/** `&`, `\1`, `\n`, `\U…\E` in what is put in. */
function expand(replacement: Bytes, match: Match): Bytes {
  let text = ''
  let change = ''
  const put = (part: Bytes) => {
    if (change === 'U' || change === 'u')
      text += change === 'u' ? part.charAt(0).toUpperCase() + part.slice(1) : part.toUpperCase()
    else if (change === 'L' || change === 'l')
      text += change === 'l' ? part.charAt(0).toLowerCase() + part.slice(1) : part.toLowerCase()
    else text += part
    if (part !== '' && /[ul]/.test(change)) change = ''
  }
  for (let at = 0; at < replacement.length; at += 1) {
    const one = replacement.charAt(at)
    if (one === '&') put(match.groups[0] ?? '')
    else if (one !== '\\') put(one)
    else {
      const next = replacement.charAt((at += 1))
      if (/\d/.test(next)) put(match.groups[Number(next)] ?? '')
      else if (/[ULul]/.test(next)) change = next
      else if (next === 'E') change = ''
      else put({ n: '\n', t: '\t', r: '\r' }[next] ?? next)
    }
  }
  return text
}
