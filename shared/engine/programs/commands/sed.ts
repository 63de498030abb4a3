import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isRefused } from '../files.ts'
import { bare, gather, isStdin, linesOf, readFile, warnOpen } from './lib/input.ts'
import { readOptions, type Options } from './lib/options.ts'
import { absolute } from './lib/path.ts'
import { Sed, type SedMemory } from './lib/sed-run.ts'
import { parseSed, type SedCommand } from './lib/sed-script.ts'
import { fail, failUsage, memory, out, tool, waitFor, warn } from './lib/tool.ts'

function scriptOf(
  process: Process,
  options: Options,
): { script: SedCommand[]; files: readonly Bytes[] } {
  const texts = [...options.all('e')]
  for (const path of options.all('f')) {
    const bytes = readFile(process, path)
    if (isRefused(bytes)) return fail(process, `${path}: ${bytes.problem}`)
    texts.push(bytes.replace(/^#![^\n]*/, ''))
  }
  let files = options.operands
  if (texts.length === 0) {
    const [first, ...rest] = files
    if (first === undefined)
      return failUsage(process, '[-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...')
    texts.push(first)
    files = rest
  }
  const extended = options.has('E') || options.has('r')
  const script = parseSed(texts.join('\n'), extended ? 'extended' : 'basic')
  return 'problem' in script ? fail(process, script.problem) : { script, files }
}

const fresh = (): SedMemory => ({ line: 0, hold: '', open: {} })

/** Runs the script over a whole text. */
function edit(
  process: Process,
  script: readonly SedCommand[],
  quiet: boolean,
  text: Bytes,
  kept: SedMemory,
): { text: Bytes; quit: number | undefined } {
  const lines = linesOf(text)
  let at = 0
  let made = ''
  const sed = new Sed({
    script,
    memory: kept,
    quiet,
    next: () => {
      at += 1
      const line = lines[at]
      return line === undefined ? undefined : bare(line)
    },
    isLast: () => at >= lines.length - 1,
    readFile: (path) => {
      const bytes = readFile(process, path)
      return isRefused(bytes) ? '' : bytes
    },
  })
  for (; at < lines.length; at += 1) {
    const { out, quit } = sed.take(bare(lines[at] ?? ''))
    made += out
    if (quit !== undefined) return { text: made, quit }
  }
  // The last line keeps lacking its end.
  const lacks = text !== '' && !text.endsWith('\n') && made.endsWith('\n')
  return { text: lacks ? made.slice(0, -1) : made, quit: undefined }
}

function inPlace(
  process: Process,
  options: Options,
  script: readonly SedCommand[],
  files: readonly Bytes[],
): Turn {
  let code = 0
  for (const path of files) {
    const bytes = readFile(process, path)
    if (isRefused(bytes)) {
      warn(process, `${path}: ${bytes.problem}`)
      code = 1
      continue
    }
    const info = process.files.stat(absolute(process, path))
    const mode = isRefused(info) ? 0o644 : info.mode
    const suffix = options.get('in-place')
    if (suffix) process.files.write(absolute(process, path + suffix), bytes, { mode })
    const { text, quit } = edit(process, script, options.has('n'), bytes, fresh())
    const written = process.files.write(absolute(process, path), text, { mode })
    if (isRefused(written)) {
      warn(process, `couldn't open temporary file ./sedXXXXXX: ${written.problem}`)
      return { exit: 4 }
    }
    if (quit !== undefined) return { exit: quit }
  }
  return { exit: code }
}

/** `-i` takes its suffix only when it hangs on: `-i.bak`. */
function separated(words: readonly Bytes[]): Bytes[] {
  return words.flatMap((word) => {
    const match = /^-([nErsz]*)i(.+)$/.exec(word)
    if (!match) return [word]
    const rest = match[2] ?? ''
    const flags = /^[nErsz]+$/.test(rest) ? [`-${rest}`] : [`--in-place=${rest}`]
    return [...(match[1] ? [`-${match[1]}`] : []), '-i', ...flags]
  })
}

export const sed = tool({
  name: 'sed',
  about: 'Edit lines: s y p d a i c q n N D P g G h H x b t r = { }, addresses, -n -i -e -f -E',
  run(process, { operands }) {
    const options = readSed(process, operands)
    const { script, files } = scriptOf(process, options)
    if (options.has('i')) return inPlace(process, options, script, files)
    const state = memory(process, () => ({ text: '', sed: fresh() }))
    const names = files.length === 0 ? ['-'] : files
    if (names.some(isStdin)) return fromStdin(process, options, script, state)
    let code = 0
    let all = ''
    for (const path of names) {
      const bytes = readFile(process, path)
      if (isRefused(bytes)) {
        if (bytes.problem === 'Is a directory') warn(process, `${path}: Is a directory`)
        else warnOpen(process, path, bytes)
        code = 1
      } else all += bytes
    }
    const { text, quit } = edit(process, script, options.has('n'), all, state.sed)
    out(process, text)
    return { exit: quit ?? code }
  },
})

function readSed(process: Process, words: readonly Bytes[]): Options {
  const read = readOptions(
    'n i E r s z u e: f: quiet=n silent=n regexp-extended=E expression=e file=f in-place: separate=s unbuffered=u',
    separated(words),
  )
  if ('bad' in read) return fail(process, `unrecognized option: ${read.option}`)
  return read
}

/** What leans on the end of the input has to wait for it; all other lines go on as they come. */
function fromStdin(
  process: Process,
  options: Options,
  script: readonly SedCommand[],
  state: { text: Bytes; sed: SedMemory },
): Turn {
  const needsAll = script.some(
    ({ name, from, to }) =>
      name === 'N' || name === 'n' || from?.at === 'last' || to?.at === 'last',
  )
  const whole = gather(process, state)
  const end = whole === null ? (needsAll ? 0 : state.text.lastIndexOf('\n') + 1) : state.text.length
  const ready = state.text.slice(0, end)
  state.text = state.text.slice(end)
  const { text, quit } = edit(process, script, options.has('n'), ready, state.sed)
  out(process, text)
  if (quit !== undefined) return { exit: quit }
  return whole === null ? waitFor({ input: 0 }, state) : { exit: 0 }
}
