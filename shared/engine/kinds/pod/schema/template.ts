import { objectMeta } from '../../../schema/meta.ts'
import { message, type Of, struct } from '../../../schema/tree.ts'
import { podSpec } from './spec.ts'

export const podTemplateSpec = message(
  'io.k8s.api.core.v1.PodTemplateSpec',
  'The pods that a controller makes.',
  {
    metadata: struct(1, objectMeta, 'Their labels and annotations.'),
    spec: struct(2, podSpec, 'How they are to run.'),
  },
)
export type PodTemplateSpec = Of<typeof podTemplateSpec>
