import type { Bytes } from '../../bytes.ts'
import type { Shell } from '../core.ts'
import { asOwner } from '../owner.ts'
import type { Builtin } from './builtin.ts'

const KEYWORDS = new Set(
  '! { } case do done elif else esac fi for if in then until while [[ ]] function'.split(' '),
)

function kindOf(shell: Shell, name: Bytes): { is: string; path?: string } | undefined {
  if (KEYWORDS.has(name)) return { is: 'keyword' }
  if (Object.hasOwn(shell.state.functions, name)) return { is: 'function' }
  if (asOwner.builtin(shell, name)) return { is: 'builtin' }
  const path = shell.process.which(name)
  return path === undefined ? undefined : { is: 'file', path }
}

function type(shell: Shell, words: readonly Bytes[]): number {
  const { process, state } = shell
  const isShort = words[0] === '-t'
  let status = 0
  for (const name of words.filter((word) => !word.startsWith('-'))) {
    const kind = kindOf(shell, name)
    if (!kind) {
      if (!isShort) missing(shell, name)
      status = state.dialect === 'bash' ? 1 : 127
    } else if (isShort) process.writeTo(1, `${kind.is}\n`)
    else if (kind.is === 'file') process.writeTo(1, `${name} is ${kind.path}\n`)
    else {
      const what =
        kind.is === 'builtin' || kind.is === 'keyword' ? `a shell ${kind.is}` : `a ${kind.is}`
      process.writeTo(1, `${name} is ${what}\n`)
    }
  }
  return status
}

function missing(shell: Shell, name: Bytes): void {
  if (shell.state.dialect === 'bash') shell.complain(`type: ${name}: not found`)
  else shell.process.writeTo(shell.state.dialect === 'dash' ? 1 : 2, `${name}: not found\n`)
}

function command(shell: Shell, words: readonly Bytes[]): number | void {
  const [first, ...rest] = words
  if (first === '-v' || first === '-V') {
    let status = 0
    for (const name of rest) {
      const kind = kindOf(shell, name)
      if (kind)
        shell.process.writeTo(1, `${first === '-V' ? `${name} is ` : ''}${kind.path ?? name}\n`)
      else status = shell.state.dialect === 'bash' ? 1 : 127
    }
    return status
  }
  const real = first === '-p' || first === '--' ? rest : [...words]
  const [name] = real
  if (name === undefined) return 0
  const builtin = asOwner.builtin(shell, name)
  if (builtin) return builtin.run(shell, real.slice(1), name)
  asOwner.external(shell, real)
}

/** What finds commands. */
export const looking: Readonly<Record<string, Builtin>> = {
  type: { run: type },
  command: { run: command },
  builtin: {
    only: ['bash'],
    run: (shell, [name = '', ...rest]) => asOwner.builtin(shell, name)?.run(shell, rest, name) ?? 1,
  },
  hash: { run: () => 0 },
}
