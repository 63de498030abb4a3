import type { Actor } from '../input.ts'
import { isRecord } from '../json.ts'
import type { Kind } from '../kinds/define-kind.ts'
import { objectKey, type KubeObject } from '../object.ts'
import type { Api } from './handle.ts'
import { isVisible } from './route.ts'

/** May this person see the object? Events about hidden kinds are hidden as they are. */
export function isReadable(api: Api, kind: Kind, object: KubeObject, actor: Actor): boolean {
  if (!isVisible(kind, actor)) return false
  const about = (object as KubeObject & { involvedObject?: unknown }).involvedObject
  if (!isRecord(about) || typeof about.kind !== 'string') return true
  const regarded = api.kinds.get(about.kind)
  return !regarded || isVisible(regarded, actor)
}

/** Is the object still there, or has its time run out? Upstream lets etcd's leases take it. */
export function isAlive(api: Api, kind: Kind, object: KubeObject): boolean {
  const expiresAt = kind.strategy?.expiresAt?.(object)
  return expiresAt === undefined || expiresAt > api.view.now
}

/** The object as it is read: with the fields that are functions of now. */
export function presented(api: Api, kind: Kind, object: KubeObject): KubeObject {
  return kind.strategy?.present?.(object, api.view) ?? object
}

/** The object of a name, if this person can see one. Not yet presented. */
export function findObject(
  api: Api,
  kind: Kind,
  namespace: string,
  name: string,
  actor: Actor,
): KubeObject | undefined {
  const object = api.store.get(objectKey(kind.kind, namespace, name))
  if (!object || !isReadable(api, kind, object, actor) || !isAlive(api, kind, object)) {
    return undefined
  }
  return object
}
