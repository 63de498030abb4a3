import { objectMeta } from './meta.ts'
import { deleteOptions } from './options.ts'
import { objectReference } from './reference.ts'
import { int32, message, type Of, ref, struct, text } from './tree.ts'
import { typeMeta } from './type-meta.ts'

export const scaleSpec = message('io.k8s.api.autoscaling.v1.ScaleSpec', '', {
  replicas: int32(1, ''),
})
export type ScaleSpec = Of<typeof scaleSpec>

export const scaleStatus = message('io.k8s.api.autoscaling.v1.ScaleStatus', '', {
  replicas: int32(1, '', { required: true }),
  selector: text(2, ''),
})
export type ScaleStatus = Of<typeof scaleStatus>

export const scale = message('io.k8s.api.autoscaling.v1.Scale', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  spec: struct(2, scaleSpec, ''),
  status: struct(3, scaleStatus, ''),
})
export type Scale = Of<typeof scale>

export const binding = message('io.k8s.api.core.v1.Binding', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  target: struct(2, objectReference, '', { required: true }),
})
export type Binding = Of<typeof binding>

export const eviction = message('io.k8s.api.policy.v1.Eviction', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  deleteOptions: ref(2, deleteOptions, ''),
})
export type Eviction = Of<typeof eviction>
