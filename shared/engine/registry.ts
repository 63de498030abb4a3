import { collector } from './collector/index.ts'
import { kinds } from './kinds/index.ts'
import { PodCount, podLimit } from './kinds/pod/limit.ts'
import { oneDefault, priorityAdmission } from './kinds/priorityclass/admission.ts'
import { PodGroups } from './kinds/replicaset/pod-groups.ts'
import { kubelet, machine } from './kubelet/index.ts'
import { PodAddresses } from './kubelet/pod-addresses.ts'
import { runtimeClassAdmission } from './kinds/runtimeclass/admission.ts'
import { serviceAccountAdmission } from './kinds/serviceaccount/admission.ts'
import { metrics } from './metrics/resources.ts'
import { telemetry } from './metrics/telemetry.ts'
import { nodeLifecycle } from './nodes/lifecycle.ts'
import { podGC } from './nodes/pod-gc.ts'
import { taintEviction } from './nodes/taint-eviction.ts'
import { terminatedGC } from './nodes/terminated-gc.ts'
import type { Registry } from './kinds/define-kind.ts'
import { trafficController } from './network/traffic/index.ts'
import { scheduler } from './scheduler/index.ts'
import { NodeUsage } from './scheduler/node-usage.ts'
import { OwnerSpread } from './scheduler/owner-spread.ts'
import { storageControllers } from './storage/index.ts'
import { sourceKeepers } from './volumes/versions.ts'
import { BoundPriorities, SchedulingQueue } from './scheduler/queue.ts'

/**
 * All that a cluster is made of. A kind adds itself in `kinds/index.ts`; here stand the
 * controllers, admission rules and running totals that belong to no single kind.
 */
export const registry: Registry = {
  kinds,
  controllers: [
    ...sourceKeepers,
    ...storageControllers,
    collector,
    scheduler,
    machine,
    kubelet,
    nodeLifecycle,
    taintEviction,
    podGC,
    trafficController,
    terminatedGC,
  ],
  admission: [
    serviceAccountAdmission,
    priorityAdmission,
    oneDefault,
    runtimeClassAdmission,
    podLimit,
  ],
  tallies: {
    nodeUsage: () => new NodeUsage(),
    ownerSpread: () => new OwnerSpread(),
    schedulingQueue: () => new SchedulingQueue(),
    boundPriorities: () => new BoundPriorities(),
    podCount: () => new PodCount(),
    podAddresses: () => new PodAddresses(),
    podGroups: () => new PodGroups(),
  },
  telemetry,
  computed: metrics,
}
