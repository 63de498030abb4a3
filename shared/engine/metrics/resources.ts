import type { Json } from '../json.ts'
import type { Computed } from '../kinds/computed.ts'
import type { Node } from '../kinds/node/schema.ts'
import { isSilent } from '../kinds/fault/effects.ts'
import { statusOf } from '../kinds/pod/container-state.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { ContainerUsage, Telemetry } from '../kinds/telemetry.ts'
import type { KubeObject } from '../object.ts'
import type { View } from '../store/view.ts'
import { parseTimestamp, SECOND, timestamp, type Millis } from '../time.ts'

/** metrics-server scrapes kubelets this often, and needs two samples. */
const RESOLUTION_MS = 15 * SECOND

/** What a node's own daemons use, kubelet and container runtime among them. */
const SYSTEM = { milliCpu: 60, memoryBytes: 420 * 1024 * 1024 }
/** What it costs the node to look after one pod. */
const EACH_POD = { milliCpu: 1, memoryBytes: 2 * 1024 * 1024 }

/** Pods as `kubectl top pods` asks for them. Upstream: metrics-server, pkg/api. */
const pods: Computed = {
  group: 'metrics.k8s.io',
  version: 'v1beta1',
  kind: 'PodMetrics',
  plural: 'pods',
  singular: 'pod',
  scope: 'Namespaced',
  from: 'Pod',
  show(object, view, telemetry) {
    const pod = object as Pod
    const containers = measured(pod, view, telemetry)
    if (containers.length === 0) return undefined
    return {
      ...header(pod, view),
      containers: containers.map(({ name, ...used }) => ({ name, usage: quantities(used) })),
    }
  },
}

/** Nodes as `kubectl top nodes` asks for them. */
const nodes: Computed = {
  group: 'metrics.k8s.io',
  version: 'v1beta1',
  kind: 'NodeMetrics',
  plural: 'nodes',
  singular: 'node',
  scope: 'Cluster',
  from: 'Node',
  show(object, view, telemetry) {
    const node = object as Node
    if (isSilent(view, node)) return undefined
    const total = { ...SYSTEM }
    for (const pod of view.indexed<Pod>('podsByNode', node.metadata.name)) {
      const used = telemetry.usage(pod, view)
      for (const one of [...used, ...(used.length > 0 ? [EACH_POD] : [])]) {
        total.milliCpu += one.milliCpu
        total.memoryBytes += one.memoryBytes
      }
    }
    return { ...header(node, view), usage: quantities(total) }
  },
}

export const metrics: readonly Computed[] = [nodes, pods]

/** Containers that have run long enough to be measured; none while one of a pod's has not. */
function measured(pod: Pod, view: View, telemetry: Telemetry): readonly ContainerUsage[] {
  const node = view.get<Node>('Node', '', pod.spec.nodeName ?? '')
  if (!node || isSilent(view, node)) return []
  const used = telemetry.usage(pod, view)
  const since = (name: string): Millis => {
    const { startedAt } = statusOf(pod, name)?.state.running ?? {}
    return (startedAt && parseTimestamp(startedAt)) || view.now
  }
  return used.every(({ name }) => since(name) + RESOLUTION_MS <= view.now) ? used : []
}

function header({ metadata }: KubeObject, view: View): Record<string, Json> {
  const { name, namespace, labels } = metadata
  return {
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      creationTimestamp: timestamp(view.now),
      ...(labels ? { labels } : {}),
    },
    timestamp: timestamp(view.now),
    window: '15s',
  }
}

/** As metrics-server writes them: billionths of a CPU, kibibytes of memory. */
function quantities({ milliCpu, memoryBytes }: Omit<ContainerUsage, 'name'>): Json {
  return {
    cpu: milliCpu === 0 ? '0' : `${Math.round(milliCpu * 1_000_000)}n`,
    memory: `${Math.ceil(memoryBytes / 1024)}Ki`,
  }
}
