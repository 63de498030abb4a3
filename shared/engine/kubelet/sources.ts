import { environmentProblem } from '../volumes/environment.ts'
import { mount } from '../volumes/mounting.ts'
import type { Life, Unit } from './life.ts'

/**
 * Mounts the volumes of a pod before anything of it is made; false while that cannot be. What fails
 * is told and tried again after a back-off, however soon its cause is gone. [INIT-016]
 */
export function isMounted(life: Life): boolean {
  const { note, plan } = life
  if (life.podIP !== undefined) return true
  const { isDone, notes, nextAt, told } = mount(life, note.mounts ?? {})
  for (const message of told) life.tell('Warning', 'FailedMount', message)
  if (isDone) delete note.mounts
  else note.mounts = notes
  plan.wakeAt(nextAt)
  return isDone
}

/** Why a container's environment cannot be made. [LIFE-018] */
export function missingEnv({ life, spec }: Unit): string | undefined {
  return environmentProblem(life, spec)
}
