import { flag, int64, list, managedSet, map, message, type Of, text, time } from './tree.ts'

export const ownerReference = message('io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference', '', {
  apiVersion: text(5, '', { required: true }),
  kind: text(1, '', { required: true }),
  name: text(3, '', { required: true }),
  uid: text(4, '', { required: true }),
  controller: flag(6, '', { pointer: true }),
  blockOwnerDeletion: flag(7, '', { pointer: true }),
})
export type OwnerReference = Of<typeof ownerReference>

export const managedFieldsEntry = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry',
  '',
  {
    manager: text(1, ''),
    operation: text(2, '', { oneOf: ['Apply', 'Update'] }),
    apiVersion: text(3, ''),
    time: time(4, '', { pointer: true }),
    fieldsType: text(6, ''),
    fieldsV1: managedSet(7, '', { pointer: true }),
    subresource: text(8, ''),
  },
)
export type ManagedFieldsEntry = Of<typeof managedFieldsEntry>

export const objectMeta = message('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', '', {
  name: text(1, ''),
  generateName: text(2, ''),
  namespace: text(3, ''),
  selfLink: text(4, ''),
  uid: text(5, ''),
  resourceVersion: text(6, ''),
  generation: int64(7, ''),
  creationTimestamp: time(8, ''),
  deletionTimestamp: time(9, '', { pointer: true }),
  deletionGracePeriodSeconds: int64(10, '', { pointer: true }),
  labels: map(11, 'string', ''),
  annotations: map(12, 'string', ''),
  ownerReferences: list(13, ownerReference, '', {
    list: 'map',
    keys: ['uid'],
    patch: 'merge',
    mergeKey: 'uid',
  }),
  finalizers: list(14, 'string', '', { list: 'set', patch: 'merge' }),
  managedFields: list(17, managedFieldsEntry, '', { list: 'atomic' }),
})
export type ObjectMeta = Of<typeof objectMeta>

export const listMeta = message('io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta', '', {
  selfLink: text(1, ''),
  resourceVersion: text(2, ''),
  continue: text(3, ''),
  remainingItemCount: int64(4, '', { pointer: true }),
})
export type ListMeta = Of<typeof listMeta>

export const condition = message('io.k8s.apimachinery.pkg.apis.meta.v1.Condition', '', {
  type: text(1, '', { required: true }),
  status: text(2, '', { required: true, oneOf: ['True', 'False', 'Unknown'] }),
  observedGeneration: int64(3, ''),
  lastTransitionTime: time(4, '', { required: true }),
  reason: text(5, '', { required: true }),
  message: text(6, '', { required: true }),
})
export type Condition = Of<typeof condition>
