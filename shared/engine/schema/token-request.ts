import { objectMeta } from './meta.ts'
import { int64, list, message, type Of, ref, struct, text, time } from './tree.ts'
import { typeMeta } from './type-meta.ts'

export const boundObjectReference = message(
  'io.k8s.api.authentication.v1.BoundObjectReference',
  '',
  {
    kind: text(1, ''),
    apiVersion: text(2, ''),
    name: text(3, ''),
    uid: text(4, ''),
  },
)
export type BoundObjectReference = Of<typeof boundObjectReference>

export const tokenRequestSpec = message('io.k8s.api.authentication.v1.TokenRequestSpec', '', {
  audiences: list(1, 'string', '', { required: true, list: 'atomic' }),
  expirationSeconds: int64(4, '', { pointer: true, default: 3600 }),
  boundObjectRef: ref(3, boundObjectReference, ''),
})
export type TokenRequestSpec = Of<typeof tokenRequestSpec>

export const tokenRequestStatus = message('io.k8s.api.authentication.v1.TokenRequestStatus', '', {
  token: text(1, '', { required: true }),
  expirationTimestamp: time(2, '', { required: true }),
})
export type TokenRequestStatus = Of<typeof tokenRequestStatus>

export const tokenRequest = message('io.k8s.api.authentication.v1.TokenRequest', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  spec: struct(2, tokenRequestSpec, '', { required: true }),
  status: struct(3, tokenRequestStatus, ''),
})
export type TokenRequest = Of<typeof tokenRequest>
