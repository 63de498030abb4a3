import type { Json } from '../../../json.ts'
import type { Millis } from '../../../time.ts'
import type { Process, Turn } from '../../command.ts'

/**
 * Finds something out at the first turn and tells of it when its time has come: what comes over a
 * network was decided when it was asked for. More of it follows where `then` asks again.
 */
export function delayed<S extends Json>(
  process: Process,
  first: () => { afterMs: Millis; what: S },
  then: (what: S) => Turn,
): Turn {
  const kept = process.state as { at: Millis; what: S } | undefined
  if (kept && process.now < kept.at) return { wait: { until: kept.at }, state: kept }
  if (kept) return then(kept.what)
  const { afterMs, what } = first()
  if (afterMs <= 0) return then(what)
  const state = { at: process.now + Math.ceil(afterMs), what }
  return { wait: { until: state.at }, state }
}

/** How long a connection is tried for before the kernel gives it up: six tries of TCP. */
export const CONNECT_MS: Millis = 127_000
