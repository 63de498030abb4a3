import type { Kind } from './define-kind.ts'

/** Every kind of the cluster, one line each, in the order of `kubectl api-resources`. */
export const kinds: readonly Kind[] = []
