import type { Json } from '../../json.ts'
import type { View } from '../../store/view.ts'
import type { Millis } from '../../time.ts'
import type { ReplicaSet } from './schema.ts'
import type { Failure } from './status.ts'

/** What a set's controller remembers beyond the API. */
export type SetMemo = {
  /** How many pod names it has drawn: the next one is new. */
  made: number
  /** Refusals in a row, and when to try again. */
  failures?: number
  retryAt?: Millis
  /** The generation that was refused: a changed spec is tried at once. */
  generation?: number
} & { [key: string]: Json }

/** Doubled at each refusal, as client-go's work queue does. */
const FIRST_MS = 10
const LONGEST_MS = 1_000_000

/** Where a set stands with what was refused it. */
export interface BackOff {
  memo: SetMemo
  /** A refusal that nobody was told of yet. */
  failure: Failure | undefined
  /** Nothing is tried before `memo.retryAt`. */
  isWaiting: boolean
}

/** The controller's own note about a set. */
export function memoOf(view: View): SetMemo {
  return view.memo<SetMemo>() ?? { made: 0 }
}

/**
 * A refused plan ends silently; the kernel comes back a moment later. That visit tells of the refusal
 * (event, condition) and tries nothing, the next one comes after the back-off and tries again: with
 * an exhausted quota, refused at 0 ms, told at 5 ms, tried at 15, told at 20, tried at 40 ms …
 */
export function backOff(set: ReplicaSet, view: View, surplus: number): BackOff {
  const memo = memoOf(view)
  const generation = set.metadata.generation ?? 0
  const refused = view.refusal()
  if (refused && surplus !== 0) {
    const failures = (memo.failures ?? 0) + 1
    const retryAt = view.now + Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS)
    const reason = surplus < 0 ? 'FailedCreate' : 'FailedDelete'
    return {
      memo: { made: memo.made, failures, retryAt, generation },
      failure: { reason, message: refused.message },
      isWaiting: true,
    }
  }
  const isWaiting =
    surplus !== 0 && (memo.retryAt ?? 0) > view.now && memo.generation === generation
  if (isWaiting) return { memo, failure: undefined, isWaiting }
  // A try is under way: if it is refused, the next visit must know how often that happened before.
  const isRetry = memo.retryAt !== undefined && surplus !== 0
  const failures = isRetry ? memo.failures : undefined
  return {
    memo: { made: memo.made, ...(failures ? { failures } : {}) },
    failure: undefined,
    isWaiting: false,
  }
}
