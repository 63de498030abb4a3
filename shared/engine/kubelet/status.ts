import type { ContainerStatus, Pod, PodStatus } from '../kinds/pod/schema.ts'
import { timestamp } from '../time.ts'
import { conditionsOf } from './conditions.ts'
import type { Life, Unit } from './life.ts'
import { phaseOf } from './phase.ts'

/** The pod with the status that follows from its containers. `over`: none is started again. */
export function withStatus(life: Life, over: boolean): Pod {
  const { pod, units, failed } = life
  const phase = failed ? 'Failed' : phaseOf(units, pod.spec.restartPolicy, over)
  const inits = units.filter(({ role }) => role !== 'app')
  const apps = units.filter(({ role }) => role === 'app')
  const status: PodStatus = {
    ...pod.status,
    ...failed,
    phase,
    conditions: conditionsOf(life, phase),
    hostIP: life.hostIP,
    hostIPs: [{ ip: life.hostIP }],
    startTime: pod.status.startTime ?? timestamp(life.note.acceptedAt),
    containerStatuses: byName(apps),
  }
  if (inits.length > 0) status.initContainerStatuses = inits.map(({ status }) => status)
  if (life.podIP !== undefined) {
    status.podIP = life.podIP
    status.podIPs = [{ ip: life.podIP }]
  }
  return { ...pod, status }
}

/** The statuses of app containers are listed by name, those of init containers in their order. */
function byName(units: readonly Unit[]): ContainerStatus[] {
  return units
    .map(({ status }) => status)
    .sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))
}
