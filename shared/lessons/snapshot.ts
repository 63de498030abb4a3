import type { Change, Cluster, KubeObject } from '../engine/index.ts'

/** `Ingress` → `ingresses`, `NetworkPolicy` → `networkpolicies`, `Endpoints` → `endpoints`. */
export function pluralOf(kind: string): string {
  const word = kind.toLowerCase()
  if (word === 'endpoints') return word
  if (/(s|x|ch|sh)$/.test(word)) return `${word}es`
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`
}

/**
 * What a cluster consists of at one instant, kept up by folding its changes: the material of
 * checks. Lists are in the order of namespaces and names, so that a check sees the same list
 * everywhere.
 */
export class Snapshot {
  #byPlural = new Map<string, Map<string, KubeObject>>()
  #lists = new Map<string, readonly KubeObject[]>()

  constructor(objects: readonly KubeObject[]) {
    for (const object of objects) this.#put(object)
  }

  /** The objects of a kind, by its plural; an empty list when there are none. */
  list(plural: string): readonly KubeObject[] {
    const known = this.#lists.get(plural)
    if (known) return known
    const rows = [...(this.#byPlural.get(plural) ?? [])]
    const list = rows.sort(([left], [right]) => (left < right ? -1 : 1)).map(([, object]) => object)
    this.#lists.set(plural, list)
    return list
  }

  /** Takes a change in and says which plural it touched. */
  apply(change: Change): string {
    if (change.type !== 'DELETED') return this.#put(change.object)
    const plural = pluralOf(change.object.kind)
    this.#byPlural.get(plural)?.delete(sortKey(change.object))
    this.#lists.delete(plural)
    return plural
  }

  #put(object: KubeObject): string {
    const plural = pluralOf(object.kind)
    const rows = this.#byPlural.get(plural) ?? new Map<string, KubeObject>()
    rows.set(sortKey(object), object)
    this.#byPlural.set(plural, rows)
    this.#lists.delete(plural)
    return plural
  }
}

/** `/` sorts before every character that a name may begin with, so namespaces stay together. */
function sortKey(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`
}

/** Everything that is in a cluster now: what a grader starts from. */
export function objectsOf(cluster: Cluster): KubeObject[] {
  return cluster.api.registry.kinds.flatMap((kind) => [...cluster.view.list(kind.kind)])
}
