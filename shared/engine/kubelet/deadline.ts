import { SECOND } from '../time.ts'
import { cutOff } from './ended.ts'
import type { Life } from './life.ts'

const REASON = 'DeadlineExceeded'
const MESSAGE = 'Pod was active on the node longer than the specified deadline'

/**
 * A pod with a deadline fails when it is over: what runs is killed at that instant. Source:
 * kubelet/active_deadline.go.
 */
export function checkDeadline(life: Life): void {
  const { activeDeadlineSeconds } = life.pod.spec
  if (activeDeadlineSeconds === undefined || life.note.failed) return
  const due = life.note.acceptedAt + activeDeadlineSeconds * SECOND
  if (life.now < due) {
    life.plan.wakeAt(due)
    return
  }
  life.note.failed = { reason: REASON, message: MESSAGE }
  life.tell('Normal', REASON, MESSAGE)
  for (const unit of life.units) cutOff(unit, 137)
}
