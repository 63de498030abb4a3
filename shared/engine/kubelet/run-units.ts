import { isInitialized } from './conditions.ts'
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
  let held = false
  for (const unit of life.units) {
    if (held && unit.note.step === undefined) continue
    runUnit(unit)
    if (unit.role !== 'app' && !isInitialized(unit) && !isLater(unit)) return
    if (unit.note.step === 'pull' || unit.note.step === 'start') held = true
  }
}

/** A sidecar that started once holds nobody back when it is started again. */
function isLater({ role, status }: Unit): boolean {
  return role === 'sidecar' && status.containerID !== undefined
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
