import { message, type Of, text } from './tree.ts'

export const localObjectReferenceFields = {
  name: text(1, ''),
}

export const localObjectReference = message(
  'io.k8s.api.core.v1.LocalObjectReference',
  '',
  localObjectReferenceFields,
)
export type LocalObjectReference = Of<typeof localObjectReference>

export const objectReference = message('io.k8s.api.core.v1.ObjectReference', '', {
  kind: text(1, ''),
  namespace: text(2, ''),
  name: text(3, ''),
  uid: text(4, ''),
  apiVersion: text(5, ''),
  resourceVersion: text(6, ''),
  fieldPath: text(7, ''),
})
export type ObjectReference = Of<typeof objectReference>

export const typedLocalObjectReference = message(
  'io.k8s.api.core.v1.TypedLocalObjectReference',
  '',
  {
    apiGroup: text(1, '', { pointer: true }),
    kind: text(2, '', { required: true }),
    name: text(3, '', { required: true }),
  },
)
export type TypedLocalObjectReference = Of<typeof typedLocalObjectReference>

export const typedObjectReference = message('io.k8s.api.core.v1.TypedObjectReference', '', {
  apiGroup: text(1, '', { pointer: true }),
  kind: text(2, '', { required: true }),
  name: text(3, '', { required: true }),
  namespace: text(4, '', { pointer: true }),
})
export type TypedObjectReference = Of<typeof typedObjectReference>
