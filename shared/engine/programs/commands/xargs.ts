import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { bare, gather, linesOf, wholeNumber } from './lib/input.ts'
import type { Options } from './lib/options.ts'
import { fail, isBusybox, memory, tool, waitFor } from './lib/tool.ts'

type Memory = {
  text: Bytes
  /** What is still to be run; null until all was read. */
  todo: Bytes[][] | null
  running: number | null
  code: number
}

/** Words between blanks, with quotes and backslashes. */
function wordsOf(text: Bytes): Bytes[] {
  const words = text.match(/(?:\\[\s\S]|"[^"\n]*"|'[^'\n]*'|[^\s\\"'])+/g) ?? []
  return words.map((word) =>
    word.replace(/\\([\s\S])|"([^"]*)"|'([^']*)'/g, (_, a, b, c) => String(a ?? b ?? c ?? '')),
  )
}

function itemsOf(text: Bytes, options: Options): Bytes[] {
  if (options.has('0'))
    return text.split('\0').filter((one, index, all) => one !== '' || index < all.length - 1)
  const delimiter = options.get('d')
  if (delimiter !== undefined)
    return text.replace(/\n$/, '').split(delimiter === '\\n' ? '\n' : delimiter)
  if (options.has('I') || options.has('i'))
    return linesOf(text)
      .map((line) => bare(line).trim())
      .filter(Boolean)
  return wordsOf(text)
}

/** Words that one command line takes when nothing else is said. */
const MOST_WORDS = 5000

function plan(process: Process, text: Bytes, options: Options): Bytes[][] {
  const command = options.operands.length > 0 ? [...options.operands] : ['echo']
  const items = itemsOf(text, options)
  const mark = options.get('I') ?? (options.has('i') ? '{}' : undefined)
  if (mark !== undefined)
    return items.map((item) => command.map((word) => word.replaceAll(mark, item)))
  if (options.has('L'))
    return linesOf(text)
      .map((line) => wordsOf(line))
      .filter((one) => one.length > 0)
      .map((one) => [...command, ...one])
  const size = options.has('n') ? wholeNumber(process, options.get('n') ?? '') : MOST_WORDS
  if (size < 1) return fail(process, `invalid number '${options.get('n') ?? ''}'`)
  if (items.length === 0) return options.has('r') ? [] : [command]
  const lines: Bytes[][] = []
  for (let at = 0; at < items.length; at += size)
    lines.push([...command, ...items.slice(at, at + size)])
  return lines
}

export const xargs = tool({
  name: 'xargs',
  about: 'Run a command with words from stdin: -n, -I, -0, -r, -L, -d, -t; -P runs one by one',
  options:
    '+ n: I: i 0 r t p x L: d: P: s: E: a: null=0 max-args=n no-run-if-empty=r replace=i delimiter=d max-procs=P verbose=t',
  synopsis: '[OPTIONS] [PROG ARGS]',
  run(process, options) {
    const state = memory<Memory>(process, () => ({ text: '', todo: null, running: null, code: 0 }))
    if (!state.todo) {
      const text = gather(process, state)
      if (text === null) return waitFor({ input: 0 }, state)
      state.todo = plan(process, text, options)
      state.text = ''
    }
    return go(process, options, state, state.todo)
  },
})

function go(process: Process, options: Options, state: Memory, todo: Bytes[][]): Turn {
  for (;;) {
    if (state.running !== null) {
      const code = process.reap(state.running)
      if (code === undefined) return waitFor({ child: state.running }, state)
      state.running = null
      // 255 stops everything; other failures are told at the end.
      if (code === 255) return { exit: 124 }
      if (code !== 0) state.code = code > 128 ? 125 : 123
    }
    const argv = todo.shift()
    if (!argv) return { exit: state.code }
    if (options.has('t')) process.write(`${argv.join(' ')}\n`, 2)
    const child = process.spawn({ argv, streams: { 0: { to: 'null' } } })
    if (typeof child === 'string') return notFound(process, argv[0] ?? '', child)
    state.running = child
  }
}

function notFound(process: Process, name: Bytes, why: string): Turn {
  const words =
    why === 'not found'
      ? 'No such file or directory'
      : why === 'permission denied'
        ? 'Permission denied'
        : 'Resource temporarily unavailable'
  return fail(
    process,
    isBusybox(process) ? `can't execute '${name}': ${words}` : `${name}: ${words}`,
    why === 'not found' ? 127 : 126,
  )
}
