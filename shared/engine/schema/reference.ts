import { message, type Of, text } from './tree.ts'

export const localObjectReferenceFields = {
  name: text(1, 'Name of the object.'),
}

export const localObjectReference = message(
  'io.k8s.api.core.v1.LocalObjectReference',
  'Names an object in the same namespace.',
  localObjectReferenceFields,
)
export type LocalObjectReference = Of<typeof localObjectReference>

export const objectReference = message(
  'io.k8s.api.core.v1.ObjectReference',
  'Points to an object.',
  {
    kind: text(1, 'Kind of the object.'),
    namespace: text(2, 'Namespace of the object.'),
    name: text(3, 'Name of the object.'),
    uid: text(4, 'Uid of the object.'),
    apiVersion: text(5, 'Group and version of the object.'),
    resourceVersion: text(6, 'State of the object that is meant.'),
    fieldPath: text(7, 'Part of the object that is meant, such as spec.containers{web}.'),
  },
)
export type ObjectReference = Of<typeof objectReference>

export const typedLocalObjectReference = message(
  'io.k8s.api.core.v1.TypedLocalObjectReference',
  'Names an object of any kind in the same namespace.',
  {
    apiGroup: text(1, 'Group of its kind; empty for the core group.', { pointer: true }),
    kind: text(2, 'Kind of the object.', { required: true }),
    name: text(3, 'Name of the object.', { required: true }),
  },
)
export type TypedLocalObjectReference = Of<typeof typedLocalObjectReference>

export const typedObjectReference = message(
  'io.k8s.api.core.v1.TypedObjectReference',
  'Names an object of any kind in any namespace.',
  {
    apiGroup: text(1, 'Group of its kind; empty for the core group.', { pointer: true }),
    kind: text(2, 'Kind of the object.', { required: true }),
    name: text(3, 'Name of the object.', { required: true }),
    namespace: text(4, 'Namespace of the object; the same one when left out.', { pointer: true }),
  },
)
export type TypedObjectReference = Of<typeof typedObjectReference>
