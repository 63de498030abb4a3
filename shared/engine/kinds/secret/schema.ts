import { objectMeta } from '../../schema/meta.ts'
import { flag, map, message, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const secret = message(
  'io.k8s.api.core.v1.Secret',
  'Settings for pods to read that not everybody should see.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the Secret.'),
    immutable: flag(5, 'Whether its content may never change.', { pointer: true }),
    data: map(2, 'bytes', 'Bytes by key, in base64.'),
    stringData: map(4, 'string', 'Texts by key, for writing only; they are moved into data.'),
    type: text(3, 'What it is for; Opaque is anything.', { default: 'Opaque' }),
  },
)

/** Settings for pods to read that not everybody should see. */
export interface Secret extends TopLevel<typeof secret> {
  apiVersion: 'v1'
  kind: 'Secret'
}
