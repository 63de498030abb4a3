import type { ObjectMeta } from '../object.ts'

/** Annotations by which those who bind storage talk to each other. Source: component-helpers. */
export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed'
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller'
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by'
export const PROVISIONER = 'volume.kubernetes.io/storage-provisioner'
export const PROVISIONER_BETA = 'volume.beta.kubernetes.io/storage-provisioner'
/** The node that the scheduler has chosen for the first pod of a claim. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node'

/** Who tells of claims and volumes. */
export const VOLUME_CONTROLLER = 'persistentvolume-controller'

/** The object with further annotations. */
export function marks<T extends { metadata: ObjectMeta }>(
  object: T,
  annotations: Record<string, string>,
): T {
  const all = { ...object.metadata.annotations, ...annotations }
  return { ...object, metadata: { ...object.metadata, annotations: all } }
}

/** The object without one of the things that hold it. */
export function withoutFinalizer<T extends { metadata: ObjectMeta }>(object: T, name: string): T {
  const { finalizers = [], ...metadata } = object.metadata
  const left = finalizers.filter((one) => one !== name)
  return { ...object, metadata: left.length > 0 ? { ...metadata, finalizers: left } : metadata }
}
