import { SECOND, type Millis } from '../time.ts'
import { advanceKill, beginKill, hurry } from './kill.ts'
import type { Life } from './life.ts'
import { runProbes } from './probe/worker.ts'
import { withStatus } from './status.ts'

/** An eviction for want of memory or disk leaves so long. Source: eviction_manager.go (v1.32). */
const EVICTION_GRACE_MS = SECOND

/**
 * Stops a pod whose deletion was asked for: hooks, SIGTERM, and SIGKILL when the grace is over.
 * When nothing of it runs, the pod goes. Source: kubelet.go SyncTerminatingPod (v1.32).
 */
export function stop(life: Life): void {
  const graceMs = (life.pod.metadata.deletionGracePeriodSeconds ?? 0) * SECOND
  const isRunning = stopUnits(life, graceMs)
  life.plan.status(withStatus(life, !isRunning))
  if (!isRunning) life.plan.delete(life.pod, { graceSeconds: 0 })
}

/** Stops a pod that its node drives away: it stays as Failed. */
export function evict(life: Life): void {
  const isRunning = stopUnits(life, EVICTION_GRACE_MS)
  life.plan.status(withStatus(life, !isRunning))
}

/** Stops what runs, and tells whether anything does still. Readiness is asked for till the end. */
function stopUnits(life: Life, graceMs: Millis): boolean {
  const isNew = life.note.stop === undefined
  life.note.stop = { at: life.note.stop?.at ?? life.now, graceMs }
  life.isEnding = true
  if (life.units.some(({ note }) => note.step === 'run')) life.runtime.run()
  // From the last to the first: sidecars wait for those that were started after them.
  for (const unit of life.units.toReversed()) {
    if (unit.note.step !== 'run') continue
    if (isNew || !unit.note.kill) beginKill(unit, graceMs, `Stopping container ${unit.spec.name}`)
    hurry(unit, graceMs)
    advanceKill(unit)
    if (isAlive(unit.note.step)) runProbes(unit)
  }
  return life.units.some(({ note }) => note.step === 'run')
}

const isAlive = (step: string | undefined): boolean => step === 'run'
