import { Failure, UsageFailure } from './failure.ts'

/** A flag of a command line. Upstream: spf13/pflag. */
export interface Flag {
  name: string
  /** One letter, such as `n`. */
  short?: string
  type: 'text' | 'flag' | 'number' | 'list' | 'array' | 'duration'
  /** What the flag means when it stands without a value, such as `--dry-run`. */
  alone?: string
  /** The command does not run without it. */
  required?: boolean
  /** Go's word for the type in complaints. */
  go?: string
}

/** What a command line said. */
export class Flags {
  readonly #values: ReadonlyMap<string, readonly string[]>

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values
  }

  /** Was it given at all? */
  has(name: string): boolean {
    return this.#values.has(name)
  }

  /** The last value that was given. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1)
  }

  /** A switch: off when it was not given. */
  on(name: string, otherwise = false): boolean {
    const value = this.text(name)
    return value === undefined ? otherwise : value === 'true'
  }

  number(name: string): number | undefined {
    const value = this.text(name)
    return value === undefined ? undefined : Number(value)
  }

  /**
   * Every value in the order given; those with commas are already split where the flag is a list.
   */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? []
  }

  /** Every flag that was given, by name: what `--record` writes down. */
  given(): [string, readonly string[]][] {
    return [...this.#values]
  }
}

/** Takes a command line apart. `command` is the command's path without `kubectl`. */
export function parseFlags(
  command: string,
  argv: readonly string[],
  known: readonly Flag[],
): { args: string[]; flags: Flags; dash: number } {
  const parser = new Parser(command, argv, known)
  return parser.parse()
}

/** Complains where a flag that a command needs was not given. */
export function requireFlags(flags: Flags, known: readonly Flag[]): void {
  const missing = known.filter(({ name, required }) => required === true && !flags.has(name))
  if (missing.length === 0) return
  const names = missing.map(({ name }) => `"${name}"`).join(', ')
  throw new Failure(`required flag(s) ${names} not set`)
}

class Parser {
  readonly #command: string
  readonly #rest: string[]
  readonly #known: readonly Flag[]
  readonly #values = new Map<string, string[]>()
  readonly #args: string[] = []

  constructor(command: string, argv: readonly string[], known: readonly Flag[]) {
    this.#command = command
    this.#rest = [...argv]
    this.#known = known
  }

  parse(): { args: string[]; flags: Flags; dash: number } {
    let dash = -1
    for (;;) {
      const word = this.#rest.shift()
      if (word === undefined) break
      if (word === '--') {
        dash = this.#args.length
        this.#args.push(...this.#rest.splice(0))
      } else if (word.startsWith('--')) this.#long(word.slice(2))
      else if (word.startsWith('-') && word.length > 1) this.#shorts(word.slice(1), word)
      else this.#args.push(word)
    }
    return { args: this.#args, flags: new Flags(this.#values), dash }
  }

  #long(text: string): void {
    const equals = text.indexOf('=')
    const name = equals < 0 ? text : text.slice(0, equals)
    const flag = this.#known.find((one) => one.name === name)
    if (!flag) throw this.#complaint(`unknown flag: --${name}`)
    if (equals >= 0) return this.#set(flag, text.slice(equals + 1), `--${name}`)
    const alone = flag.alone ?? (flag.type === 'flag' ? 'true' : undefined)
    const value = alone ?? this.#rest.shift()
    if (value === undefined) throw this.#complaint(`flag needs an argument: --${name}`)
    this.#set(flag, value, `--${name}`)
  }

  /** `-wn web`, `-nweb`, `-o=wide`: letters until one takes a value. */
  #shorts(letters: string, whole: string): void {
    const letter = letters.slice(0, 1)
    const after = letters.slice(1)
    const flag = this.#known.find((one) => one.short === letter)
    if (!flag) throw this.#complaint(`unknown shorthand flag: '${letter}' in ${whole}`)
    const name = `-${letter}, --${flag.name}`
    const alone = flag.alone ?? (flag.type === 'flag' ? 'true' : undefined)
    if (after.startsWith('=')) return this.#set(flag, after.slice(1), name)
    if (alone !== undefined) {
      this.#set(flag, alone, name)
      if (after !== '') this.#shorts(after, whole)
      return
    }
    const value = after === '' ? this.#rest.shift() : after
    if (value === undefined) {
      throw this.#complaint(`flag needs an argument: '${letter}' in ${whole}`)
    }
    this.#set(flag, value, name)
  }

  #set(flag: Flag, value: string, name: string): void {
    const why = wrong(flag, value)
    if (why) throw this.#complaint(`invalid argument "${value}" for "${name}" flag: ${why}`)
    const before = this.#values.get(flag.name) ?? []
    const list = flag.type === 'list' ? value.split(',') : [value]
    this.#values.set(flag.name, [...before, ...list])
  }

  #complaint(message: string): Failure {
    return new UsageFailure(this.#command, message, '--help')
  }
}

function wrong(flag: Flag, value: string): string | undefined {
  if (flag.type === 'number' && !/^[+-]?\d+$/.test(value)) {
    return `strconv.ParseInt: parsing "${value}": invalid syntax`
  }
  if (flag.type === 'flag' && !/^(true|false|t|f|1|0)$/i.test(value)) {
    return `strconv.ParseBool: parsing "${value}": invalid syntax`
  }
  if (flag.type === 'duration' && !/^(0|(\d+(\.\d+)?(ms|s|m|h))+)$/.test(value)) {
    return `time: invalid duration "${value}"`
  }
  return undefined
}
