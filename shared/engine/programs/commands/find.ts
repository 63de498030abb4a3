import { DAY, MINUTE } from '../../time.ts'
import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isRefused, type FileInfo } from '../files.ts'
import { globPattern } from './lib/glob.ts'
import { absolute, basename } from './lib/path.ts'
import { fail, isBusybox, memory, out, tool, waitFor, warn } from './lib/tool.ts'
import { removeTree, walk } from './lib/tree.ts'

interface Found {
  /** As it is printed. */
  path: Bytes
  where: Bytes
  info: FileInfo
  depth: number
}

/** What one turn did not finish: commands that are still to be run. */
type Memory = { todo: Bytes[][]; running: number | null; code: number }

type Test = (found: Found) => boolean

interface Query {
  roots: Bytes[]
  test: Test
  maxDepth: number
  minDepth: number
  /** `-exec … +`: one command for all. */
  together: { argv: Bytes[]; paths: Bytes[] }[]
}

class Reader {
  at = 0
  acts = false
  maxDepth = Infinity
  minDepth = 0
  readonly together: Query['together'] = []
  readonly process: Process
  readonly words: readonly Bytes[]
  readonly todo: Bytes[][]

  constructor(process: Process, words: readonly Bytes[], todo: Bytes[][]) {
    this.process = process
    this.words = words
    this.todo = todo
  }

