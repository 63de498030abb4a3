import { objectMeta } from '../../schema/meta.ts'
import { localObjectReference, objectReference } from '../../schema/reference.ts'
import { flag, list, message, struct } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const serviceAccount = message('io.k8s.api.core.v1.ServiceAccount', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  secrets: list(2, objectReference, '', {
    list: 'map',
    keys: ['name'],
    patch: 'merge',
    mergeKey: 'name',
  }),
  imagePullSecrets: list(3, localObjectReference, '', { list: 'atomic' }),
  automountServiceAccountToken: flag(4, '', { pointer: true }),
})

/**  */
export interface ServiceAccount extends TopLevel<typeof serviceAccount> {
  apiVersion: 'v1'
  kind: 'ServiceAccount'
}
