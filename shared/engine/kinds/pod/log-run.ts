import { refuse, type Status } from '../../api/status.ts'
import { statusOf } from './container-state.ts'
import type { ContainerStatus, Pod } from './schema.ts'

/** One run of a container. */
export interface Run {
  container: string
  /** The number of restarts before it. */
  number: number
  /** It goes on. */
  isRunning: boolean
}

/**
 * The run whose log is meant: the newest that was started, or the one before. Source:
 * pkg/kubelet/kubelet_pods.go validateContainerLogStatus.
 */
export function runOf(pod: Pod, container: string, previous: boolean): Run | Status {
  const status = statusOf(pod, container)
  const where = `container "${container}" in pod "${pod.metadata.name}"`
  if (!status) return refuse.badRequest(`${where} is not available`)
  const { state, lastState, restartCount } = status
  const isBetweenRuns = state.waiting !== undefined
  if (previous) {
    if (!lastState?.terminated) {
      return refuse.badRequest(`previous terminated ${where} not found`)
    }
    const number = isBetweenRuns ? restartCount : restartCount - 1
    return { container, number, isRunning: false }
  }
  const hasRun = state.running ?? state.terminated ?? lastState?.terminated
  if (!hasRun) return refuse.badRequest(`${where} is waiting to start${whyWaiting(status)}`)
  return { container, number: restartCount, isRunning: state.running !== undefined }
}

function whyWaiting({ state }: ContainerStatus): string {
  const reason = state.waiting?.reason
  if (reason === undefined) return ' - no logs yet'
  if (reason === 'ErrImagePull') return ": image can't be pulled"
  if (reason === 'ImagePullBackOff') return ': trying and failing to pull image'
  return `: ${reason}`
}
