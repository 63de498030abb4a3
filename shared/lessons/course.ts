import type { Actor, ApiRequest, Millis, World } from '../engine/index.ts'
import { durationMs } from './duration.ts'
import type { Lesson } from './lesson-type.ts'

/**
 * The world of a lesson. The cluster is born at `birthMs`; advance it to `startOf(lesson, birthMs)`
 * before anybody sees it: then everything that it starts with is up and the run begins.
 */
export function worldOf(lesson: Lesson, seed: string, birthMs: Millis): World {
  const { nodes, objects, seed: policy } = lesson.world
  return {
    seed: policy === 'of-the-run' ? seed : policy.fixed,
    startMs: birthMs,
    nodes,
    ...(objects ? { objects } : {}),
  }
}

/** When the run of a cluster that was born at `birthMs` begins. */
export function startOf(lesson: Lesson, birthMs: Millis): Millis {
  return birthMs + durationMs(lesson.world.warmUp)
}

/** When a run that began at `startMs` ends by itself. */
export function deadlineOf(lesson: Lesson, startMs: Millis): Millis {
  return startMs + durationMs(lesson.limit)
}

/**
 * What the lesson itself does to the cluster, with the virtual times of a run. Make them inputs.
 */
export function happeningsOf(
  lesson: Lesson,
  startMs: Millis,
): { at: Millis; actor: Actor; request: ApiRequest }[] {
  const rows = lesson.happenings.map(({ at, actor, request }) => {
    return { at: startMs + durationMs(at), actor, request }
  })
  return rows.sort((left, right) => left.at - right.at)
}
