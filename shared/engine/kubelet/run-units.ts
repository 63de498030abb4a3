import { INBOX } from '../programs/session.ts'
import { isInitialized } from './conditions.ts'
import { isOver } from './ended.ts'
import type { Life, Unit } from './life.ts'
import { stages } from './stages/index.ts'

/** More steps than this for one container at one instant are a loop: a bug to show, not a hang. */
const STEPS_AT_ONCE = 50

/**
 * Moves the containers as far as this instant allows: init containers one after the other, then the
 * others in their order. One that is being made holds back those that have not begun, and nothing
 * else.
 */
export function runUnits(life: Life): void {
  const isRunning = life.units.some(({ note }) => note.step === 'run')
  if (isRunning || life.view.noteOf(life.pod, INBOX)) life.runtime.run()
  let held = false
  let open = true
  for (const unit of life.units) {
    if (unit.role === 'ephemeral') {
      if (!isOver(unit)) runUnit(unit)
      continue
    }
    if (!open || (held && unit.note.step === undefined)) continue
    runUnit(unit)
    if (unit.role !== 'app' && !isInitialized(unit) && !isLater(unit)) open = false
    if (isBeingMade(unit)) held = true
  }
  retire(life)
}

/**
 * When all app containers have ended for good, those that only helped them follow, from the last to
 * the first.
 */
function retire({ units }: Life): void {
  if (units.some((unit) => unit.role === 'app' && !isOver(unit))) return
  for (const unit of units.toReversed()) {
    if (unit.role !== 'sidecar' && unit.role !== 'ephemeral') continue
    unit.tended = false
    runUnit(unit)
  }
}

/** Nothing else is begun while an image is pulled, a container is made or its hook runs. */
function isBeingMade({ note }: Unit): boolean {
  return note.step === 'pull' || note.step === 'start' || note.hooked === true
}

/** A sidecar that started once holds nobody back when it is started again. */
function isLater({ role, status, life }: Unit): boolean {
  if (role !== 'sidecar' || status.containerID === undefined) return false
  return life.units.some((other) => other.role === 'app' && other.status.containerID)
}

function runUnit(unit: Unit): void {
  const { life } = unit
  for (let step = 0; step < STEPS_AT_ONCE; step += 1) {
    const stage = stages.find((one) => one.when(unit))
    if (!stage) return
    const due = stage.due?.(unit) ?? life.now
    if (due > life.now) {
      life.plan.wakeAt(due)
      return
    }
    stage.act(unit)
  }
  throw new Error(`container ${unit.spec.name} of ${life.pod.metadata.name} does not come to rest`)
}
