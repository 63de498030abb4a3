import type { AdmissionRule, Kind } from '../kinds/define-kind.ts'
import { suffix, uid } from '../luck.ts'
import { keyOf, objectKey, type Draft, type KubeObject, type ObjectMeta } from '../object.ts'
import type { DeleteHow } from '../plan.ts'
import { applyDefaults } from '../schema/defaults.ts'
import { invalid } from '../schema/field-errors.ts'
import type { Store } from '../store/store.ts'
import type { View } from '../store/view.ts'
import { timestamp } from '../time.ts'
import { markForDeletion, withoutFinalizers } from './deletion.ts'
import { mergeForUpdate } from './update.ts'
import { isStatus, MODIFIED, refuse, type About, type Status } from './status.ts'

/** What admission needs of the cluster. */
export interface DoorFrame {
  store: Store
  view: View
  seed: string
  kinds: ReadonlyMap<string, Kind>
  admission: readonly AdmissionRule[]
}

/** Which part of an object an update writes; '' is everything but status. */
export type Part =
  '' | 'status' | 'binding' | 'scale' | 'ephemeralcontainers' | 'resize' | 'finalize'

/** Said with a request, not with a plan. */
export interface Said {
  /** Answer as if, write nothing. */
  dryRun?: boolean
}

/**
 * The one door by which objects change. A person's request and a controller's plan pass the same
 * steps in the same order: rules that fill in, defaults, validation, rules that refuse, the write.
 */
export class Door {
  #frame: DoorFrame

  constructor(frame: DoorFrame) {
    this.#frame = frame
  }

  create(draft: Draft, said: Said = {}): KubeObject | Status {
    const kind = this.#kindOf(draft)
    const named = this.#named(kind, draft, said.dryRun === true)
    if (isStatus(named)) return named
    const filled = this.#fill(kind, this.#identified(kind, named))
    const refused = this.#refuseCreate(kind, filled)
    if (refused) return refused
    if (said.dryRun) return filled
    // What expires by itself is made under a new name each time: counting it would only pile up.
    if (!kind.strategy?.expiresAt) this.#frame.store.incarnate(keyOf(filled))
    return this.#frame.store.put(filled)
  }

  /** Writes a part of an object that exists. A resourceVersion in `next` must be the newest. */
  update(next: KubeObject, part: Part = '', said: Said = {}): KubeObject | Status {
    const { store, view } = this.#frame
    const kind = this.#kindOf(next)
    const old = store.get(keyOf(next))
    if (!old) return refuse.notFound(aboutObject(kind, next))
    const stale = staleness(kind, next, old)
    if (stale) return stale
    const merged = mergeForUpdate(kind, next, old, part, view)
    if (part !== 'status' && part !== 'binding') {
      const errors = [
        ...(kind.strategy?.validate?.(merged, view) ?? []),
        ...(kind.strategy?.validateUpdate?.(merged, old, view, part) ?? []),
      ]
      if (errors.length > 0) return invalid(kind, merged.metadata.name, errors)
    }
    if (said.dryRun) return merged
    const written = store.put(merged)
    const isHeld = kind.strategy?.isHeld?.(written) ?? false
    if (isDone(written) && !isHeld) return store.remove(keyOf(written)) ?? written
    return written
  }

  /** Deletes, or marks for deletion what has grace or finalizers left; answers the object. */
  delete(key: string, how: DeleteHow, said: Said = {}): KubeObject | Status {
    const { store } = this.#frame
    const object = store.get(key)
    const kind = this.#frame.kinds.get(key.slice(0, key.indexOf('/')))
    if (!kind || !object) throw new Error(`deletion of ${key}, which does not exist`)
    if (IMMORTAL.has(key)) {
      return refuse.forbidden(aboutObject(kind, object), 'this namespace may not be deleted')
    }
    if (how.uid !== undefined && how.uid !== object.metadata.uid) {
      return refuse.conflict(
        aboutObject(kind, object),
        'Precondition failed: ' +
          `UID in precondition: ${how.uid}, UID in object meta: ${object.metadata.uid}`,
      )
    }
    const marked = markForDeletion(kind, object, how, store.now)
    if (said.dryRun) return marked ?? object
    if (marked) return store.put(marked)
    return store.remove(key) ?? object
  }

  /** Drops a finalizer; the object goes when it was the last thing that held it. */
  release(object: KubeObject, finalizer: string): KubeObject | Status {
    return this.update(withoutFinalizers(object, [finalizer]))
  }

