import { digestOf } from '../../images/find.ts'
import { parseReference } from '../../images/reference.ts'
import type { VolumeMountStatus } from '../../kinds/pod/schema.ts'
import { containerId } from '../ids.ts'
import { clearRun, ended, isOver } from '../ended.ts'
import { startHook } from '../hook.ts'
import type { Unit } from '../life.ts'
import { doomFault, doomOf, showRunning } from './run.ts'
import type { Stage } from './stage.ts'

/** The container is made and its process lives. */
export const start: Stage = {
  name: 'start',
  when: ({ note }) => note.step === 'start',
  due: ({ note, life }) => note.startAt ?? life.now,
  act(unit) {
    const { life, spec, note, status } = unit
    life.ensureSandbox()
    life.tell('Normal', 'Created', `Created container: ${spec.name}`, unit)
    if (status.containerID) life.runtime.forget(spec.name)
    beginRun(unit)
    const refused = life.runtime.start(spec.name)
    if (refused) return fail(unit, refused.problem)
    life.tell('Normal', 'Started', `Started container ${spec.name}`, unit)
    strikeSoon(unit)
    if (spec.lifecycle?.postStart) {
      note.hooked = true
      startHook(unit, 'postStart')
    } else showRunning(unit)
    life.runtime.run()
  },
}

/** A run that is not the first counts as a restart, and the end before it stays to be seen. */
function beginRun(unit: Unit): void {
  const { life, spec, status, note } = unit
  const reference = parseReference(note.image ?? '')
  const { terminated } = status.state
  if (terminated) status.lastState = { terminated }
  if (status.containerID) status.restartCount += 1
  status.image = reference && !reference.digest ? reference.full : (note.image ?? '')
  status.imageID = reference ? digestOf(reference) : ''
  const run = `${life.note.boot}#${status.restartCount}`
  status.containerID = containerId(life.pod, spec.name, run)
  const mounts = mountsOf(unit)
  if (mounts.length > 0) status.volumeMounts = mounts
  clearRun(unit)
  note.step = 'run'
  note.startedAt = life.now
  delete note.code
  delete note.killed
  unit.tended = false
  status.started = false
  status.ready = false
}

/**
 * There was nothing to run. Source: kuberuntime_container.go startContainer; containerd's words.
 */
function fail(unit: Unit, message: string): void {
  const { life, status, note } = unit
  life.tell('Warning', 'Failed', `Error: ${message}`, unit)
  ended(unit, { at: life.now, code: 128, reason: 'StartError', message })
  delete note.startedAt
  if (isOver(unit)) return
  const { terminated } = status.state
  status.lastState = terminated ? { terminated } : {}
  status.state = { waiting: { reason: 'RunContainerError', message } }
}

/** A fault that ends this container does so a moment after each start. */
function strikeSoon(unit: Unit): void {
  const { life, spec, note } = unit
  const fault = doomFault(unit)
  if (!fault) return
  const afterMs = 200 + Math.floor(life.luck(`struck ${spec.name}`) * 800)
  note.doom = doomOf(unit, life.now + afterMs)
  life.strike(fault)
}

function mountsOf({ spec }: Unit): VolumeMountStatus[] {
  return (spec.volumeMounts ?? []).map(({ name, mountPath, readOnly }) => ({
    name,
    mountPath,
    ...(readOnly ? { readOnly: true, recursiveReadOnly: 'Disabled' as const } : {}),
  }))
}
