import { listMeta } from './meta.ts'
import { int32, list, message, type Of, ref, struct, text } from './tree.ts'
import { typeMeta } from './type-meta.ts'

export const statusCause = message('io.k8s.apimachinery.pkg.apis.meta.v1.StatusCause', '', {
  reason: text(1, ''),
  message: text(2, ''),
  field: text(3, ''),
})
export type StatusCause = Of<typeof statusCause>

export const statusDetails = message('io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails', '', {
  name: text(1, ''),
  group: text(2, ''),
  kind: text(3, ''),
  uid: text(6, ''),
  causes: list(4, statusCause, '', { list: 'atomic' }),
  retryAfterSeconds: int32(5, ''),
})
export type StatusDetails = Of<typeof statusDetails>

export const status = message('io.k8s.apimachinery.pkg.apis.meta.v1.Status', '', {
  ...typeMeta,
  metadata: struct(1, listMeta, ''),
  status: text(2, ''),
  message: text(3, ''),
  reason: text(4, ''),
  details: ref(5, statusDetails, '', { atomic: true }),
  code: int32(6, ''),
})
export type Status = Of<typeof status>
