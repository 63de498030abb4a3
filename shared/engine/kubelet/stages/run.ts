import { exitFault, notReadyFault, oomFault } from '../../kinds/fault/effects.ts'
import { timestamp } from '../../time.ts'
import { ended, isOver } from '../ended.ts'
import { advanceKill, beginKill, podGraceMs, willRestart } from '../kill.ts'
import { pollHook } from '../hook.ts'
import type { Unit } from '../life.ts'
import { runProbes, started } from '../probe/worker.ts'
import type { Stage } from './stage.ts'

/** What there is to do for a container whose process lives: once in each visit. */
export const run: Stage = {
  name: 'run',
  when: ({ note, tended }) => note.step === 'run' && !tended,
  act(unit) {
    unit.tended = true
    for (const part of PARTS) {
      part(unit)
      if (unit.note.step !== 'run') return
    }
  },
}

/** In this order: who has ended, or is being stopped, needs nothing else. */
const PARTS: readonly ((unit: Unit) => void)[] = [
  end,
  strike,
  replace,
  retire,
  advanceKill,
  postStart,
  probe,
  advanceKill,
]

/** The process has ended, by itself or because it was told to. */
function end(unit: Unit): void {
  const over = unit.life.runtime.ended(unit.spec.name)
  if (over) ended(unit, over)
}

/** A fault ends the process: at once where it begins in the middle of a run. */
function strike(unit: Unit): void {
  const { life, note, spec } = unit
  if (!note.doom) {
    const fault = doomFault(unit)
    if (!fault) return
    note.doom = doomOf(unit, life.now)
    life.strike(fault)
  }
  const { at, code, reason } = note.doom ?? { at: life.now, code: 1 }
  if (at > life.now) {
    life.plan.wakeAt(at)
    return
  }
  life.runtime.signal(spec.name, 'KILL')
  ended(unit, { at, code, ...(reason ? { reason } : {}) })
}

/** The fault that ends this container again and again. */
export function doomFault({ life, spec }: Unit) {
  return exitFault(life.view, life.pod, spec) ?? oomFault(life.view, life.pod, spec)
}

/** How a fault ends it. */
export function doomOf(unit: Unit, at: number): { at: number; code: number; reason?: string } {
  const fault = doomFault(unit)
  if (fault?.spec.what === 'oom') return { at, code: 137, reason: 'OOMKilled' }
  return { at, code: fault?.spec.code ?? 1 }
}

/** Another image for a container that runs: it is stopped, and started with the new one. */
function replace(unit: Unit): void {
  const { note, spec, role } = unit
  if (role === 'init' || role === 'ephemeral' || note.kill) return
  if (note.image === undefined || note.image === (spec.image ?? '')) return
  const who = role === 'app' ? 'Container' : 'Init container'
  const restart = role === 'app' ? ', will be restarted' : ''
  beginKill(unit, podGraceMs(unit), `${who} ${spec.name} definition changed${restart}`)
  willRestart(unit, 'changed')
  delete note.backOff
}

/** A sidecar that is not needed any more is told to end, and so is who looks into the pod. */
function retire(unit: Unit): void {
  const { life, role } = unit
  if (role !== 'sidecar' && role !== 'ephemeral') return
  if (life.units.some((other) => other.role === 'app' && !isOver(other))) return
  life.isEnding = true
  beginKill(unit, podGraceMs(unit), `Stopping container ${unit.spec.name}`)
}

/** The container counts as running when its hook is over; a hook that fails ends it. [LIFE-019] */
function postStart(unit: Unit): void {
  const { life, note } = unit
  if (!note.hooked) return
  const hook = pollHook(unit, 'postStart')
  if (hook === 'runs') return
  delete note.hooked
  if (hook === 'over') {
    showRunning(unit)
    return
  }
  life.tell('Warning', 'FailedPostStartHook', 'PostStartHook failed', unit)
  note.hookError = hook.failed
  beginKill(unit, podGraceMs(unit), 'FailedPostStartHook')
  advanceKill(unit)
}

/** The API shows that the container runs. */
export function showRunning(unit: Unit): void {
  const { status, note, spec, life } = unit
  status.state = { running: { startedAt: timestamp(note.startedAt ?? life.now) } }
  if (!spec.startupProbe) started(unit)
}

/** Probes, and the fault that makes all of them idle. */
function probe(unit: Unit): void {
  const { life, note, status, spec, role } = unit
  if (note.hooked || role === 'init' || role === 'ephemeral') return
  const fault = notReadyFault(life.view, life.pod, spec)
  if (!fault) {
    if (!status.ready && status.started && !spec.readinessProbe) status.ready = true
    runProbes(unit)
  } else keepUnready(unit, fault.metadata.name)
}

const UNREADY = 'Readiness probe failed: HTTP probe failed with statuscode: 503'

function keepUnready(unit: Unit, fault: string): void {
  const { life, status, spec } = unit
  if (!status.ready) return
  status.ready = false
  life.plan.blame(fault)
  if (spec.readinessProbe) life.tell('Warning', 'Unhealthy', UNREADY, unit)
}
