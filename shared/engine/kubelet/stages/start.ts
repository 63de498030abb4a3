import { digestOf } from '../../images/find.ts'
import { parseReference } from '../../images/reference.ts'
import { exitFault } from '../../kinds/fault/effects.ts'
import type { VolumeMountStatus } from '../../kinds/pod/schema.ts'
import { SECOND, timestamp } from '../../time.ts'
import { containerId } from '../ids.ts'
import type { Unit } from '../life.ts'
import { answers, unitProgram } from '../program.ts'
import type { Stage } from './stage.ts'

/** The container is made and its process lives. */
export const start: Stage = {
  name: 'start',
  when: ({ note }) => note.step === 'start',
  due: ({ note, life }) => note.startAt ?? life.now,
  act(unit) {
    const { life, spec } = unit
    life.ensureSandbox()
    life.tell('Normal', 'Created', `Created container: ${spec.name}`, unit)
    life.tell('Normal', 'Started', `Started container ${spec.name}`, unit)
    showRunning(unit)
    beginRun(unit)
  },
}

/** A run that is not the first counts as a restart, and the end before it stays to be seen. */
function showRunning(unit: Unit): void {
  const { life, spec, status, note } = unit
  const reference = parseReference(note.image ?? '')
  const { terminated } = status.state
  if (terminated) status.lastState = { terminated }
  if (status.containerID) status.restartCount += 1
  status.state = { running: { startedAt: timestamp(life.now) } }
  status.image = reference && !reference.digest ? reference.full : (note.image ?? '')
  status.imageID = reference ? digestOf(reference) : ''
  const run = `${life.note.boot}#${status.restartCount}`
  status.containerID = containerId(life.pod, spec.name, run)
  const mounts = mountsOf(unit)
  if (mounts.length > 0) status.volumeMounts = mounts
}

function beginRun(unit: Unit): void {
  const { life, spec, status, note, role } = unit
  const program = unitProgram(unit)
  note.step = 'run'
  note.startedAt = life.now
  for (const key of [
    'startAt',
    'endAt',
    'code',
    'finishedAt',
    'told',
    'struck',
    'readyAt',
  ] as const) {
    delete note[key]
  }
  if (program.ends) {
    note.endAt = life.now + program.ends.afterMs
    note.code = program.ends.code
  }
  strikeNow(unit)
  status.started = spec.startupProbe === undefined
  status.ready = false
  const readyAt = role === 'init' ? undefined : readyTime(unit)
  if (readyAt !== undefined) note.readyAt = readyAt
}

/** A fault that ends this container does so a moment after each start. */
function strikeNow(unit: Unit): void {
  const { life, spec, note } = unit
  const fault = exitFault(life.view, life.pod, spec)
  if (!fault) return
  note.struck = true
  note.endAt = life.now + 200 + Math.floor(life.luck(`struck ${spec.name}`) * 800)
  note.code = fault.spec.code ?? 1
  life.strike(fault)
}

/** When startup and readiness probes have both passed; undefined when one of them never does. */
function readyTime(unit: Unit): number | undefined {
  const { startupProbe, readinessProbe } = unit.spec
  let at = unit.life.now
  for (const probe of [startupProbe, readinessProbe]) {
    if (!probe) continue
    if (!answers(unit, probe)) return undefined
    at += (probe.initialDelaySeconds ?? 0) * SECOND
    at += ((probe.successThreshold ?? 1) - 1) * (probe.periodSeconds ?? 10) * SECOND
  }
  return at
}

function mountsOf({ spec }: Unit): VolumeMountStatus[] {
  return (spec.volumeMounts ?? []).map(({ name, mountPath, readOnly }) => ({
    name,
    mountPath,
    ...(readOnly ? { readOnly: true, recursiveReadOnly: 'Disabled' as const } : {}),
  }))
}
