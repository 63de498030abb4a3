import type { ContainerStatus, Pod, PodStatus } from '../kinds/pod/schema.ts'
import { timestamp } from '../time.ts'
import { conditionsOf } from './conditions.ts'
import { isOver } from './ended.ts'
import type { Life, Unit } from './life.ts'
import { phaseOf } from './phase.ts'

/**
 * The pod with the status that follows from its containers. `over`: none is started again. A pod
 * does not turn Succeeded or Failed before everything in it has ended. Source: status_manager.go
 * mergePodStatus (v1.32).
 */
export function withStatus(life: Life, over: boolean): Pod {
  const { pod, units, note } = life
  const isRunning = units.some((unit) => unit.note.step === 'run' || (!over && isToRestart(unit)))
  const wanted = note.failed ? 'Failed' : phaseOf(units, pod.spec.restartPolicy, over)
  const isEarly = isRunning && (wanted === 'Failed' || wanted === 'Succeeded')
  const phase = isEarly ? (pod.status.phase ?? 'Pending') : wanted
  const of = (...roles: Unit['role'][]) => units.filter(({ role }) => roles.includes(role))
  const [inits, apps, ephemeral] = [of('init', 'sidecar'), of('app'), of('ephemeral')]
  const status: PodStatus = {
    ...pod.status,
    ...(note.failed && !isEarly
      ? { reason: note.failed.reason, message: note.failed.message }
      : {}),
    phase,
    conditions: conditionsOf(life, phase),
    hostIP: life.hostIP,
    hostIPs: [{ ip: life.hostIP }],
    startTime: pod.status.startTime ?? timestamp(life.note.acceptedAt),
    containerStatuses: byName(apps),
  }
  if (life.resize === undefined) delete status.resize
  else status.resize = life.resize
  if (inits.length > 0) status.initContainerStatuses = inits.map(({ status: one }) => one)
  if (ephemeral.length > 0) {
    status.ephemeralContainerStatuses = byName(ephemeral).map(withoutStart)
  }
  if (life.podIP !== undefined) {
    status.podIP = life.podIP
    status.podIPs = [{ ip: life.podIP }]
  }
  return { ...pod, status }
}

/** Between a kill by the kubelet and the start that follows, a container has not ended. */
function isToRestart(unit: Unit): boolean {
  return unit.note.killed !== undefined && !isOver(unit)
}

/** Nobody asks whether an ephemeral container has got through its start. */
function withoutStart(status: ContainerStatus): ContainerStatus {
  const rest = { ...status }
  delete rest.started
  return rest
}

/** The statuses of app containers are listed by name, those of init containers in their order. */
function byName(units: readonly Unit[]): ContainerStatus[] {
  return units
    .map(({ status }) => status)
    .sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))
}