  #kindOf(object: { kind: string }): Kind {
    const kind = this.#frame.kinds.get(object.kind)
    if (!kind) throw new Error(`kind ${object.kind} is not registered`)
    return kind
  }

  /** Gives the object its final name, or says why it cannot have it. */
  #named(
    kind: Kind,
    draft: Draft,
    dryRun: boolean,
  ): (Draft & { metadata: { name: string } }) | Status {
    const { store, view } = this.#frame
    const namespace = draft.metadata.namespace ?? ''
    const missing = kind.scope === 'Namespaced' ? noNamespace(kind, namespace, draft, view) : null
    if (missing) return missing
    const name = draft.metadata.name ?? this.#generated(kind, draft, dryRun)
    if (store.get(objectKey(kind.kind, namespace, name))) {
      return refuse.alreadyExists({ group: kind.group, resource: kind.plural, name })
    }
    return { ...draft, metadata: { ...draft.metadata, name } }
  }

  /** The first free name of the series that the prefix's dice give. A dry run only looks ahead. */
  #generated(kind: Kind, draft: Draft, dryRun: boolean): string {
    const prefix = draft.metadata.generateName
    if (!prefix) return ''
    const { store, seed } = this.#frame
    const base = objectKey(kind.kind, draft.metadata.namespace ?? '', prefix)
    for (let ahead = 1; ; ahead += 1) {
      const count = dryRun ? store.incarnation(base) + ahead : store.incarnate(base)
      const name = prefix + suffix(seed, base, `name ${count}`)
      if (!store.get(objectKey(kind.kind, draft.metadata.namespace ?? '', name))) return name
    }
  }

  #identified(kind: Kind, draft: Draft & { metadata: { name: string } }): KubeObject {
    const { store, seed } = this.#frame
    const namespace = draft.metadata.namespace ?? ''
    const key = objectKey(kind.kind, namespace, draft.metadata.name)
    const { deletionTimestamp: _gone, deletionGracePeriodSeconds: _grace, ...kept } = draft.metadata
    const metadata: ObjectMeta = {
      ...kept,
      name: draft.metadata.name,
      uid: uid(seed, `${key}#${store.incarnation(key) + 1}`),
      resourceVersion: '',
      creationTimestamp: timestamp(store.now),
    }
    if (kind.scope === 'Cluster') delete metadata.namespace
    if (kind.generation) metadata.generation = 1
    else delete metadata.generation
    return { ...draft, metadata } as KubeObject
  }

  #fill(kind: Kind, object: KubeObject): KubeObject {
    const { view, admission } = this.#frame
    let filled = object
    for (const rule of admission) {
      if (!rule.mutate || !rule.kinds.includes(kind.kind)) continue
      filled = rule.mutate(filled, view) as KubeObject
    }
    filled = applyDefaults(kind.schema, filled)
    return kind.strategy?.prepareCreate?.(filled, view) ?? filled
  }

  #refuseCreate(kind: Kind, object: KubeObject): Status | undefined {
    const { view, admission } = this.#frame
    const errors = kind.strategy?.validate?.(object, view) ?? []
    if (errors.length > 0) return invalid(kind, object.metadata.name, errors)
    for (const rule of admission) {
      const refused = rule.kinds.includes(kind.kind) ? rule.check?.(object, view) : undefined
      if (refused) return refused
    }
    return undefined
  }
}

function aboutObject(kind: Kind, object: KubeObject): About {
  return { group: kind.group, resource: kind.plural, name: object.metadata.name }
}

/** Namespaces that nobody deletes. Upstream: admission plugin NamespaceLifecycle. */
const IMMORTAL = new Set(
  ['default', 'kube-public', 'kube-system'].map((name) => `Namespace//${name}`),
)

/** Upstream: admission plugin NamespaceLifecycle. */
function noNamespace(kind: Kind, namespace: string, draft: Draft, view: View): Status | undefined {
  const found = view.get('Namespace', '', namespace)
  if (!found) return refuse.notFound({ group: '', resource: 'namespaces', name: namespace })
  if (!found.metadata.deletionTimestamp) return undefined
  const name = draft.metadata.name ?? ''
  const about: About = { group: kind.group, resource: kind.plural, ...(name ? { name } : {}) }
  const why = 'because it is being terminated'
  return refuse.forbidden(about, `unable to create new content in namespace ${namespace} ${why}`)
}

function staleness(kind: Kind, next: KubeObject, old: KubeObject): Status | undefined {
  const { resourceVersion, uid: nextUid } = next.metadata
  const about = aboutObject(kind, old)
  if (nextUid && nextUid !== old.metadata.uid) {
    return refuse.conflict(
      about,
      `Precondition failed: UID in precondition: ${nextUid}, UID in object meta: ${old.metadata.uid}`,
    )
  }
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) {
    return refuse.conflict(about, MODIFIED)
  }
  return undefined
}

/** Nothing holds the object any more: its deletion was asked for, grace and finalizers are over. */
function isDone({ metadata }: KubeObject): boolean {
  return (
    metadata.deletionTimestamp !== undefined &&
    (metadata.deletionGracePeriodSeconds ?? 0) === 0 &&
    (metadata.finalizers ?? []).length === 0
  )
}
