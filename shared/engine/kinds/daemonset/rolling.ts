import { isTerminating } from '../../object.ts'
import { scaledValue } from '../../schema/int-or-string.ts'
import type { Millis } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import { isAvailable, isOf, type Berth } from './daemons.ts'
import type { DaemonSet } from './schema.ts'

/** What a rolling update does next. */
export interface Turn {
  /** Nodes that get a new pod beside the old one. */
  make: readonly string[]
  remove: readonly Pod[]
}

/** May a new pod come before the old one goes? */
export function allowsSurge(set: DaemonSet): boolean {
  return limits(set, 100).surge > 0
}

function limits({ spec }: DaemonSet, desired: number): { surge: number; missing: number } {
  const { type, rollingUpdate } = spec.updateStrategy
  if (type !== 'RollingUpdate' || !rollingUpdate) return { surge: 0, missing: 0 }
  const surge = scaledValue(rollingUpdate.maxSurge ?? 0, desired, 'up') ?? 0
  const missing = scaledValue(rollingUpdate.maxUnavailable ?? 1, desired, 'up') ?? 1
  return { surge, missing: surge === 0 && missing === 0 ? 1 : missing }
}

/** The old and the new pod of a node; undefined where there are two of one sort. */
function pairOf({ pods }: Berth, hash: string): { old?: Pod; fresh?: Pod } | undefined {
  const living = pods.filter((pod) => !isTerminating(pod))
  const fresh = living.filter((pod) => isOf(pod, hash))
  const old = living.filter((pod) => !isOf(pod, hash))
  if (fresh.length > 1 || old.length > 1) return undefined
  return { ...(old[0] ? { old: old[0] } : {}), ...(fresh[0] ? { fresh: fresh[0] } : {}) }
}

/**
 * The next old pods to go, or new ones to come. Source: pkg/controller/daemon/update.go
 * rollingUpdate (v1.32).
 */
export function roll(set: DaemonSet, berths: readonly Berth[], hash: string, now: Millis): Turn {
  const desired = berths.filter(({ wanted }) => wanted).length
  const { surge, missing } = limits(set, desired)
  return surge === 0
    ? replace(set, berths, hash, now, missing)
    : surpass(set, berths, hash, now, surge)
}

function replace(
  set: DaemonSet,
  berths: readonly Berth[],
  hash: string,
  now: Millis,
  most: number,
): Turn {
  const broken: Pod[] = []
  const sound: Pod[] = []
  let missing = 0
  for (const berth of berths) {
    const pair = pairOf(berth, hash)
    if (!pair || (berth.pods.length === 0 && !berth.wanted)) continue
    const { old, fresh } = pair
    if (!!old === !!fresh) missing += 1
    else if (fresh) missing += Number(!isAvailable(set, fresh, now))
    else if (old && isAvailable(set, old, now)) sound.push(old)
    else if (old) {
      // It is of no use where it is: to replace it costs nothing.
      broken.push(old)
      missing += 1
    }
  }
  return { make: [], remove: [...broken, ...sound.slice(0, Math.max(most - missing, 0))] }
}

function surpass(
  set: DaemonSet,
  berths: readonly Berth[],
  hash: string,
  now: Millis,
  most: number,
): Turn {
  const remove: Pod[] = []
  const urgent: string[] = []
  const waiting: string[] = []
  let surging = 0
  for (const berth of berths) {
    const { old, fresh } = pairOf(berth, hash) ?? {}
    if (!old) continue
    if (!fresh) (isAvailable(set, old, now) ? waiting : urgent).push(berth.node)
    else if (!isAvailable(set, old, now) || isAvailable(set, fresh, now)) remove.push(old)
    else surging += 1
  }
  return { make: [...urgent, ...waiting.slice(0, Math.max(most - surging, 0))], remove }
}
