import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isRefused } from '../files.ts'
import { bare, eachLine, readFile, wholeNumber, type Cursor } from './lib/input.ts'
import type { Options } from './lib/options.ts'
import { absolute } from './lib/path.ts'
import { literalPattern, regex, type Match, type Regex } from './lib/regex.ts'
import { fail, failUsage, memory, out, tool, waitFor, warn } from './lib/tool.ts'
import { walk } from './lib/tree.ts'

type Memory = Cursor & {
  line: number
  hits: number
  found: boolean
  /** Lines to show before a hit, with their numbers. */
  before: [number, Bytes][]
  after: number
  last: number
}

const USAGE =
  '[-HhnlLoqvsrRiwFE] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...'
const OPTIONS =
  'E F G P i y v q s c n l L o r R H h w x a m: A: B: C: e: f: #C color color: extended-regexp=E fixed-strings=F perl-regexp=P ignore-case=i invert-match=v quiet=q silent=q count=c line-number=n files-with-matches=l files-without-match=L only-matching=o recursive=r with-filename=H no-filename=h word-regexp=w line-regexp=x max-count=m after-context=A before-context=B context=C regexp=e no-messages=s line-buffered include: exclude:'

function patternsOf(
  process: Process,
  options: Options,
): { texts: Bytes[]; files: readonly Bytes[] } {
  const texts = [...options.all('e')]
  for (const path of options.all('f')) {
    const bytes = readFile(process, path)
    if (isRefused(bytes)) return fail(process, `${path}: ${bytes.problem}`, 2)
    texts.push(...bytes.replace(/\n$/, '').split('\n'))
  }
  if (options.has('e') || options.has('f')) return { texts, files: options.operands }
  const [first, ...files] = options.operands
  if (first === undefined) return failUsage(process, USAGE, 2)
  return { texts: first.split('\n'), files }
}

function compiled(
  process: Process,
  options: Options,
  texts: readonly Bytes[],
  name: Bytes,
): Regex[] {
  const fixed = options.has('F') || name === 'fgrep'
  const extended = options.has('E') || name === 'egrep'
  const dialect = fixed ? 'basic' : options.has('P') ? 'perl' : extended ? 'extended' : 'basic'
  const folds = options.has('i') || options.has('y')
  return texts.map((text) => {
    let pattern = fixed ? literalPattern(text) : text
    if (options.has('w'))
      pattern = dialect === 'basic' ? `\\<\\(${pattern}\\)\\>` : `\\<(${pattern})\\>`
    if (options.has('x')) pattern = dialect === 'basic' ? `^\\(${pattern}\\)$` : `^(${pattern})$`
    const made = regex(pattern, dialect, folds)
    return 'problem' in made ? fail(process, `bad regex '${text}': ${made.problem}`, 2) : made
  })
}

