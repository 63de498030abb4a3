import { isSilent, silencer } from '../kinds/fault/effects.ts'
import { isMachine } from '../kinds/node/strategy.ts'
import type { Node } from '../kinds/node/schema.ts'
import { isTerminal } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { isTerminating } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { rejection, type Rejection } from './admission.ts'
import { timestamp } from '../time.ts'
import { checkDeadline } from './deadline.ts'
import { checkEviction } from './evicted.ts'
import { Life } from './life.ts'
import { checkResize } from './resize.ts'
import { runUnits } from './run-units.ts'
import { afterReboot, checkInitRecords, checkSandbox } from './sandbox.ts'
import { isMounted } from './sources.ts'
import { withStatus } from './status.ts'
import { evict, stop } from './stop.ts'

/** What a node's kubelet does for one of its pods at this instant. */
export function reconcile(pod: Pod, view: View): Plan {
  const node = view.get<Node>('Node', '', pod.spec.nodeName ?? '')
  if (!node || !isMachine(node)) return plan()
  if (isSilent(view, node)) return plan().blame(silencer(view, node)?.metadata.name)
  if (isTerminal(pod)) return isTerminating(pod) ? plan().delete(pod, { graceSeconds: 0 }) : plan()
  const life = new Life(pod, node, view)
  afterReboot(life)
  if (isTerminating(pod)) stop(life)
  else live(life)
  return life.finish()
}

function live(life: Life): void {
  const refused = life.isAccepted ? undefined : rejection(life)
  if (refused) return reject(life, refused)
  checkEviction(life)
  checkDeadline(life)
  if (life.note.failed) return evict(life)
  checkSandbox(life)
  checkInitRecords(life)
  checkResize(life)
  if (isMounted(life)) runUnits(life)
  life.plan.status(withStatus(life, false))
}

/** A pod that the node cannot take fails before anything of it is made. */
function reject(life: Life, { reason, message }: Rejection): void {
  const { pod, now } = life
  const { qosClass, conditions } = pod.status
  const status: Pod['status'] = {
    phase: 'Failed',
    reason,
    message: `Pod was rejected: ${message}`,
    startTime: timestamp(now),
    ...(qosClass ? { qosClass } : {}),
    ...(conditions ? { conditions } : {}),
  }
  const failed: Pod = { ...pod, status }
  life.plan.status(failed)
  life.tell('Warning', reason, message)
}
