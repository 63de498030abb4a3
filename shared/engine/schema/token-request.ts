import { objectMeta } from './meta.ts'
import { int64, list, message, type Of, ref, struct, text, time } from './tree.ts'
import { typeMeta } from './type-meta.ts'

export const boundObjectReference = message(
  'io.k8s.api.authentication.v1.BoundObjectReference',
  'The object that a token lives and dies with.',
  {
    kind: text(1, 'Pod or Secret.'),
    apiVersion: text(2, 'Version of the object.'),
    name: text(3, 'Name of the object.'),
    uid: text(4, 'Uid of the object.'),
  },
)
export type BoundObjectReference = Of<typeof boundObjectReference>

export const tokenRequestSpec = message(
  'io.k8s.api.authentication.v1.TokenRequestSpec',
  'Everything may be left out.',
  {
    audiences: list(1, 'string', 'Whom the token is for.', { required: true, list: 'atomic' }),
    expirationSeconds: int64(4, 'How long it should be good for.', {
      pointer: true,
      default: 3600,
    }),
    boundObjectRef: ref(3, boundObjectReference, 'The object that it ends with.'),
  },
)
export type TokenRequestSpec = Of<typeof tokenRequestSpec>

export const tokenRequestStatus = message(
  'io.k8s.api.authentication.v1.TokenRequestStatus',
  'Filled in by the server.',
  {
    token: text(1, 'The token itself.', { required: true }),
    expirationTimestamp: time(2, 'When it ends.', { required: true }),
  },
)
export type TokenRequestStatus = Of<typeof tokenRequestStatus>

export const tokenRequest = message(
  'io.k8s.api.authentication.v1.TokenRequest',
  'Asks for a token of a service account.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Not used.'),
    spec: struct(2, tokenRequestSpec, 'What token is wanted.', { required: true }),
    status: struct(3, tokenRequestStatus, 'The token.'),
  },
)
export type TokenRequest = Of<typeof tokenRequest>
