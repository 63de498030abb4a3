import { equal, type Json } from '../json.ts'
import { ownedBy, type Draft, type KubeObject } from '../object.ts'
import { templateHash } from '../schema/hash.ts'
import type { View } from '../store/view.ts'
import { claim } from './claim.ts'
import type { PodTemplateSpec } from './pod/schema.ts'
import type { LabelSelector } from '../schema/selector.ts'
import type { ControllerRevision } from './controllerrevision/schema.ts'

/** The label that says of which revision a pod is. */
export const REVISION_HASH = 'controller-revision-hash'

/** Something that keeps its templates as revisions. */
export interface Revised extends KubeObject {
  spec: { selector: LabelSelector; template: PodTemplateSpec; revisionHistoryLimit?: number }
  status: { collisionCount?: number }
}

/** What there is of an owner's history, and what has to be written about it. */
export interface History {
  /** The revision of the present template; undefined until it is made. */
  current: ControllerRevision | undefined
  /** The others, oldest first. */
  old: readonly ControllerRevision[]
  /** Adopted, released or renumbered revisions in their new state. */
  updates: readonly ControllerRevision[]
}

/**
 * Sorts an owner's revisions into the present one and the old ones. A template that is used again
 * gets the highest number. Source: pkg/controller/daemon/update.go constructHistory.
 */
export function historyOf(owner: Revised, view: View): History {
  const namespace = owner.metadata.namespace ?? ''
  const { mine, adopted, released } = claim(
    owner,
    owner.spec.selector,
    view.owned<ControllerRevision>(owner, 'ControllerRevision'),
    view.orphans<ControllerRevision>('ControllerRevision', namespace),
  )
  const sorted = [...mine].sort((left, right) => left.revision - right.revision)
  const same = sorted.filter((one) => equal(one.data, dataOf(owner.spec.template)))
  const found = same.at(-1)
  const old = sorted.filter((one) => one !== found)
  const number = (old.at(-1)?.revision ?? 0) + 1
  const current = found && found.revision < number ? { ...found, revision: number } : found
  const renumbered = current && current !== found ? [current] : []
  const adoptions = adopted.filter((one) => one !== found || renumbered.length === 0)
  return { current, old, updates: [...released, ...adoptions, ...renumbered] }
}

/** The revision of the present template, to be made. `hash` names it. */
export function newRevision(
  owner: Revised,
  { old }: History,
  labels: Readonly<Record<string, string>> | undefined,
): Draft<ControllerRevision> & { metadata: { name: string } } {
  const hash = hashOf(owner)
  const { name, namespace, annotations } = owner.metadata
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace ? { namespace } : {}),
      labels: { ...labels, [REVISION_HASH]: hash },
      ...(annotations ? { annotations } : {}),
      ownerReferences: [ownedBy(owner)],
    },
    data: dataOf(owner.spec.template),
    revision: (old.at(-1)?.revision ?? 0) + 1,
  }
}

/** What a revision keeps: a strategic merge patch that brings its template back. */
export function dataOf(template: PodTemplateSpec): Record<string, Json> {
  return { spec: { template: { ...(template as unknown as Json & object), $patch: 'replace' } } }
}

/** Old revisions beyond the limit, oldest first, but none that a pod is still made from. */
export function surplusOf(
  { old }: History,
  limit: number,
  isLive: (revision: ControllerRevision) => boolean,
): readonly ControllerRevision[] {
  const surplus = old.length - limit
  return surplus <= 0 ? [] : old.filter((one) => !isLive(one)).slice(0, surplus)
}

function hashOf({ spec, status }: Revised): string {
  return templateHash(spec.template, status.collisionCount)
}
