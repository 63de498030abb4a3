import type { Container } from '../kinds/pod/schema.ts'
import { SECOND, type Millis } from '../time.ts'
import type { Life, Unit } from './life.ts'
import { unitProgram } from './program.ts'
import { ended } from './stages/run.ts'
import { withStatus } from './status.ts'
import { endOfSleep } from '../images/command.ts'

/**
 * Stops a pod whose deletion was asked for: hook, SIGTERM, and SIGKILL when the grace is over. When
 * nothing of it runs, the pod goes. Source: kubelet.go SyncTerminatingPod (v1.32).
 */
export function stop(life: Life): void {
  const graceMs = (life.pod.metadata.deletionGracePeriodSeconds ?? 0) * SECOND
  if (!life.note.stop) beginStop(life, graceMs)
  else if (life.note.stop.at + graceMs < life.note.stop.killAt) shorten(life, graceMs)
  for (const unit of life.units) {
    if (unit.note.step !== 'run') continue
    const due = unit.note.endAt ?? life.now
    if (due > life.now) life.plan.wakeAt(due)
    else ended(unit, unit.note.code ?? 0)
  }
  if (life.units.some(({ note }) => note.step === 'run')) return
  life.plan.status(withStatus(life, true)).delete(life.pod, { graceSeconds: 0 })
}

function beginStop(life: Life, graceMs: Millis): void {
  const killAt = life.now + graceMs
  life.note.stop = { at: life.now, killAt }
  for (const unit of life.units) {
    if (unit.note.step !== 'run') continue
    life.tell('Normal', 'Killing', `Stopping container ${unit.spec.name}`, unit)
    endBy(unit, killAt)
  }
}

/** A second deletion can only be more impatient. */
function shorten(life: Life, graceMs: Millis): void {
  const { at } = life.note.stop ?? { at: life.now }
  const killAt = at + graceMs
  life.note.stop = { at, killAt }
  for (const { note } of life.units) {
    if (note.step !== 'run' || (note.endAt ?? killAt) < killAt) continue
    note.endAt = killAt
    note.code = 137
  }
}

/**
 * The process ends when its hook is done and it has heard SIGTERM, at the latest when it is killed.
 */
function endBy(unit: Unit, killAt: Millis): void {
  const { life, note, spec } = unit
  const { onTerm } = unitProgram(unit)
  const told = life.now + hookMs(spec)
  const luck = life.luck(`term ${spec.name}`)
  const byTerm = onTerm === 'ignored' ? killAt : told + Math.round(onTerm.ms * (1 + 2 * luck))
  if (note.endAt !== undefined && note.endAt <= Math.min(byTerm, killAt)) return
  note.endAt = Math.min(byTerm, killAt)
  note.code = onTerm !== 'ignored' && byTerm < killAt ? onTerm.code : 137
}

/** How long a preStop hook takes: sleeps are known, everything else is taken to be quick. */
function hookMs({ lifecycle }: Container): Millis {
  const hook = lifecycle?.preStop
  if (hook?.sleep) return hook.sleep.seconds * SECOND
  return hook?.exec?.command ? endOfSleep(hook.exec.command) : 0
}