  query(): Query {
    const roots: Bytes[] = []
    // Links are followed where they are named, and nowhere else, whatever is asked.
    while (this.takes('-L', '-H', '-P')) continue
    while (this.at < this.words.length && !/^(-|\(|!)/.test(this.words[this.at] ?? ''))
      roots.push(this.next())
    const test = this.at < this.words.length ? this.either() : () => true
    if (this.at < this.words.length) fail(this.process, `unrecognized: ${this.words[this.at]}`)
    const print: Test = ({ path }) => (out(this.process, `${path}\n`), true)
    const whole: Test = this.acts ? test : (found) => test(found) && print(found)
    return {
      roots: roots.length > 0 ? roots : ['.'],
      test: whole,
      maxDepth: this.maxDepth,
      minDepth: this.minDepth,
      together: this.together,
    }
  }

  next(): Bytes {
    const word = this.words[this.at]
    this.at += 1
    return word ?? fail(this.process, `missing argument to '${this.words[this.at - 2] ?? ''}'`)
  }

  takes(...words: Bytes[]): boolean {
    if (!words.includes(this.words[this.at] ?? '')) return false
    this.at += 1
    return true
  }

  either(): Test {
    let left = this.both()
    while (this.takes('-o', '-or')) {
      const [first, second] = [left, this.both()]
      left = (found) => first(found) || second(found)
    }
    return left
  }

  both(): Test {
    let left = this.one()
    while (this.at < this.words.length && !['-o', '-or', ')'].includes(this.words[this.at] ?? '')) {
      this.takes('-a', '-and')
      const [first, second] = [left, this.one()]
      left = (found) => first(found) && second(found)
    }
    return left
  }

  one(): Test {
    if (this.takes('!', '-not')) {
      const test = this.one()
      return (found) => !test(found)
    }
    if (this.takes('(')) {
      const test = this.either()
      if (!this.takes(')')) fail(this.process, "missing ')'")
      return test
    }
    return this.primary(this.next())
  }

  primary(word: Bytes): Test {
    switch (word) {
      case '-name':
      case '-iname':
        return this.named(this.next(), word === '-iname', ({ path }) => basename(path))
      case '-path':
      case '-wholename':
        return this.named(this.next(), false, ({ path }) => path)
      case '-type': {
        const types = this.next().split(',')
        return ({ info }) => types.includes({ file: 'f', directory: 'd', link: 'l' }[info.type])
      }
      case '-maxdepth':
        this.maxDepth = Number(this.next())
        return () => true
      case '-mindepth':
        this.minDepth = Number(this.next())
        return () => true
      case '-size':
      case '-mtime':
      case '-mmin':
        return this.measured(word, this.next())
      case '-newer': {
        const info = this.process.files.stat(absolute(this.process, this.next()))
        const at = isRefused(info) ? Infinity : info.at
        return (found) => found.info.at > at
      }
      case '-empty':
        return ({ info, where }) =>
          info.type === 'directory' ? isEmpty(this.process, where) : info.size === 0
      case '-perm': {
        const mode = parseInt(this.next().replace(/^[-/]/, ''), 8)
        return ({ info }) => (info.mode & mode) === mode
      }
      case '-true':
        return () => true
      default:
        return this.action(word)
    }
  }

  named(glob: Bytes, folds: boolean, of: (found: Found) => Bytes): Test {
    const pattern = globPattern(glob, folds)
    return (found) => pattern.test(of(found))
  }

  measured(word: Bytes, text: Bytes): Test {
    const match = /^([+-]?)(\d+)([cwbkMG]?)$/.exec(text)
    if (!match) return fail(this.process, `invalid argument '${text}' to '${word}'`)
    const [, sign, digits, unit = ''] = match
    const size = { c: 1, w: 2, b: 512, k: 1024, M: 1024 ** 2, G: 1024 ** 3 }[unit] ?? 512
    const step = word === '-mtime' ? DAY : MINUTE
    return ({ info }) => {
      const value =
        word === '-size'
          ? Math.ceil(info.size / size)
          : Math.floor((this.process.now - info.at) / step)
      return sign === '+'
        ? value > Number(digits)
        : sign === '-'
          ? value < Number(digits)
          : value === Number(digits)
    }
  }

  action(word: Bytes): Test {
    this.acts = true
    const { process } = this
    switch (word) {
      case '-print':
        return ({ path }) => (out(process, `${path}\n`), true)
      case '-print0':
        return ({ path }) => (out(process, `${path}\0`), true)
      case '-delete':
        return ({ where }) => removeTree(process.files, where).length === 0
      case '-quit':
        return () => false
      case '-exec':
        return this.exec()
      case '-prune':
        this.acts = false
        return () => true
      default:
        return fail(
          process,
          isBusybox(process) ? `unrecognized: ${word}` : `unknown predicate '${word}'`,
        )
    }
  }

  exec(): Test {
    const argv: Bytes[] = []
    while (!this.takes(';')) {
      if (this.words[this.at] === '+' && argv.at(-1) === '{}') {
        this.at += 1
        const all = { argv: argv.slice(0, -1), paths: [] as Bytes[] }
        this.together.push(all)
        return ({ path }) => all.paths.push(path) > 0
      }
      argv.push(this.next())
    }
    return ({ path }) => this.todo.push(argv.map((word) => word.replaceAll('{}', path))) > 0
  }
}

function isEmpty(process: Process, where: Bytes): boolean {
  const names = process.files.list(where)
  return !isRefused(names) && names.length === 0
}

function search(process: Process, words: readonly Bytes[], state: Memory): void {
  const query = new Reader(process, words, state.todo).query()
  for (const root of query.roots) {
    const base = absolute(process, root)
    const found: Found[] = []
    for (const { path, problem } of walk(process.files, base, (where, depth) => {
      const info = process.files.lstat(where)
      if (isRefused(info) || depth > query.maxDepth) return false
      const rest = where.slice(base === '/' ? 1 : base.length + 1)
      const path = rest === '' ? root : root.endsWith('/') ? root + rest : `${root}/${rest}`
      if (depth >= query.minDepth) found.push({ path, where, info, depth })
      return depth < query.maxDepth
    })) {
      warn(
        process,
        isBusybox(process)
          ? `${path === base ? root : path}: ${problem}`
          : `'${path === base ? root : path}': ${problem}`,
      )
      state.code = 1
    }
    // What is deleted goes from the leaves up.
    for (const one of words.includes('-delete') ? found.reverse() : found) query.test(one)
  }
  for (const { argv, paths } of query.together)
    if (paths.length > 0) state.todo.push([...argv, ...paths])
}

export const find = tool({
  name: 'find',
  about:
    'Find files: -name -iname -path -type -size -mtime -mmin -newer -empty -maxdepth -mindepth -exec -delete -print0 ! -o ( )',
  synopsis: '[PATH]... [OPTIONS] [ACTIONS]',
  run(process, { operands }): Turn {
    const begun = process.state !== undefined
    const state = memory<Memory>(process, () => ({ todo: [], running: null, code: 0 }))
    if (!begun) search(process, operands, state)
    for (;;) {
      if (state.running !== null) {
        const code = process.reap(state.running)
        if (code === undefined) return waitFor({ child: state.running }, state)
        state.running = null
      }
      const argv = state.todo.shift()
      if (!argv) return { exit: state.code }
      const child = process.spawn({ argv })
      if (typeof child === 'string') {
        warn(process, `${argv[0]}: ${child === 'not found' ? 'No such file or directory' : child}`)
        state.code = 1
      } else state.running = child
    }
  },
})
