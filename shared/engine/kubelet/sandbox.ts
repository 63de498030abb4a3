import { podFault } from '../kinds/fault/effects.ts'
import { isTerminating } from '../object.ts'
import { cutOff, ended } from './ended.ts'
import { fresh, type Life, type Unit } from './life.ts'

/**
 * The machine was down since the kubelet saw the pod last: no process lives, the pod gets a new
 * sandbox, and everything from its first init container on is done again.
 */
export function afterReboot(life: Life): void {
  const boot = life.node.status.nodeInfo?.bootID ?? ''
  if (life.note.boot === boot) return
  life.note.boot = boot
  let lost = false
  for (const unit of life.units) {
    if (unit.note.step !== 'run') continue
    ended(unit, { at: life.now, code: 255, reason: 'Unknown' })
    delete unit.note.backOff
    lost = true
  }
  newSandbox(life, lost)
}

/** A fault takes the sandbox away, once: what ran in it ends, and all begins anew. [INIT-029] */
export function checkSandbox(life: Life): void {
  const fault = podFault(life.view, 'sandbox-lost', life.pod)
  if (!fault || life.podIP === undefined || !isFirst(life, fault.metadata.uid)) return
  life.strike(fault)
  for (const unit of life.units) cutOff(unit, 137)
  newSandbox(life, true)
}

/**
 * A fault takes the records of init containers away: that they have ended well is inferred from the
 * app containers, and none is run again. Source: kubelet_pods.go, kuberuntime_container.go
 * hasAnyRegularContainerCreated (v1.32). [INIT-030]
 */
export function checkInitRecords(life: Life): void {
  const fault = podFault(life.view, 'init-record-lost', life.pod)
  const begun = life.units.some(({ role, status }) => role === 'app' && status.containerID)
  if (!fault || !begun || !isFirst(life, fault.metadata.uid)) return
  life.strike(fault)
  for (const { role, status, spec } of life.units) {
    if (role !== 'init') continue
    const { restartCount } = status
    Object.assign(status, fresh(spec, ''), { restartCount, ready: true })
    delete status.containerID
    status.state = { terminated: { exitCode: 0, reason: 'Completed', message: INFERRED } }
  }
}

const INFERRED =
  'Unable to get init container status from container runtime and pod has been initialized, ' +
  'treat it as exited normally'

/** Remembers that a fault struck this pod; false when it had before. */
function isFirst({ note }: Life, fault: string): boolean {
  if (note.struck?.includes(fault)) return false
  note.struck = [...(note.struck ?? []), fault]
  return true
}

function newSandbox(life: Life, isLoss: boolean): void {
  life.note.sandbox += 1
  life.podIP = undefined
  for (const unit of life.units) beginAnew(unit)
  if (!isLoss || isTerminating(life.pod)) return
  const message = 'Pod sandbox changed, it will be killed and re-created.'
  life.tell('Normal', 'SandboxChanged', message)
}

function beginAnew({ note, role, status, spec }: Unit): void {
  if (role === 'ephemeral') return
  if (note.step !== 'end') delete note.step
  if (role !== 'init') return
  const { terminated } = status.state
  const { containerID, restartCount } = status
  const again = fresh(spec, 'PodInitializing')
  Object.assign(status, again, { restartCount }, containerID ? { containerID } : {})
  if (terminated) status.lastState = { terminated }
  delete note.step
}
