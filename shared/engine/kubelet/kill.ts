import { ignoresTerm } from '../kinds/fault/effects.ts'
import { SECOND, type Millis } from '../time.ts'
import { ended } from './ended.ts'
import { pollHook, startHook } from './hook.ts'
import type { Unit } from './life.ts'

/** Whatever the hook has used up: a process has so long to hear SIGTERM. */
const LEAST_MS = 2 * SECOND

/**
 * Begins to stop a container: preStop hook, its turn among the sidecars, SIGTERM, and SIGKILL when
 * the grace is over. Source: kuberuntime_container.go killContainer (v1.32).
 */
export function beginKill(unit: Unit, graceMs: Millis, message: string): void {
  const { life, note } = unit
  if (note.step !== 'run' || note.kill) return
  life.tell('Normal', 'Killing', message, unit)
  note.kill = { at: life.now, graceMs }
  delete note.doom
}

/** The pod's grace, for containers that are stopped while the pod stays. */
export function podGraceMs({ life }: Unit): Millis {
  return life.pod.spec.terminationGracePeriodSeconds * SECOND
}

/**
 * Remembers that the end to come is the kubelet's own doing: the container is started again,
 * whatever code it ends with; after a change of its definition whatever the pod's policy, too.
 */
export function willRestart({ note }: Unit, why: 'probe' | 'changed'): void {
  note.killed = {
    ...(note.finishedAt === undefined ? {} : { before: note.finishedAt }),
    ...(why === 'changed' ? { changed: true } : {}),
  }
}

/** A second request can only be more impatient. */
export function hurry({ note, life }: Unit, graceMs: Millis): void {
  if (!note.kill || graceMs >= note.kill.graceMs) return
  const { killAt, at } = note.kill
  const sooner = Math.min(killAt ?? Infinity, Math.max(at + graceMs, life.now))
  note.kill = { ...note.kill, graceMs, ...(killAt === undefined ? {} : { killAt: sooner }) }
}

/** Goes on with stopping a container, as far as this instant allows. */
export function advanceKill(unit: Unit): void {
  const { life, note, spec } = unit
  if (note.step !== 'run' || !note.kill) return
  if (isHeld(unit)) {
    life.plan.wakeAt(note.kill.at + note.kill.graceMs)
    return
  }
  if (note.kill.killAt === undefined) tellToEnd(unit)
  const { killAt = life.now } = note.kill
  if (life.now >= killAt) life.runtime.signal(spec.name, 'KILL')
  life.runtime.run()
  const end = life.runtime.ended(spec.name)
  const seenAt = end && life.isEnding ? end.at + noticedMs(unit) : life.now
  if (seenAt > life.now) life.plan.wakeAt(seenAt)
  else if (end) ended(unit, end)
  else if (life.now >= killAt) ended(unit, { at: life.now, code: 137 })
  else life.plan.wakeAt(killAt)
}

/**
 * When a whole pod ends, the kubelet sees that a container has ended, and cleans up after it, in a
 * moment: so a pod that ends at once is gone in about a second.
 */
function noticedMs({ life, spec }: Unit): Millis {
  return 300 + Math.floor(life.luck(`noticed ${spec.name}`) * 500)
}

function isHeld(unit: Unit): boolean {
  const { life, note, spec } = unit
  const { kill } = note
  if (!kill) return false
  const isLate = life.now >= kill.at + kill.graceMs
  if (!kill.hooked && spec.lifecycle?.preStop && kill.graceMs > 0) {
    if (!note.hooks?.preStop) startHook(unit, 'preStop')
    const hook = pollHook(unit, 'preStop')
    if (hook === 'runs' && !isLate) return true
    if (typeof hook === 'object') {
      life.tell('Warning', 'FailedPreStopHook', 'PreStopHook failed', unit)
    }
  }
  if (!kill.hooked) note.kill = { ...kill, hooked: true }
  return !isLate && !isItsTurn(unit)
}

/** When a whole pod ends, sidecars wait for the app containers, and then for those after them. */
function isItsTurn({ life, role, index }: Unit): boolean {
  if (role !== 'sidecar' || !life.isEnding) return true
  return !life.units.some((other) => other.index > index && other.note.step === 'run')
}

function tellToEnd(unit: Unit): void {
  const { life, note, spec } = unit
  const { kill } = note
  if (!kill) return
  // Upstream counts the time that the hook took in whole seconds.
  const usedMs = Math.floor((life.now - kill.at) / SECOND) * SECOND
  note.kill = { ...kill, killAt: life.now + Math.max(kill.graceMs - usedMs, LEAST_MS) }
  const deaf = ignoresTerm(life.view, life.pod, spec)
  if (deaf) life.strike(deaf)
  else life.runtime.signal(spec.name, 'TERM')
}
