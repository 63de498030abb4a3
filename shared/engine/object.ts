/** Points from a dependent to its owner. Upstream: apimachinery meta/v1 OwnerReference. */
export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

/** What every object says of itself. Times are RFC 3339 in whole seconds, as on the wire. */
export interface ObjectMeta {
  name: string
  generateName?: string
  namespace?: string
  uid: string
  resourceVersion: string
  generation?: number
  creationTimestamp: string
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: OwnerReference[]
  finalizers?: string[]
}

/** Any object of the Kubernetes API as the store keeps it. Stored objects are never mutated. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
}

/**
 * What a plan or request hands in: identity is filled by admission, so most of it may be missing.
 */
export type Draft<T extends KubeObject = KubeObject> = Omit<T, 'metadata' | 'status'> & {
  metadata: Partial<ObjectMeta>
  status?: unknown
}

/**
 * The store's key: `Deployment/default/web`; cluster-scoped objects have no middle: `Node//node-1`.
 */
export type ObjectKey = string

/** Builds the store's key. `namespace` is empty for cluster-scoped kinds. */
export function objectKey(kind: string, namespace: string, name: string): ObjectKey {
  return `${kind}/${namespace}/${name}`
}

/** The store's key of an object. */
export function keyOf(object: KubeObject): ObjectKey {
  return objectKey(object.kind, object.metadata.namespace ?? '', object.metadata.name)
}

/** Takes a store key apart. */
export function splitKey(key: ObjectKey): { kind: string; namespace: string; name: string } {
  const first = key.indexOf('/')
  const second = key.indexOf('/', first + 1)
  return {
    kind: key.slice(0, first),
    namespace: key.slice(first + 1, second),
    name: key.slice(second + 1),
  }
}

/** The one owner that manages the object, if any. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller)
}

/** The reference that a controller puts on what it makes. */
export function ownedBy(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  }
}

/** Has deletion been asked for? The object stays until its grace and its finalizers are over. */
export function isTerminating(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined
}
