import { timestamp, type Millis } from '../time.ts'
import type { Ended } from '../runtime/contract.ts'
import type { Unit } from './life.ts'

/** What a run leaves in the note; all of it is of no use once the run is over. */
const OF_RUN = [
  'startAt',
  'doom',
  'hooked',
  'hookError',
  'hooks',
  'probes',
  'kill',
  'told',
] as const

/** Forgets what was remembered of a run. */
export function clearRun({ note }: Unit): void {
  for (const key of OF_RUN) delete note[key]
}

/** Shows the end of a run. Source: kubelet_pods.go convertToAPIContainerStatuses (v1.32). */
export function ended(unit: Unit, { at, code, reason, message }: Ended): void {
  const { life, status, note, role } = unit
  const finishedAt: Millis = Math.min(at, life.now)
  const startedAt = note.startedAt ?? finishedAt
  const { hookError } = note
  clearRun(unit)
  note.step = 'end'
  note.finishedAt = finishedAt
  note.code = code
  status.state = {
    terminated: {
      exitCode: code,
      reason: reason ?? (code === 0 ? 'Completed' : 'Error'),
      ...(message ? { message } : {}),
      startedAt: timestamp(reason === 'StartError' ? 0 : startedAt),
      finishedAt: timestamp(finishedAt),
      ...(status.containerID ? { containerID: status.containerID } : {}),
    },
  }
  status.ready = role === 'init' && code === 0
  status.started = false
  if (hookError !== undefined) showHookError(unit, hookError)
}

/** Until it is tried again, a container whose postStart hook failed waits, and says why. */
function showHookError(unit: Unit, message: string): void {
  const { status } = unit
  const { terminated } = status.state
  if (!terminated || isOver(unit)) return
  status.lastState = { terminated }
  status.state = { waiting: { reason: 'PostStartHookError', message } }
}

/** Ends what runs, whatever it is doing. */
export function cutOff(unit: Unit, code: number, reason?: string): void {
  if (unit.note.step !== 'run') return
  unit.life.runtime.signal(unit.spec.name, 'KILL')
  ended(unit, { at: unit.life.now, code, ...(reason ? { reason } : {}) })
}

/** Has the container ended for good? */
export function isOver(unit: Unit): boolean {
  const { life, note, role } = unit
  if (note.step !== 'end') return false
  if (role === 'ephemeral') return true
  if (role === 'sidecar') return life.units.every((one) => one.role !== 'app' || isOver(one))
  if (note.killed) return life.pod.spec.restartPolicy === 'Never' && !note.killed.changed
  return !isRestarted(role, life.pod.spec.restartPolicy, note.code ?? 0)
}

/** Is a container that ended with a code started again? Init containers only when they failed. */
export function isRestarted(role: Unit['role'], policy: string, code: number): boolean {
  if (role === 'sidecar') return true
  if (policy === 'Never') return false
  return code !== 0 || (role === 'app' && policy === 'Always')
}
