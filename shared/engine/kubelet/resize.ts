import { equal } from '../json.ts'
import type { ResourceRequirements } from '../kinds/pod/schema.ts'
import type { NodeUsage } from '../scheduler/node-usage.ts'
import { amountsOf, requestsOf } from '../scheduler/requests.ts'
import { SECOND } from '../time.ts'
import { beginKill, podGraceMs, willRestart } from './kill.ts'
import type { Life, Unit } from './life.ts'

/** A resize that has to wait for room is looked at again so often. */
const LOOK_MS = 10 * SECOND

/**
 * Gives running containers other resources, as their pod's `resize` subresource asks: at once where
 * the node has room, not yet where others must go first, never where the node is too small. This
 * is 1.32 with its alpha gate InPlacePodVerticalScaling on. Source: kubelet.go
 * handlePodResourcesResize, kuberuntime_manager.go computePodResizeAction (v1.32).
 */
export function checkResize(life: Life): void {
  if (life.pod.status.resize === undefined) return
  const answer = verdict(life)
  life.resize = answer
  if (answer === 'Deferred') life.plan.wakeAt(life.now + LOOK_MS)
  if (answer !== undefined) return
  for (const unit of life.units) give(unit)
}

function verdict({ pod, node, view }: Life): 'Infeasible' | 'Deferred' | undefined {
  const asked = requestsOf(pod.spec)
  const all = amountsOf(node.status.allocatable)
  if (asked.cpu > all.cpu || asked.memory > all.memory) return 'Infeasible'
  const used = view.tally<NodeUsage>('nodeUsage').of(node.metadata.name)
  return used.cpu > all.cpu || used.memory > all.memory ? 'Deferred' : undefined
}

function give(unit: Unit): void {
  const { spec, status, role } = unit
  if (role !== 'app' || equal(status.resources ?? {}, spec.resources ?? {})) return
  const before = status.resources
  const { resources = {} } = spec
  status.resources = resources
  if (resources.requests) status.allocatedResources = resources.requests
  if (!needsRestart(unit, before, resources)) return
  beginKill(
    unit,
    podGraceMs(unit),
    `Container ${spec.name} resize requires restart, will be restarted`,
  )
  willRestart(unit, 'changed')
}

/** A change of a resource whose policy says so is made by a restart. */
function needsRestart(
  { spec }: Unit,
  before: ResourceRequirements | undefined,
  after: ResourceRequirements,
): boolean {
  return (spec.resizePolicy ?? []).some(({ resourceName, restartPolicy }) => {
    if (restartPolicy !== 'RestartContainer') return false
    return (['requests', 'limits'] as const).some(
      (list) => before?.[list]?.[resourceName] !== after[list]?.[resourceName],
    )
  })
}
