import { objectMeta } from '../../schema/meta.ts'
import { flag, map, message, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const secret = message('io.k8s.api.core.v1.Secret', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  immutable: flag(5, '', { pointer: true }),
  data: map(2, 'string', ''),
  stringData: map(4, 'string', ''),
  type: text(3, '', { default: 'Opaque' }),
})

/**  */
export interface Secret extends TopLevel<typeof secret> {
  apiVersion: 'v1'
  kind: 'Secret'
}
