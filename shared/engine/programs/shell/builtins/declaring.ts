import { copyOf } from '../../copy.ts'
import type { Bytes } from '../../bytes.ts'
import type { Shell } from '../core.ts'
import { Failure } from '../failure.ts'
import { put } from '../put.ts'
import { NAME } from '../variables.ts'
import type { Builtin } from './builtin.ts'

const QUOTED = (value: Bytes): Bytes => `'${value.replaceAll("'", "'\\''")}'`

function split(word: Bytes): [name: Bytes, value: Bytes | undefined] {
  const at = word.indexOf('=')
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

function checked(shell: Shell, builtin: Bytes, name: Bytes): boolean {
  if (NAME.test(name.replace(/\[.*\]$/, ''))) return true
  if (shell.state.dialect === 'bash')
    shell.complain(`${builtin}: \`${name}': not a valid identifier`)
  else throw new Failure(`${builtin}: ${name}: bad variable name`, 2, true)
  return false
}

/** Assigns where a value is given, and marks the variables. */
function mark(
  shell: Shell,
  builtin: Bytes,
  words: readonly Bytes[],
  as: 'x' | 'r' | undefined,
): number {
  const { state } = shell
  let status = 0
  for (const word of words) {
    const [name, value] = split(word)
    if (!checked(shell, builtin, name)) {
      status = 1
      continue
    }
    if (value !== undefined) put(shell, name, value)
    else state.variables[name] ??= { v: '' }
    const variable = state.variables[name.replace(/\[.*\]$/, '')]
    if (variable && as) variable[as] = 1
  }
  return status
}

function listed(shell: Shell, builtin: Bytes, which: 'x' | 'r'): number {
  const { state, process } = shell
  for (const name of Object.keys(state.variables).sort(byText)) {
    const variable = state.variables[name]
    if (!variable?.[which] || Array.isArray(variable.v)) continue
    const line =
      state.dialect === 'bash'
        ? `declare -${which} ${name}="${variable.v.replace(/["\\$`]/g, '\\$&')}"`
        : `${builtin} ${name}=${QUOTED(variable.v)}`
    process.writeTo(1, `${line}\n`)
  }
  return 0
}

function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function local(shell: Shell, words: readonly Bytes[]): number {
  const frame = shell.state.frames.findLast(({ is }) => is === 'function')
  if (!frame) {
    shell.complain(
      shell.state.dialect === 'bash'
        ? 'local: can only be used in a function'
        : 'local: not in a function',
    )
    return 1
  }
  const locals = (frame.locals ??= {})
  for (const word of words.filter((one) => !one.startsWith('-'))) {
    const [name, value] = split(word)
    if (!checked(shell, 'local', name)) return 1
    const before = shell.state.variables[name]
    if (!Object.hasOwn(locals, name)) locals[name] = before ? copyOf(before) : null
    delete shell.state.variables[name]
    if (value !== undefined) put(shell, name, value)
    else if (shell.state.dialect === 'dash' && before) shell.state.variables[name] = before
  }
  return 0
}

function unset(shell: Shell, words: readonly Bytes[]): number {
  const { state } = shell
  const isFunction = words[0] === '-f'
  for (const name of words.filter((word) => !word.startsWith('-'))) {
    if (isFunction) delete state.functions[name]
    else if (state.variables[name]?.r) {
      shell.complain(
        state.dialect === 'bash'
          ? `unset: ${name}: cannot unset: readonly variable`
          : `unset: ${name}: is read only`,
      )
      return 1
    } else if (Object.hasOwn(state.variables, name)) delete state.variables[name]
    else delete state.functions[name]
  }
  return 0
}

function declare(shell: Shell, words: readonly Bytes[], builtin: Bytes): number {
  const flags = words.filter((word) => word.startsWith('-')).join('')
  const names = words.filter((word) => !word.startsWith('-'))
  if (flags.includes('A')) {
    shell.complain(`${builtin}: associative arrays are not supported by this shell`)
    return 2
  }
  const isIn = shell.state.frames.some(({ is }) => is === 'function')
  if (isIn && !flags.includes('g')) local(shell, names)
  else if (flags.includes('a')) for (const name of names) shell.state.variables[name] ??= { v: [] }
  else mark(shell, builtin, names, undefined)
  const bare = names.map((word) => split(word)[0])
  if (flags.includes('x')) mark(shell, builtin, bare, 'x')
  if (flags.includes('r')) mark(shell, builtin, bare, 'r')
  if (flags.includes('p') && names.length === 0) return listed(shell, builtin, 'x')
  return 0
}

/** What makes, marks and forgets variables. */
export const declaring: Readonly<Record<string, Builtin>> = {
  export: {
    special: true,
    run(shell, words) {
      const names = words.filter((word) => word !== '-p')
      if (names[0] === '-n') {
        for (const name of names.slice(1)) delete shell.state.variables[name]?.x
        return 0
      }
      return names.length === 0 ? listed(shell, 'export', 'x') : mark(shell, 'export', names, 'x')
    },
  },
  readonly: {
    special: true,
    run: (shell, words) =>
      words.length === 0 ? listed(shell, 'readonly', 'r') : mark(shell, 'readonly', words, 'r'),
  },
  local: { run: local },
  declare: { only: ['bash'], run: declare },
  typeset: { only: ['bash'], run: declare },
  unset: { special: true, run: unset },
}
