import type { Bytes } from '../bytes.ts'
import type { Builtin } from './builtins/builtin.ts'
import type { Shell } from './core.ts'

/** What runs commands; builtins that run others in turn find it here. */
interface Owner {
  builtin(shell: Shell, name: Bytes): Builtin | undefined
  external(shell: Shell, words: Bytes[]): void
}

export const asOwner: Owner = {
  builtin: () => undefined,
  external: () => undefined,
}
