import type { Bytes } from '../bytes.ts'
import type { Shell } from './core.ts'
import { Failure } from './failure.ts'
import { assign } from './variables.ts'

/** Assigns; a name may carry an index, as in `list[2]`. */
export function put(shell: Shell, name: string, value: Bytes | Bytes[]): void {
  const { state } = shell
  const [, bare = name, index] = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(name) ?? []
  let whole = value
  if (index !== undefined && !Array.isArray(value)) {
    const before = state.variables[bare]?.v ?? []
    const list = Array.isArray(before) ? [...before] : [before]
    const at = Number(index)
    if (!Number.isInteger(at) || at < 0 || at > 10_000)
      throw new Failure(`${index}: bad array subscript`)
    while (list.length < at) list.push('')
    list[at] = value
    whole = list
  }
  if (!assign(state, bare, whole)) {
    const words = state.dialect === 'bash' ? 'readonly variable' : 'is read only'
    throw new Failure(`${bare}: ${words}`, 2, true)
  }
}
