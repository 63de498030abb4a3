import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isRefused } from '../files.ts'
import { AwkProblem } from './lib/awk-lex.ts'
import { parseAwk } from './lib/awk-program.ts'
import type { AwkProgram } from './lib/awk-parse.ts'
import { Awk } from './lib/awk-run.ts'
import { freshAwk, type AwkMemory } from './lib/awk-scope.ts'
import { unescape } from './lib/escapes.ts'
import { bare, eachLine, readFile, type Cursor } from './lib/input.ts'
import type { Options } from './lib/options.ts'
import { absolute } from './lib/path.ts'
import { fail, failUsage, memory, out, tool, waitFor, warn } from './lib/tool.ts'

type Memory = { cursor: Cursor; awk: AwkMemory; begun: boolean; file: Bytes }

function programOf(
  process: Process,
  options: Options,
): { program: AwkProgram; rest: readonly Bytes[] } {
  const texts = options.all('f').map((path) => {
    const bytes = readFile(process, path)
    return isRefused(bytes) ? fail(process, `can't open file ${path}: ${bytes.problem}`, 2) : bytes
  })
  const [first, ...others] = options.operands
  if (texts.length === 0 && first === undefined)
    return failUsage(process, '[-F SEP] [-v VAR=VAL]... [-f FILE] [AWK_PROGRAM] [FILE]...')
  const program = parseAwk(texts.length > 0 ? texts.join('\n') : (first ?? ''))
  if ('problem' in program) return fail(process, `cmd. line:1: ${program.problem}`, 2)
  return { program, rest: texts.length > 0 ? options.operands : others }
}

const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/

function assign(memory: AwkMemory, word: Bytes): void {
  const match = ASSIGNMENT.exec(word)
  if (match) memory.values[match[1] ?? ''] = { input: unescape(match[2] ?? '').text }
}

function fresh(process: Process, options: Options, rest: readonly Bytes[]): Memory {
  const { env } = process
  const awk = freshAwk(env)
  if (options.has('F')) {
    const given = options.get('F') ?? ' '
    awk.values['FS'] = given === 't' ? '\t' : unescape(given).text
  }
  for (const word of options.all('v')) assign(awk, word)
  awk.values['ARGC'] = rest.length + 1
  awk.lists['ARGV'] = Object.fromEntries(
    [process.argv[0] ?? 'awk', ...rest].map((word, index) => [String(index), { input: word }]),
  )
  return { cursor: { at: 0 }, awk, begun: false, file: '' }
}

function writer(process: Process, state: Memory) {
  return (text: Bytes, file: Bytes | undefined, appends: boolean): void => {
    if (file === undefined || file === '/dev/stdout' || file === '-') return out(process, text)
    if (file === '/dev/stderr') return void process.write(text, 2)
    const known = appends || state.awk.written.includes(file)
    if (!known) state.awk.written.push(file)
    const written = process.files.write(absolute(process, file), text, { append: known })
    if (isRefused(written)) throw new AwkProblem(`can't redirect to ${file}: ${written.problem}`)
  }
}

const awkNamed = (name: string) =>
  tool({
    name,
    about:
      'Patterns and actions on lines: fields, variables, arrays, functions, printf, -F, -v, -f. No getline, system, pipes',
    options: '+ F: v: f: assign=v field-separator=F file=f',
    synopsis: '[-F SEP] [-v VAR=VAL]... [-f FILE] [AWK_PROGRAM] [FILE]...',
    badUsage: 2,
    run(process, options) {
      const { program, rest } = programOf(process, options)
      const state = memory<Memory>(process, () => fresh(process, options, rest))
      const awk = new Awk(program, state.awk, writer(process, state), () => process.now)
      try {
        const waits = play(process, awk, program, state, rest)
        if (waits) return waitFor({ input: 0 }, state)
        return { exit: state.awk.code || (state.cursor.failed ? 2 : 0) }
      } catch (thrown) {
        if (!(thrown instanceof AwkProblem)) throw thrown
        warn(process, `cmd. line:1: ${thrown.text}`)
        return { exit: 2 }
      }
    },
  })

/** True while it waits for more input. */
function play(
  process: Process,
  awk: Awk,
  program: AwkProgram,
  state: Memory,
  rest: readonly Bytes[],
): boolean {
  if (!state.begun) {
    state.begun = true
    if (awk.special('BEGIN')) return false
    for (const word of rest) assign(state.awk, word)
  }
  const operands = rest.filter((word) => !ASSIGNMENT.test(word))
  const reads = program.rules.some(({ when }) => when !== 'BEGIN')
  const came = reads
    ? eachLine(process, {
        operands,
        cursor: state.cursor,
        take: (line, file) => {
          if (file !== state.file) {
            state.file = file
            awk.scope.set('FNR', 0)
            awk.scope.set('FILENAME', file === '-' ? '' : file)
          }
          return awk.line(bare(line)) ? 'enough' : undefined
        },
      })
    : 'done'
  if (came === 'waits') return true
  awk.special('END')
  return false
}

export const awk = awkNamed('awk')
export const gawk = awkNamed('gawk')
export const mawk = awkNamed('mawk')
