import { environmentProblem } from '../volumes/environment.ts'
import { mount } from '../volumes/mounting.ts'
import type { Life, Unit } from './life.ts'
import { rootProblem } from './non-root.ts'

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

/** Why a container cannot be made: its environment, or its user. [LIFE-018] */
export function misconfiguration(unit: Unit): string | undefined {
  return environmentProblem(unit.life, unit.spec) ?? rootProblem(unit)
}
