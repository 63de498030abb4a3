import type { Json } from '../../json.ts'
import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isRefused } from '../files.ts'
import { byText } from '../../json.ts'
import { gather, readFile } from './lib/input.ts'
import { JqProblem, parseJq } from './lib/jq-parse.ts'
import { runJq } from './lib/jq-run.ts'
import type { Options } from './lib/options.ts'
import { failUsage, memory, out, tool, waitFor, warn } from './lib/tool.ts'

/** Values that stand one after the other; each may take several lines. */
function valuesOf(text: Bytes): Json[] {
  if (text.trim() === '') return []
  try {
    return [JSON.parse(text) as Json]
  } catch {
    // Lines of JSON: grow a piece until it can be read.
    const values: Json[] = []
    let piece = ''
    for (const line of text.split('\n')) {
      piece += `${line}\n`
      if (piece.trim() === '') continue
      try {
        values.push(JSON.parse(piece) as Json)
        piece = ''
      } catch {
        continue
      }
    }
    if (piece.trim() !== '') throw new JqProblem('parse error: Invalid JSON text')
    return values
  }
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort(byText)
      .map((key) => [key, sorted(value[key] ?? null)]),
  )
}

function shown(value: Json, options: Options): Bytes {
  if (typeof value === 'string' && (options.has('r') || options.has('j')))
    return value + (options.has('j') ? '' : '\n')
  const given = options.has('S') ? sorted(value) : value
  const text = options.has('c')
    ? JSON.stringify(given)
    : JSON.stringify(given, null, options.has('tab') ? '\t' : Number(options.get('indent') ?? 2))
  return text + (options.has('j') ? '' : '\n')
}

export const jq = tool({
  name: 'jq',
  about:
    'Filter JSON: paths, pipes, select, map, keys, length, objects, if, // and some functions; -r -c -e -s -n -S',
  options:
    'r c e s n S j M C a R raw-output=r compact-output=c exit-status=e slurp=s null-input=n sort-keys=S join-output=j tab indent: raw-input=R',
  synopsis: '[OPTIONS] FILTER [FILE]...',
  badUsage: 2,
  run(process, options): Turn {
    const [program, ...files] = options.operands
    if (program === undefined) return failUsage(process, '[OPTIONS] FILTER [FILE]...', 2)
    const state = memory(process, () => ({ text: '' }))
    if (files.length === 0 && !options.has('n') && gather(process, state) === null)
      return waitFor({ input: 0 }, state)
    let text = state.text
    for (const path of files) {
      const bytes = readFile(process, path)
      if (isRefused(bytes)) {
        process.write(`jq: error: Could not open file ${path}: ${bytes.problem}\n`, 2)
        return { exit: 2 }
      }
      text += bytes
    }
    return filtered(process, options, program, text)
  },
})

function filtered(process: Process, options: Options, program: Bytes, text: Bytes): Turn {
  let last: Json = null
  try {
    const filter = parseJq(program)
    const raw = options.has('R')
      ? text.split('\n').filter((line, at, all) => line !== '' || at < all.length - 1)
      : undefined
    const values = options.has('n') ? [null] : (raw ?? valuesOf(text))
    for (const value of options.has('s') ? [values] : values) {
      for (const made of runJq(filter, value)) {
        out(process, shown(made, options))
        last = made
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof JqProblem)) throw thrown
    warn(process, `error${thrown.isSyntax ? '' : ' (at <stdin>:0)'}: ${thrown.text}`)
    return { exit: thrown.isSyntax ? 3 : 5 }
  }
  return { exit: options.has('e') && (last === null || last === false) ? 1 : 0 }
}
