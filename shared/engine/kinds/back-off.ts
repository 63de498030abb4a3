import type { Json } from '../json.ts'
import type { View } from '../store/view.ts'
import type { Millis } from '../time.ts'

/** What a controller remembers of refusals. */
export type Refusals = {
  /** How many in a row. */
  failures?: number
  /** When to try again. */
  retryAt?: Millis
  /** The generation that was refused: a changed spec is tried at once. */
  generation?: number
} & { [key: string]: Json }

/** Doubled at each refusal. Source: client-go util/workqueue. */
const FIRST_MS = 10
const LONGEST_MS = 1_000_000

/** Where a controller stands with what was refused it. */
export interface BackOff {
  /** What to remember. */
  memo: Refusals
  /** The message of a refusal that nobody was told of yet. */
  refused: string | undefined
  /** Nothing is tried before `memo.retryAt`. */
  isWaiting: boolean
}

/**
 * A refused plan ends silently; the kernel comes back a moment later. That visit tells of the
 * refusal (event, condition) and tries nothing, the next one comes after the back-off and tries
 * again: with an exhausted quota, refused at 0 ms, told at 5 ms, tried at 15, told at 20, tried at
 * 40 ms … `isNeeded` says whether there is anything to try at all.
 */
export function backOff(
  before: Refusals,
  generation: number,
  isNeeded: boolean,
  view: View,
): BackOff {
  const refusal = view.refusal()
  if (!isNeeded) return { memo: {}, refused: undefined, isWaiting: false }
  if (refusal) {
    const failures = (before.failures ?? 0) + 1
    const retryAt = view.now + Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS)
    const memo = { failures, retryAt, generation }
    return { memo, refused: refusal.message, isWaiting: true }
  }
  const { failures, retryAt } = before
  if (retryAt !== undefined && retryAt > view.now && before.generation === generation) {
    const memo = { ...(failures ? { failures } : {}), retryAt, generation }
    return { memo, refused: undefined, isWaiting: true }
  }
  // A try is under way: if it is refused, the next visit must know how often that happened before.
  const isRetry = retryAt !== undefined && failures !== undefined
  return { memo: isRetry ? { failures } : {}, refused: undefined, isWaiting: false }
}
