import { canonical } from '../../json.ts'
import { controllerOf, type KubeObject } from '../../object.ts'
import type { Tally } from '../../store/indexes.ts'
import type { Pod } from '../pod/schema.ts'
import { isActive, isReady } from '../workload-pods.ts'

type Labels = Readonly<Record<string, string>> | undefined

/** Active pods of one owner that carry the same labels: nearly always all of them. */
export interface PodGroup {
  labels: Labels
  active: number
  ready: number
}

/**
 * The running total of active and ready pods by managing owner (uid) and labels. A set of 10,000
 * pods at its number is then one group to look at, not 10,000 pods, each time one becomes ready.
 */
export class PodGroups implements Tally {
  #byOwner = new Map<string, Map<string, PodGroup>>()
  /** Pods of a template share their labels, so their text is made once. */
  #texts = new WeakMap<object, string>()

  add(object: KubeObject): void {
    this.#count(object, 1)
  }

  remove(object: KubeObject): void {
    this.#count(object, -1)
  }

  /**
   * The groups of an owner's active pods, in no order that matters. Read them; never change them.
   */
  of(uid: string): readonly Readonly<PodGroup>[] {
    return [...(this.#byOwner.get(uid)?.values() ?? [])]
  }

  #count(object: KubeObject, sign: 1 | -1): void {
    if (object.kind !== 'Pod') return
    const pod = object as Pod
    const owner = controllerOf(pod)
    if (!owner || !isActive(pod)) return
    const groups = this.#byOwner.get(owner.uid) ?? new Map<string, PodGroup>()
    const text = this.#textOf(pod.metadata.labels)
    const group = groups.get(text) ?? { labels: pod.metadata.labels, active: 0, ready: 0 }
    group.active += sign
    if (isReady(pod)) group.ready += sign
    if (group.active > 0) groups.set(text, group)
    else groups.delete(text)
    if (groups.size > 0) this.#byOwner.set(owner.uid, groups)
    else this.#byOwner.delete(owner.uid)
  }

  #textOf(labels: Labels): string {
    if (!labels) return ''
    let text = this.#texts.get(labels)
    if (text === undefined) this.#texts.set(labels, (text = canonical(labels)))
    return text
  }
}
