import type { Pod } from '../kinds/pod/schema.ts'
import type { KubeObject } from '../object.ts'
import type { Tally } from '../store/indexes.ts'

/** Host numbers of a /24 that pods may have: .0 is the network, .1 the bridge, .255 everybody. */
const FIRST = 2
const LAST = 254

interface Taken {
  /** How many pods have a host number: more than one only while a pod takes another's place. */
  hosts: Map<number, number>
  highest: number
}

/**
 * Which addresses the pods of each node have, so that a new one is found without looking at them.
 */
export class PodAddresses implements Tally {
  #byNode = new Map<string, Taken>()

  add(object: KubeObject): void {
    const host = hostOf(object)
    if (host === undefined) return
    const taken = this.#taken(nodeOf(object))
    taken.hosts.set(host, (taken.hosts.get(host) ?? 0) + 1)
    if (host > taken.highest) taken.highest = host
  }

  remove(object: KubeObject): void {
    const host = hostOf(object)
    if (host === undefined) return
    const taken = this.#taken(nodeOf(object))
    const left = (taken.hosts.get(host) ?? 0) - 1
    if (left > 0) taken.hosts.set(host, left)
    else taken.hosts.delete(host)
    if (host === taken.highest && left <= 0) {
      taken.highest = Math.max(FIRST - 1, ...taken.hosts.keys())
    }
    if (taken.hosts.size === 0) this.#byNode.delete(nodeOf(object))
  }

  /**
   * A host number for a new pod: the one after the highest in use, from the beginning again when
   * that is the last. So addresses are given out in order, as the host-local plugin does.
   */
  next(node: string): number {
    const { hosts, highest } = this.#byNode.get(node) ?? { hosts: new Map(), highest: FIRST - 1 }
    if (highest < LAST) return highest + 1
    let host = FIRST
    while (hosts.has(host) && host < LAST) host += 1
    return host
  }

  #taken(node: string): Taken {
    let taken = this.#byNode.get(node)
    if (!taken) this.#byNode.set(node, (taken = { hosts: new Map(), highest: FIRST - 1 }))
    return taken
  }
}

const nodeOf = (object: KubeObject): string => (object as Pod).spec.nodeName ?? ''

/** The last number of a pod's own address; pods on the host's network have none. */
function hostOf(object: KubeObject): number | undefined {
  if (object.kind !== 'Pod') return undefined
  const { spec, status } = object as Pod
  if (spec.hostNetwork || !status.podIP) return undefined
  return Number(status.podIP.slice(status.podIP.lastIndexOf('.') + 1))
}
