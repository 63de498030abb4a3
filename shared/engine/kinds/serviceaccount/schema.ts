import { objectMeta } from '../../schema/meta.ts'
import { localObjectReference, objectReference } from '../../schema/reference.ts'
import { flag, list, message, struct } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const serviceAccount = message('io.k8s.api.core.v1.ServiceAccount', 'Whom pods act as.', {
  ...typeMeta,
  metadata: struct(1, objectMeta, 'Name and namespace of the account.'),
  secrets: list(2, objectReference, 'Secrets that its pods may use.', {
    list: 'map',
    keys: ['name'],
    patch: 'merge',
    mergeKey: 'name',
  }),
  imagePullSecrets: list(
    3,
    localObjectReference,
    'Secrets for pulling images, given to its pods.',
    { list: 'atomic' },
  ),
  automountServiceAccountToken: flag(4, 'Whether its pods get a token.', { pointer: true }),
})

/** Whom pods act as. */
export interface ServiceAccount extends TopLevel<typeof serviceAccount> {
  apiVersion: 'v1'
  kind: 'ServiceAccount'
}
