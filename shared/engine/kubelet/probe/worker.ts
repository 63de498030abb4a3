import type { Probe } from '../../kinds/pod/schema.ts'
import { SECOND, type Millis } from '../../time.ts'
import { beginKill, podGraceMs, willRestart } from '../kill.ts'
import type { Unit } from '../life.ts'
import type { ProbeKind, ProbeNote } from '../note.ts'
import { ask, type Outcome } from './outcome.ts'

/** A kubelet hears of a container's start a moment later: that is when its probes begin. */
const NOTICED_MS = 500

const FIELD = {
  startup: 'startupProbe',
  liveness: 'livenessProbe',
  readiness: 'readinessProbe',
} as const
const TITLE = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' } as const

/**
 * Lets the probes of a running container do what is due. A probe whose answer is settled and
 * cannot change by itself is not scheduled at all: with it a pod sleeps. As soon as a visit finds
 * that the answer would be another one, the next question comes at its own time: at multiples of
 * the period after the start and the initial delay. Source: prober/worker.go doProbe (v1.32).
 */
export function runProbes(unit: Unit): void {
  const { spec, status, life } = unit
  let atOnce = false
  if (spec.startupProbe && !status.started) {
    if (life.isEnding) return
    runProbe(unit, 'startup', spec.startupProbe, false)
    if (!status.started) return
    atOnce = true
  }
  if (spec.livenessProbe && !life.isEnding && !unit.note.kill) {
    runProbe(unit, 'liveness', spec.livenessProbe, false)
  }
  if (spec.readinessProbe) runProbe(unit, 'readiness', spec.readinessProbe, atOnce)
}

function runProbe(unit: Unit, kind: ProbeKind, probe: Probe, atOnce: boolean): void {
  const { life, note } = unit
  const due = nextTick(unit, probe, note.probes?.[kind]?.at)
  let outcome: Outcome | undefined
  if (atOnce || due === life.now) {
    outcome = ask(unit, kind, probe)
    take(unit, kind, probe, outcome)
  }
  if (note.kill && kind !== 'readiness') return
  if (kind === 'startup' && unit.status.started) return
  const next = nextTick(unit, probe, outcome ? life.now : note.probes?.[kind]?.at)
  if (!isSettled(unit, kind)) life.plan.wakeAt(next)
  else life.plan.wakeAt(nextChange(outcome ?? ask(unit, kind, probe), next, probe))
}

/** The first tick from now on, and after the last one. */
function nextTick({ life, note }: Unit, probe: Probe, after: Millis | undefined): Millis {
  const periodMs = periodOf(probe)
  const delayMs = (probe.initialDelaySeconds ?? 0) * SECOND
  const first = (note.startedAt ?? life.now) + NOTICED_MS + delayMs
  const from = Math.max(life.now, after === undefined ? -Infinity : after + 1)
  return first + Math.max(Math.ceil((from - first) / periodMs), 0) * periodMs
}

const periodOf = (probe: Probe): Millis => (probe.periodSeconds ?? 10) * SECOND

/** When a settled probe has to be asked again: never, while nothing can come out otherwise. */
function nextChange({ result, until }: Outcome, next: Millis, probe: Probe): Millis | null {
  if (result !== 'success' && result !== 'warning') return next
  if (until === null) return null
  const periodMs = periodOf(probe)
  return until <= next ? next : next + Math.ceil((until - next) / periodMs) * periodMs
}

/** Is the last answer good, and nothing being counted? */
function isSettled({ note, status }: Unit, kind: ProbeKind): boolean {
  if (note.probes?.[kind] !== undefined || kind === 'startup') return false
  return kind === 'liveness' || status.ready
}

/** Takes an answer: tells of a bad one, counts, and turns the container's state. */
function take(unit: Unit, kind: ProbeKind, probe: Probe, { result, output }: Outcome): void {
  const { life, note } = unit
  const before = note.probes?.[kind]
  const title = `${TITLE[kind]} probe`
  if (result === 'unknown') {
    life.tell('Warning', 'Unhealthy', `${title} errored: ${output}`, unit)
    keep(unit, kind, { ...before, at: life.now })
    return
  }
  if (result === 'failure') life.tell('Warning', 'Unhealthy', `${title} failed: ${output}`, unit)
  if (result === 'warning')
    life.tell('Warning', 'ProbeWarning', `${title} warning: ${output}`, unit)
  const last = result === 'failure' ? 'failure' : 'success'
  const run = before?.last === last ? (before.run ?? 0) + 1 : 1
  const threshold =
    last === 'failure' ? (probe.failureThreshold ?? 3) : (probe.successThreshold ?? 1)
  keep(unit, kind, { at: life.now, last, run: Math.min(run, threshold) })
  if (run >= threshold) turn(unit, kind, last)
}

function turn(unit: Unit, kind: ProbeKind, to: 'success' | 'failure'): void {
  const { status } = unit
  if (to === 'success') {
    keep(unit, kind, undefined)
    if (kind === 'startup') started(unit)
    if (kind === 'readiness') status.ready = true
  } else if (kind === 'readiness') status.ready = false
  else if (!unit.life.isEnding) failed(unit, kind)
}

/** A container that got through its start is ready, unless a readiness probe has to say so. */
export function started({ spec, status, role }: Unit): void {
  if (role === 'ephemeral') return
  status.started = true
  if (!spec.readinessProbe && role !== 'init') status.ready = true
}

/** Source: kuberuntime_manager.go computePodActions, computeInitContainerActions (v1.32). */
function failed(unit: Unit, kind: 'startup' | 'liveness'): void {
  const { spec, role, life } = unit
  const own = spec[FIELD[kind]]?.terminationGracePeriodSeconds
  const graceMs = own === undefined ? podGraceMs(unit) : own * SECOND
  const restarted = role === 'app' && life.pod.spec.restartPolicy !== 'Never'
  const who = role === 'app' ? 'Container' : 'Init container'
  const message = `${who} ${spec.name} failed ${kind} probe`
  beginKill(unit, graceMs, restarted ? `${message}, will be restarted` : message)
  willRestart(unit, 'probe')
}

function keep({ note }: Unit, kind: ProbeKind, next: ProbeNote | undefined): void {
  const { [kind]: _before, ...others } = note.probes ?? {}
  const all = next ? { ...others, [kind]: next } : others
  if (Object.keys(all).length > 0) note.probes = all
  else delete note.probes
}
