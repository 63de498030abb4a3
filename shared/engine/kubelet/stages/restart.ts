import { SECOND, type Millis } from '../../time.ts'
import { goDuration } from '../duration-text.ts'
import type { Unit } from '../life.ts'
import { isOver } from '../ended.ts'
import type { Stage } from './stage.ts'

/** Restarts wait 10 s, doubled each time, at most 300 s; ten quiet minutes begin anew. */
const FIRST_DELAY_MS = 10 * SECOND
const LAST_DELAY_MS = 300 * SECOND
const FORGOTTEN_AFTER_MS = 2 * LAST_DELAY_MS

const awaitsRestart = (unit: Unit): boolean => unit.note.step === 'end' && !isOver(unit)

/** The end from which the back-off is counted. */
function since({ note }: Unit): Millis | undefined {
  // Upstream starts a container that it has just stopped without looking at its end again: what it
  // knows is the end before that. So a container that lived long between two failed liveness
  // probes is started at once.
  return note.killed ? note.killed.before : note.finishedAt
}

/** The back-off that holds the container; none for a first failure or after a long good run. */
function holding(unit: Unit): { delayMs: Millis; setAt: Millis } | undefined {
  const { note } = unit
  const { backOff, finishedAt = 0, killed } = note
  if (!backOff || finishedAt - backOff.setAt > FORGOTTEN_AFTER_MS) return undefined
  if (!killed) return backOff
  const end = since(unit)
  return end !== undefined && finishedAt < end + backOff.delayMs ? backOff : undefined
}

/**
 * A moment after the end the pod says that it holds back. Source: kuberuntime doBackOff (v1.32).
 */
export const backOff: Stage = {
  name: 'back-off',
  when: (unit) => awaitsRestart(unit) && !unit.note.told && holding(unit) !== undefined,
  due: ({ life, note, spec, status }) => {
    const luck = life.luck(`back-off ${spec.name} ${status.restartCount}`)
    return (note.finishedAt ?? life.now) + SECOND + Math.floor(luck * 2 * SECOND)
  },
  act(unit) {
    const { life, spec, status, note } = unit
    const { name, namespace, uid } = life.pod.metadata
    const pod = `${name}_${namespace}(${uid})`
    note.told = true
    life.tell(
      'Warning',
      'BackOff',
      `Back-off restarting failed container ${spec.name} in pod ${pod}`,
      unit,
    )
    const delay = goDuration(holding(unit)?.delayMs ?? 0)
    const message = `back-off ${delay} restarting failed container=${spec.name} pod=${pod}`
    const { terminated } = status.state
    if (terminated) status.lastState = { terminated }
    status.state = { waiting: { reason: 'CrashLoopBackOff', message } }
  },
}

/** The container is started again: at once the first time, then after its back-off. */
export const again: Stage = {
  name: 'again',
  when: awaitsRestart,
  due: (unit) => (unit.note.finishedAt ?? unit.life.now) + (holding(unit)?.delayMs ?? 0),
  act(unit) {
    const { note, life } = unit
    // Without an earlier end there is nothing to count from yet.
    if (since(unit) !== undefined) {
      const isKnown =
        note.backOff && (note.finishedAt ?? 0) - note.backOff.setAt <= FORGOTTEN_AFTER_MS
      const before = isKnown ? note.backOff : undefined
      const delayMs = before ? Math.min(before.delayMs * 2, LAST_DELAY_MS) : FIRST_DELAY_MS
      note.backOff = { delayMs, setAt: life.now }
    }
    delete note.step
    delete note.told
  },
}
