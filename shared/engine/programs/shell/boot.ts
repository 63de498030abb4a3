import type { Bytes } from '../bytes.ts'
import type { Controller } from '../command.ts'
import { isRefused } from '../files.ts'
import { Shell } from './core.ts'
import { setOptions } from './options.ts'
import { declareSignals } from './signals.ts'
import type { Dialect, ShellState } from './state.ts'
import { firstVariables } from './variables.ts'

class BadOption extends Error {}

interface Line {
  options: string[]
  script?: Bytes
  readsInput: boolean
  isInteractive: boolean
  rest: Bytes[]
}

/** Begins a shell from its command line; a number is the code with which it ends at once. */
export function boot(process: Controller, dialect: Dialect): ShellState | number {
  const [zero = 'sh', ...words] = process.argv
  const name = zero.replace(/^-/, '').replace(/^.*\//, '')
  const line = readLine(words)
  const state: ShellState = {
    dialect,
    name,
    zero,
    self: process.pid,
    texts: [],
    frames: [],
    variables: firstVariables(process),
    params: [],
    functions: {},
    options: [],
    status: 0,
    jobs: [],
    traps: {},
    pending: [],
    substituted: {},
    umask: 0o022,
  }
  const shell = new Shell(process, state)
  if (typeof line === 'string') {
    shell.complain(dialect === 'bash' ? `${line}: invalid option` : `illegal option ${line}`)
    return 2
  }
  state.options = line.options
  const failed = begin(shell, line)
  if (failed !== undefined) return failed
  declareSignals(shell)
  return state
}

function begin(
  shell: Shell,
  { script, readsInput, isInteractive, rest }: Line,
): number | undefined {
  const { state, process } = shell
  if (script !== undefined) {
    const [zero, ...params] = rest
    if (zero !== undefined) state.name = state.zero = zero
    state.params = params
    shell.begin('main', script)
    return undefined
  }
  const [path, ...params] = rest
  if (path !== undefined && !readsInput) {
    state.params = params
    return beginFile(shell, path)
  }
  if (readsInput) state.params = rest
  const isTerminal = process.isTerminal(0) && process.stream(0)?.to === 'session'
  state.reads = isTerminal || isInteractive ? 'prompt' : 'lines'
  return undefined
}

function beginFile(shell: Shell, path: Bytes): number | undefined {
  const { state, process } = shell
  const text = process.files.read(path.startsWith('/') ? path : `${process.cwd}/${path}`)
  if (isRefused(text)) {
    const { name, dialect } = state
    const isMissing = text.problem === 'No such file or directory'
    const words: Record<Dialect, Bytes> = {
      bash: `${name}: ${path}: ${text.problem}`,
      ash: `${name}: can't open '${path}': ${text.problem}`,
      dash: `${name}: 0: cannot open ${path}: ${isMissing ? 'No such file' : text.problem}`,
    }
    process.writeTo(2, `${words[dialect]}\n`)
    return dialect === 'bash' ? (isMissing ? 127 : 126) : 2
  }
  state.name = state.zero = path
  shell.begin('main', text)
  return undefined
}

/** Reads `-c`, `-s`, `-i`, `-l` and options of `set`; a text is an option that is none. */
function readLine(words: readonly Bytes[]): Line | string {
  const line: Line = { options: [], readsInput: false, isInteractive: false, rest: [] }
  let hasScript = false
  let at = 0
  for (; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word === '--' || word === '-') {
      at += 1
      break
    }
    if (!/^[-+]./.test(word)) break
    if (/^--(login|norc|noprofile|posix)$/.test(word)) continue
    const isOn = word.startsWith('-')
    const others = isOn ? word.slice(1).replace(/[csil]/g, '') : word.slice(1)
    if (isOn && word.includes('c')) hasScript = true
    if (isOn && word.includes('s')) line.readsInput = true
    if (isOn && word.includes('i')) line.isInteractive = true
    if (others === '') continue
    const long = others.endsWith('o') ? words[(at += 1)] : undefined
    try {
      const option = `${isOn ? '-' : '+'}${others}`
      setOptions(line, long === undefined ? [option] : [option, long], (bad) => {
        throw new BadOption(bad)
      })
    } catch (thrown) {
      if (thrown instanceof BadOption) return thrown.message
      throw thrown
    }
  }
  line.rest = words.slice(at)
  if (hasScript) {
    line.script = line.rest[0] ?? ''
    line.rest = line.rest.slice(1)
  }
  return line
}
