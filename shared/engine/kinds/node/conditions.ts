import { timestamp, type Millis } from '../../time.ts'
import type { Node, NodeCondition } from './schema.ts'

type Told = Pick<NodeCondition, 'type' | 'status' | 'reason' | 'message'>

/** What a healthy kubelet reports. Source: pkg/kubelet/nodestatus/setters.go (v1.32). */
const HEALTHY: readonly Told[] = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  {
    type: 'Ready',
    status: 'True',
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
  },
]

/** Is the node ready to run pods, by its own word or the control plane's? */
export function readyStatus(node: Node): 'True' | 'False' | 'Unknown' | undefined {
  return node.status.conditions?.find(({ type }) => type === 'Ready')?.status
}

/** The conditions that a living kubelet reports at an instant. */
export function healthyConditions(
  before: readonly NodeCondition[] | undefined,
  now: Millis,
): NodeCondition[] {
  return HEALTHY.map((told) => changed(before, told, timestamp(now), now))
}

/** The conditions that the control plane writes for a kubelet it has not heard of for too long. */
export function unknownConditions(
  before: readonly NodeCondition[] | undefined,
  heardAt: Millis | undefined,
  now: Millis,
): NodeCondition[] {
  return HEALTHY.map(({ type }) => {
    const never = heardAt === undefined
    const told: Told = {
      type,
      status: 'Unknown',
      reason: never ? 'NodeStatusNeverUpdated' : 'NodeStatusUnknown',
      message: never ? 'Kubelet never posted node status.' : 'Kubelet stopped posting node status.',
    }
    return changed(before, told, never ? null : timestamp(heardAt), now)
  })
}

function changed(
  before: readonly NodeCondition[] | undefined,
  told: Told,
  heartbeat: string | null,
  now: Millis,
): NodeCondition {
  const old = before?.find(({ type }) => type === told.type)
  const since = old?.status === told.status ? old.lastTransitionTime : timestamp(now)
  const { type, status, reason, message } = told
  return {
    type,
    status,
    lastHeartbeatTime: heartbeat,
    lastTransitionTime: since,
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  }
}
