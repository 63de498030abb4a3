import type { Node } from '../kinds/node/schema.ts'
import { podClaims, type PodClaims } from '../storage/scheduling.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { controllerOf } from '../object.ts'
import type { View } from '../store/view.ts'
import { hostPortsOf, type NodeUsage, type Usage } from './node-usage.ts'
import type { OwnerSpread } from './owner-spread.ts'
import { amountsOf, requestsOf, type Amounts } from './requests.ts'
import { topologyOf, type Topology } from './topology.ts'

/** A pod that looks for a node, with what every rule needs of it. */
export interface Ask {
  pod: Pod
  requests: Amounts
  ports: readonly string[]
  /** Pods of the same controller, by node. */
  siblings: ReadonlyMap<string, number>
  /** What its rules about other pods come to. */
  topology: Topology
  /** The storage that it claims. */
  claims: PodClaims
  view: View
}

/** A node that may be chosen, with what every rule needs of it. */
export interface Candidate {
  node: Node
  name: string
  allocatable: Amounts
  podLimit: number
  usage: Readonly<Usage>
}

/** Reads a pod once for all rules. */
export function askOf(pod: Pod, candidates: readonly Candidate[], view: View): Ask {
  const owner = controllerOf(pod)
  return {
    pod,
    requests: requestsOf(pod.spec),
    ports: hostPortsOf(pod.spec),
    siblings: view.tally<OwnerSpread>('ownerSpread').of(owner?.uid ?? ''),
    topology: topologyOf(pod, candidates, view),
    claims: podClaims(pod, view),
    view,
  }
}

/** Reads all nodes once for one pod. */
export function candidatesOf(view: View): Candidate[] {
  const usage = view.tally<NodeUsage>('nodeUsage')
  return view.list<Node>('Node').map((node) => {
    const name = node.metadata.name
    return { node, name, usage: usage.of(name), ...sizeOf(node) }
  })
}

interface Size {
  allocatable: Amounts
  podLimit: number
}

// Stored nodes are frozen: what was read of one holds for as long as it exists.
const sizes = new WeakMap<Node, Size>()

function sizeOf(node: Node): Size {
  let size = sizes.get(node)
  if (!size) {
    const allocatable = amountsOf(node.status.allocatable)
    size = { allocatable, podLimit: allocatable.others.pods ?? 0 }
    sizes.set(node, size)
  }
  return size
}
