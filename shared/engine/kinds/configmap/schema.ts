import { objectMeta } from '../../schema/meta.ts'
import { flag, map, message, struct } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const configMap = message('io.k8s.api.core.v1.ConfigMap', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  immutable: flag(4, '', { pointer: true }),
  data: map(2, 'string', ''),
  binaryData: map(3, 'string', ''),
})

/**  */
export interface ConfigMap extends TopLevel<typeof configMap> {
  apiVersion: 'v1'
  kind: 'ConfigMap'
}
