import { readyStatus } from '../kinds/node/conditions.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { View } from '../store/view.ts'
import { parseTimestamp, SECOND, type Millis } from '../time.ts'
import { isEvicting } from './taints.ts'

/**
 * Nodes of one zone get the taint that evicts one after the other. Source: controller options
 * (1.32).
 */
const EVERY_MS = 10 * SECOND
const EVERY_MS_PARTIAL = 100 * SECOND
const UNHEALTHY_SHARE = 0.55
const LARGE = 50

/**
 * When the node may get the taint that drives its pods away, for all that its zone goes through;
 * undefined for not at all: when every node of the cluster is lost the fault is taken to be the
 * control plane's own, and a small zone that lost most of its nodes is left alone.
 * Source: node_lifecycle_controller.go handleDisruption, ComputeZoneState.
 */
export function mayEvictAt(node: Node, view: View): Millis | undefined {
  const nodes = view.list<Node>('Node')
  if (isFullyDisrupted(nodes)) return undefined
  const zone = nodes.filter((other) => zoneOf(other) === zoneOf(node))
  const lost = zone.filter(isLost).length
  const partial = lost > 2 && lost < zone.length && lost / zone.length >= UNHEALTHY_SHARE
  if (partial && zone.length <= LARGE) return undefined
  const every = partial ? EVERY_MS_PARTIAL : EVERY_MS
  const last = zone
    .filter((other) => other.metadata.uid !== node.metadata.uid)
    .flatMap((other) => (other.spec.taints ?? []).filter(isEvicting))
    .map(({ timeAdded }) => parseTimestamp(timeAdded ?? '') ?? 0)
  return last.length === 0 ? view.now : Math.max(...last) + every
}

/** Is no node ready, wherever one looks? */
export function isFullyDisrupted(nodes: readonly Node[]): boolean {
  return nodes.every(isLost)
}

const isLost = (node: Node): boolean => readyStatus(node) !== 'True'

function zoneOf({ metadata }: Node): string {
  const { labels = {} } = metadata
  const region = labels['topology.kubernetes.io/region'] ?? ''
  return `${region}:${labels['topology.kubernetes.io/zone'] ?? ''}`
}
