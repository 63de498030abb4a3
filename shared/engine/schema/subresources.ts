import { objectMeta } from './meta.ts'
import { deleteOptions } from './options.ts'
import { objectReference } from './reference.ts'
import { int32, message, type Of, ref, struct, text } from './tree.ts'
import { typeMeta } from './type-meta.ts'

export const scaleSpec = message('io.k8s.api.autoscaling.v1.ScaleSpec', 'Write here to scale.', {
  replicas: int32(1, 'How many pods are wanted.'),
})
export type ScaleSpec = Of<typeof scaleSpec>

export const scaleStatus = message('io.k8s.api.autoscaling.v1.ScaleStatus', 'Only read here.', {
  replicas: int32(1, 'How many pods there are.', { required: true }),
  selector: text(2, "The pods' label selector, as text."),
})
export type ScaleStatus = Of<typeof scaleStatus>

export const scale = message(
  'io.k8s.api.autoscaling.v1.Scale',
  'The size of something that can be scaled.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and namespace of what is scaled.'),
    spec: struct(2, scaleSpec, 'The size that is wanted.'),
    status: struct(3, scaleStatus, 'The size that there is.'),
  },
)
export type Scale = Of<typeof scale>

export const binding = message('io.k8s.api.core.v1.Binding', 'Puts a pod on a node.', {
  ...typeMeta,
  metadata: struct(1, objectMeta, 'Name and namespace of the pod.'),
  target: struct(2, objectReference, 'The node.', { required: true }),
})
export type Binding = Of<typeof binding>

export const eviction = message(
  'io.k8s.api.policy.v1.Eviction',
  'Asks a pod to leave its node, if its disruption budget allows it.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and namespace of the pod.'),
    deleteOptions: ref(2, deleteOptions, 'How to delete the pod.'),
  },
)
export type Eviction = Of<typeof eviction>
