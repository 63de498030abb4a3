import type { Taint } from './node/schema.ts'
import type { Toleration } from './pod/schema.ts'

type Bare = Pick<Taint, 'key' | 'value' | 'effect'>

/** Does one of the tolerations cover the taint? Source: core/v1 toleration.go ToleratesTaint. */
export function tolerates(tolerations: readonly Toleration[] | undefined, taint: Bare): boolean {
  return (tolerations ?? []).some((toleration) => covers(toleration, taint))
}

/** Does this toleration cover the taint? An empty key or effect stands for all of them. */
export function covers({ key, operator, value, effect }: Toleration, taint: Bare): boolean {
  if (effect && effect !== taint.effect) return false
  if (key && key !== taint.key) return false
  return operator === 'Exists' || (value ?? '') === (taint.value ?? '')
}
