import { byText } from '../json.ts'
import { addressOf } from '../kinds/node/columns.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { Container, Pod, ResourceFieldSelector } from '../kinds/pod/schema.ts'
import { parseQuantity } from '../schema/quantity.ts'
import type { View } from '../store/view.ts'

/** A pod on its node, as far as its containers may be told of it. */
export interface Told {
  pod: Pod
  node: Node
  /** Known before the API shows it. */
  podIP: string | undefined
}

/** The same, with the cluster around it. */
export interface PodFrame extends Told {
  view: View
}

/**
 * What a `fieldRef` comes to; undefined for a path that nobody may read.
 * Source: fieldpath.ExtractFieldPathAsString, kubelet podFieldSelectorRuntimeValue (v1.32).
 */
export function fieldValue({ pod, node, podIP = '' }: Told, path: string): string | undefined {
  const { metadata, spec } = pod
  const key = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path)
  if (key) return metadata[key[1] as 'labels' | 'annotations']?.[key[2] ?? ''] ?? ''
  switch (path) {
    case 'metadata.name':
      return metadata.name
    case 'metadata.namespace':
      return metadata.namespace ?? ''
    case 'metadata.uid':
      return metadata.uid
    case 'metadata.labels':
      return listed(metadata.labels)
    case 'metadata.annotations':
      return listed(metadata.annotations)
    case 'spec.nodeName':
      return spec.nodeName ?? ''
    case 'spec.serviceAccountName':
      return spec.serviceAccountName ?? ''
    case 'status.hostIP':
    case 'status.hostIPs':
      return addressOf(node, 'InternalIP') ?? ''
    case 'status.podIP':
    case 'status.podIPs':
      return podIP
    default:
      return undefined
  }
}

/** One `key="value"` a line, in order. Source: fieldpath.FormatMap. */
function listed(map: Readonly<Record<string, string>> = {}): string {
  return Object.keys(map)
    .sort(byText)
    .map((key) => `${key}=${JSON.stringify(map[key])}`)
    .join('\n')
}

/**
 * What a `resourceFieldRef` comes to, in units of its divisor, rounded up. A limit that is not set
 * is what the node has to give. Source: api/v1/resource ExtractContainerResourceValue, kubelet
 * defaultPodLimitsForDownwardAPI.
 */
export function resourceValue(
  { pod, node }: Pick<Told, 'pod' | 'node'>,
  { containerName, resource, divisor }: ResourceFieldSelector,
  own?: Container,
): string {
  const { containers, initContainers = [] } = pod.spec
  const named = [...containers, ...initContainers].find(({ name }) => name === containerName)
  const { limits, requests } = (named ?? own)?.resources ?? {}
  const dot = resource.indexOf('.')
  const name = resource.slice(dot + 1)
  const isLimit = resource.slice(0, dot) === 'limits'
  const amount = isLimit ? (limits?.[name] ?? node.status.allocatable?.[name]) : requests?.[name]
  return quotient(amount ?? '0', isUnit(divisor) ? '1' : divisor)
}

/** A divisor of 0 is none. */
const isUnit = (divisor: string | undefined): boolean => !divisor || divisor === '0'

function quotient(amount: string, divisor: string): string {
  const above = parseQuantity(amount)?.nano ?? 0n
  const below = parseQuantity(divisor)?.nano ?? 0n
  if (below <= 0n) return '0'
  return String((above + below - 1n) / below)
}
