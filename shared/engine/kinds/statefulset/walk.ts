import { isTerminating } from '../../object.ts'
import type { Millis } from '../../time.ts'
import type { Pod } from '../pod/schema.ts'
import { repaired, startOf } from './identity.ts'
import { isAvailable, isHealthy, isOver, isRunningAndReady, revisionOf } from './members.ts'
import type { Members } from './members.ts'
import type { StatefulSet } from './schema.ts'

/** One thing to do next. */
export type Step =
  | { do: 'create'; ordinal: number }
  | { do: 'delete'; pod: Pod; condemned?: true }
  | { do: 'repair'; pod: Pod }

/**
 * Walks the pods in order and says what is to be done now: in OrderedReady one thing, and nothing
 * as long as a pod on the way is not well. Source: pkg/controller/statefulset/
 * stateful_set_control.go updateStatefulSet (v1.32).
 */
export function walk(set: StatefulSet, members: Members, update: string, now: Millis): Step[] {
  const steps: Step[] = []
  const isOrdered = set.spec.podManagementPolicy !== 'Parallel'
  if (fill(steps, set, members, isOrdered, now)) return steps
  if (shrink(steps, set, members, isOrdered, now)) return steps
  const step = replace(set, members, update, now)
  return step ? [...steps, step] : steps
}

/** Wanted pods, from the lowest number up. True: the walk ends here. */
function fill(
  steps: Step[],
  set: StatefulSet,
  { places }: Members,
  isOrdered: boolean,
  now: Millis,
): boolean {
  for (const [index, pod] of places.entries()) {
    const ordinal = startOf(set) + index
    if (!pod) {
      steps.push({ do: 'create', ordinal })
      if (isOrdered) return true
      continue
    }
    if (isOver(pod)) {
      if (!isTerminating(pod)) steps.push({ do: 'delete', pod })
      return true
    }
    if (isOrdered && !isHealthy(set, pod, now)) return true
    const sound = repaired(pod, ordinal)
    if (sound) steps.push({ do: 'repair', pod: sound })
  }
  return false
}

/** Pods that are not wanted, from the highest number down. True: the walk ends here. */
function shrink(
  steps: Step[],
  set: StatefulSet,
  { condemned, places }: Members,
  isOrdered: boolean,
  now: Millis,
): boolean {
  const sick = [...places, ...[...condemned].reverse()].find((pod) => {
    return pod !== undefined && !isHealthy(set, pod, now)
  })
  for (const pod of condemned) {
    if (isTerminating(pod)) {
      if (isOrdered) return true
      continue
    }
    const isWell = isRunningAndReady(pod) && isAvailable(set, pod, now)
    if (isOrdered && !isWell && pod !== sick) return true
    steps.push({ do: 'delete', pod, condemned: true })
    if (isOrdered) return true
  }
  return false
}

/** The next pod of an old revision to go, from the highest number down. */
function replace(
  { spec, ...set }: StatefulSet,
  { places }: Members,
  update: string,
  now: Millis,
): Step | undefined {
  if (spec.updateStrategy.type === 'OnDelete') return undefined
  const lowest = spec.updateStrategy.rollingUpdate?.partition ?? 0
  for (let index = places.length - 1; index >= lowest; index -= 1) {
    const pod = places[index]
    if (!pod) return undefined
    if (revisionOf(pod) !== update && !isTerminating(pod)) return { do: 'delete', pod }
    if (!isHealthy({ ...set, spec }, pod, now)) return undefined
  }
  return undefined
}
