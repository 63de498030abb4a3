import type { Bytes } from '../bytes.ts'
import type { Controller } from '../command.ts'
import { MEMORY_BYTES, TooMuch } from './limits.ts'
import type { ShellState, Variable } from './state.ts'

/** A name that a variable can have. */
export const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** The value of a variable as one word; undefined when it is not set. */
export function valueOf({ variables }: ShellState, name: string): Bytes | undefined {
  const found = Object.hasOwn(variables, name) ? variables[name] : undefined
  return Array.isArray(found?.v) ? found.v[0] : found?.v
}

/** Sets a variable; false when it is read-only. */
export function assign(state: ShellState, name: string, value: Variable['v']): boolean {
  const before = Object.hasOwn(state.variables, name) ? state.variables[name] : undefined
  if (before?.r) return false
  const exported = before?.x || state.options.includes('a')
  const kept =
    Array.isArray(before?.v) && !Array.isArray(value) ? withFirst(before.v, value) : value
  state.variables[name] = exported ? { v: kept, x: 1 } : { v: kept }
  if (value.length > 4096) checkMemory(state)
  return true
}

function withFirst(list: readonly Bytes[], value: Bytes): Bytes[] {
  return [value, ...list.slice(1)]
}

function checkMemory({ variables }: ShellState): void {
  let sum = 0
  for (const { v } of Object.values(variables)) {
    sum += Array.isArray(v) ? v.reduce((size, one) => size + one.length, 0) : v.length
  }
  if (sum > MEMORY_BYTES) throw new TooMuch('out of memory')
}

/** What children are given. */
export function exported(state: ShellState): Record<string, Bytes> {
  const env: Record<string, Bytes> = {}
  for (const [name, { v, x }] of Object.entries(state.variables)) {
    if (x && !Array.isArray(v)) env[name] = v
  }
  return env
}

/** The variables with which a shell begins. */
export function firstVariables({ env, cwd }: Controller): Record<string, Variable> {
  const variables: Record<string, Variable> = {}
  for (const [name, v] of Object.entries(env)) variables[name] = { v, x: 1 }
  variables['PWD'] = { v: cwd, x: 1 }
  variables['IFS'] ??= { v: ' \t\n' }
  variables['OPTIND'] ??= { v: '1' }
  return variables
}

/** `$?`, `$#` and their like; undefined where a name is none of them. */
export function special(state: ShellState, name: string): Bytes | undefined {
  switch (name) {
    case '?':
      return String(state.status)
    case '$':
      return String(state.self)
    case '#':
      return String(state.params.length)
    case '!':
      return state.lastJob === undefined ? '' : String(state.lastJob)
    case '-':
      return state.options.filter(({ length }) => length === 1).join('')
    case '0':
      return state.zero
    default:
      return undefined
  }
}
