import { isTerminating } from '../object.ts'
import { fresh, type Life } from './life.ts'
import { ended } from './stages/run.ts'

/**
 * The machine was down since the kubelet saw the pod last: no process lives, the pod gets a new
 * sandbox, and everything from its first init container on is done again.
 */
export function afterReboot(life: Life): void {
  const boot = life.node.status.nodeInfo?.bootID ?? ''
  if (life.note.boot === boot) return
  life.note.boot = boot
  life.note.sandbox += 1
  life.podIP = undefined
  let lost = false
  for (const unit of life.units) {
    const { note, role, status } = unit
    if (note.step === 'run') {
      delete note.endAt
      ended(unit, 255, 'Unknown')
      delete note.backOff
      lost = true
    } else if (note.step !== 'end') delete note.step
    if (role !== 'init') continue
    const { terminated } = status.state
    const again = fresh(unit.spec, 'PodInitializing')
    const { containerID, restartCount } = status
    Object.assign(status, again, { restartCount }, containerID ? { containerID } : {})
    if (terminated) status.lastState = { terminated }
    delete note.step
  }
  if (!lost || isTerminating(life.pod)) return
  const message = 'Pod sandbox changed, it will be killed and re-created.'
  life.tell('Normal', 'SandboxChanged', message)
}
