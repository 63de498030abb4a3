import { objectMeta } from '../../schema/meta.ts'
import { flag, map, message, struct } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const configMap = message('io.k8s.api.core.v1.ConfigMap', 'Settings for pods to read.', {
  ...typeMeta,
  metadata: struct(1, objectMeta, 'Name and labels of the ConfigMap.'),
  immutable: flag(4, 'Whether its content may never change.', { pointer: true }),
  data: map(2, 'string', 'Texts by key.'),
  binaryData: map(3, 'bytes', 'Bytes by key.'),
})

/** Settings for pods to read. */
export interface ConfigMap extends TopLevel<typeof configMap> {
  apiVersion: 'v1'
  kind: 'ConfigMap'
}