/** Files below directories, for `-r`. */
function spread(process: Process, files: readonly Bytes[], options: Options): readonly Bytes[] {
  if (!options.has('r') && !options.has('R')) return files
  return (files.length > 0 ? files : ['.']).flatMap((start) => {
    const root = absolute(process, start)
    const found: Bytes[] = []
    walk(process.files, root, (path) => {
      const info = process.files.stat(path)
      if (isRefused(info) || info.type !== 'file') return
      const rest = path.slice(root.length)
      found.push(files.length > 0 ? start.replace(/\/$/, '') + rest : rest.replace(/^\//, ''))
    })
    return found.length > 0 ? found : [start]
  })
}

function firstMatch(patterns: readonly Regex[], line: Bytes, from: number): Match | undefined {
  let best: Match | undefined
  for (const pattern of patterns) {
    const match = pattern.exec(line, from)
    if (
      match &&
      (!best || match.from < best.from || (match.from === best.from && match.to > best.to))
    )
      best = match
  }
  return best
}

class Grep {
  readonly process: Process
  readonly options: Options
  readonly patterns: readonly Regex[]
  readonly state: Memory
  readonly titled: boolean
  readonly most: number
  readonly context: { before: number; after: number }

  constructor(
    process: Process,
    options: Options,
    patterns: readonly Regex[],
    state: Memory,
    titled: boolean,
  ) {
    this.process = process
    this.options = options
    this.patterns = patterns
    this.state = state
    this.titled = titled
    const number = (name: string) =>
      wholeNumber(process, options.get(name) ?? options.get('C') ?? '0')
    this.context = { before: number('B'), after: number('A') }
    this.most = options.has('m') ? wholeNumber(process, options.get('m') ?? '') : Infinity
  }

  take(whole: Bytes, name: Bytes): 'enough' | void {
    const { state, options } = this
    const line = bare(whole)
    state.line += 1
    if (state.hits >= this.most && state.after <= 0) return
    const hit =
      state.hits < this.most &&
      (firstMatch(this.patterns, line, 0) !== undefined) !== options.has('v')
    if (!hit) return this.around(line, name)
    state.hits += 1
    state.found = true
    if (options.has('q')) return 'enough'
    if (options.has('c') || options.has('l') || options.has('L')) return
    if (options.has('o')) return this.parts(line, name)
    this.gap()
    for (const [number, text] of state.before) this.print(text, name, number, '-')
    state.before = []
    this.print(line, name, state.line, ':')
    state.after = this.context.after
  }

  around(line: Bytes, name: Bytes): void {
    const { state } = this
    if (state.after > 0) {
      state.after -= 1
      this.print(line, name, state.line, '-')
    } else if (this.context.before > 0) {
      state.before.push([state.line, line])
      if (state.before.length > this.context.before) state.before.shift()
    }
  }

  /** A line of dashes between pieces that do not touch. */
  gap(): void {
    const { state, context } = this
    if (context.before + context.after === 0 || state.last === 0) return
    const first = state.before[0]?.[0] ?? state.line
    if (first > state.last + 1) out(this.process, '--\n')
  }

  parts(line: Bytes, name: Bytes): void {
    let from = 0
    for (;;) {
      const match = firstMatch(this.patterns, line, from)
      if (!match) return
      if (match.to > match.from)
        this.print(line.slice(match.from, match.to), name, this.state.line, ':')
      from = match.to > match.from ? match.to : match.to + 1
      if (from > line.length) return
    }
  }

  print(line: Bytes, name: Bytes, number: number, mark: string): void {
    const title = this.titled ? `${name === '-' ? '(standard input)' : name}${mark}` : ''
    const count = this.options.has('n') ? `${number}${mark}` : ''
    out(this.process, `${title}${count}${line}\n`)
    this.state.last = number
  }

  ended(name: Bytes): void {
    const { state, options, process } = this
    const title = name === '-' ? '(standard input)' : name
    if (options.has('c')) out(process, `${this.titled ? `${title}:` : ''}${state.hits}\n`)
    if (options.has('l') && state.hits > 0) out(process, `${title}\n`)
    if (options.has('L') && state.hits === 0) out(process, `${title}\n`)
    Object.assign(state, { line: 0, hits: 0, before: [], after: 0, last: 0 })
  }
}

const fresh = (): Memory => ({
  at: 0,
  failed: false,
  line: 0,
  hits: 0,
  found: false,
  before: [],
  after: 0,
  last: 0,
})

const grepNamed = (name: 'grep' | 'egrep' | 'fgrep') =>
  tool({
    name,
    about: 'Find lines: -i -v -q -c -n -r -E -F -o -l -L -w -x -m -A -B -C -e -f',
    options: OPTIONS,
    synopsis: USAGE,
    badUsage: 2,
    run(process, options) {
      const { texts, files } = patternsOf(process, options)
      const state = memory(process, fresh)
      const operands = spread(process, files, options)
      const many = operands.length > 1 || options.has('r') || options.has('R')
      const titled = (many || options.has('H')) && !options.has('h')
      const grep = new Grep(
        process,
        options,
        compiled(process, options, texts, name),
        state,
        titled,
      )
      const came = eachLine(process, {
        operands,
        cursor: state,
        take: (line, operand) => grep.take(line, operand),
        ended: (operand) => grep.ended(operand),
        refuse: (path, { problem }) => {
          if (!options.has('s')) warn(process, `${path}: ${problem}`)
        },
      })
      if (came === 'waits') return waitFor({ input: 0 }, state)
      if (state.found && options.has('q')) return { exit: 0 }
      return { exit: state.failed ? 2 : state.found ? 0 : 1 }
    },
  })

export const grep = grepNamed('grep')
export const egrep = grepNamed('egrep')
export const fgrep = grepNamed('fgrep')
