import type { ContainerStatus, Pod } from '../kinds/pod/schema.ts'
import type { Unit } from './life.ts'

export type Phase = NonNullable<Pod['status']['phase']>

interface Counts {
  running: number
  waiting: number
  stopped: number
  succeeded: number
}

/**
 * The phase that follows from the containers. `over` means that none of them will be started again,
 * as when the pod is being deleted. Source: kubelet_pods.go getPhase (v1.32).
 */
export function phaseOf(units: readonly Unit[], policy: string, over: boolean): Phase {
  const init = initPhase(units, policy)
  if (init) return over && init === 'Pending' ? 'Failed' : init
  const counts = countsOf(units.filter(({ role }) => role === 'app').map(({ status }) => status))
  if (counts.waiting > 0) return over ? 'Failed' : 'Pending'
  if (counts.running > 0) return 'Running'
  if (counts.stopped === counts.succeeded && (over || policy !== 'Always')) return 'Succeeded'
  if (over || policy === 'Never') return 'Failed'
  return 'Running'
}

/** What the init containers alone decide; undefined when they let the others run. */
function initPhase(units: readonly Unit[], policy: string): 'Pending' | 'Failed' | undefined {
  for (const { role, status } of units) {
    if (role === 'app' || role === 'ephemeral') return undefined
    if (role === 'sidecar') {
      if (status.started || hasRun(status)) continue
      return 'Pending'
    }
    const { terminated } = status.state
    if (terminated?.exitCode === 0) continue
    return terminated && policy === 'Never' ? 'Failed' : 'Pending'
  }
  return undefined
}

const hasRun = ({ state, lastState }: ContainerStatus): boolean =>
  state.terminated !== undefined || lastState.terminated !== undefined

function countsOf(statuses: readonly ContainerStatus[]): Counts {
  const counts: Counts = { running: 0, waiting: 0, stopped: 0, succeeded: 0 }
  for (const { state, lastState } of statuses) {
    if (state.running) counts.running += 1
    else if (state.terminated) {
      counts.stopped += 1
      if (state.terminated.exitCode === 0) counts.succeeded += 1
    } else if (lastState.terminated) counts.stopped += 1
    else counts.waiting += 1
  }
  return counts
}
