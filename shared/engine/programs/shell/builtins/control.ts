import type { Bytes } from '../../bytes.ts'
import { isRefused } from '../../files.ts'
import type { Shell } from '../core.ts'
import { Failure } from '../failure.ts'
import { spawnFailed } from '../spawn.ts'
import { exported } from '../variables.ts'
import type { Builtin } from './builtin.ts'

function wholeStatus(shell: Shell, word: Bytes | undefined, name: Bytes): number {
  if (word === undefined) return shell.state.status
  if (/^[+-]?\d+$/.test(word)) return Number(word) & 0xff
  const words = shell.state.dialect === 'bash' ? `${word}: numeric argument required` : `${word}`
  throw new Failure(
    shell.state.dialect === 'bash' ? `${name}: ${words}` : `${name}: Illegal number: ${words}`,
    2,
    name === 'exit',
  )
}

/** Leaves so many loops; what they had led elsewhere is led back. */
function outOf(shell: Shell, words: readonly Bytes[], goesOn: boolean): number {
  const { frame } = shell
  let levels = Math.max(1, Number(words[0] ?? 1) || 1)
  const loops = frame?.blocks.filter(({ is }) => is === 'loop').length ?? 0
  if (!frame || loops === 0) return 0
  levels = Math.min(levels, loops)
  while (frame.blocks.length > 0) {
    const block = frame.blocks.at(-1)
    if (block?.is === 'loop') {
      levels -= 1
      if (levels === 0) {
        if (goesOn) frame.pc = block.next
        else {
          frame.blocks.pop()
          frame.pc = block.end
        }
        return 0
      }
    }
    const left = frame.blocks.pop()
    if (left) shell.close(left)
  }
  return 0
}

function returns(shell: Shell, words: readonly Bytes[]): number {
  const status = wholeStatus(shell, words[0], 'return')
  const at = shell.state.frames.findLastIndex(({ is }) => is === 'function' || is === 'source')
  if (at < 0) {
    if (shell.state.dialect === 'bash') {
      shell.complain("return: can only `return' from a function or sourced script")
      return 2
    }
    shell.state.leaving = status
    return status
  }
  while (shell.state.frames.length > at) shell.pop()
  return status
}

function source(shell: Shell, words: readonly Bytes[], name: Bytes): number | void {
  const [path, ...params] = words
  if (path === undefined) {
    shell.complain(`${name}: filename argument required`)
    return 2
  }
  const { process, state } = shell
  const whole = path.includes('/') ? path : `${process.cwd}/${path}`
  const text = process.files.read(whole.startsWith('/') ? whole : `${process.cwd}/${whole}`)
  if (isRefused(text)) {
    if (state.dialect === 'bash') shell.complain(`${path}: ${text.problem}`)
    else shell.complain(`${name}: can't open '${path}': ${text.problem}`)
    if (state.dialect !== 'bash' && !shell.isInteractive) state.leaving = 2
    return state.dialect === 'bash' ? 1 : 2
  }
  const before = params.length > 0 ? { params: state.params } : {}
  if (params.length > 0) state.params = params
  state.status = 0
  shell.begin('source', text, before)
}

function exec(shell: Shell, words: readonly Bytes[]): number | void {
  const argv = words[0] === '-a' ? words.slice(2) : words[0] === '--' ? words.slice(1) : [...words]
  if (argv.length === 0) return 0
  const name = argv[0] ?? ''
  if (shell.process.which(name) !== undefined) {
    shell.become = { argv: [...argv], env: exported(shell.state) }
    return 0
  }
  const status = spawnFailed(shell, name, 'not found')
  if (!shell.isInteractive) shell.state.leaving = status
  return status
}

/** Control of the shell itself. */
export const control: Readonly<Record<string, Builtin>> = {
  ':': { special: true, run: () => 0 },
  true: { run: () => 0 },
  false: { run: () => 1 },
  break: { special: true, run: (shell, words) => outOf(shell, words, false) },
  continue: { special: true, run: (shell, words) => outOf(shell, words, true) },
  return: { special: true, run: returns },
  exit: {
    special: true,
    run(shell, words) {
      const status = wholeStatus(shell, words[0], 'exit')
      shell.state.leaving = status
      return status
    },
  },
  logout: { run: (shell, words) => control['exit']?.run(shell, words, 'exit') },
  eval: {
    special: true,
    run(shell, words) {
      const text = words.join(' ')
      shell.state.status = 0
      if (text.trim() !== '') shell.begin('eval', text)
    },
  },
  '.': { special: true, run: source },
  source: { only: ['bash', 'ash'], run: source },
  exec: { special: true, run: exec },
}
