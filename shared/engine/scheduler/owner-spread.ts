import { controllerOf, isTerminating, type KubeObject } from '../object.ts'
import type { Tally } from '../store/indexes.ts'

const NOBODY: ReadonlyMap<string, number> = new Map()

/** How many pods of each controller are on each node: what spreading looks at. */
export class OwnerSpread implements Tally {
  #byOwner = new Map<string, Map<string, number>>()

  add(object: KubeObject): void {
    this.#count(object, 1)
  }

  remove(object: KubeObject): void {
    this.#count(object, -1)
  }

  /** Pods of a controller (by uid), by node. Read it; never change it. */
  of(owner: string): ReadonlyMap<string, number> {
    return this.#byOwner.get(owner) ?? NOBODY
  }

  #count(object: KubeObject, sign: 1 | -1): void {
    if (object.kind !== 'Pod' || isTerminating(object)) return
    const { nodeName } = (object as KubeObject & { spec: { nodeName?: string } }).spec
    const owner = nodeName && controllerOf(object)?.uid
    if (!nodeName || !owner) return
    let nodes = this.#byOwner.get(owner)
    if (!nodes) this.#byOwner.set(owner, (nodes = new Map()))
    const next = (nodes.get(nodeName) ?? 0) + sign
    if (next > 0) nodes.set(nodeName, next)
    else nodes.delete(nodeName)
    if (nodes.size === 0) this.#byOwner.delete(owner)
  }
}
