import { objectMeta } from '../../../schema/meta.ts'
import { message, type Of, struct } from '../../../schema/tree.ts'
import { podSpec } from './spec.ts'

export const podTemplateSpec = message('io.k8s.api.core.v1.PodTemplateSpec', '', {
  metadata: struct(1, objectMeta, ''),
  spec: struct(2, podSpec, ''),
})
export type PodTemplateSpec = Of<typeof podTemplateSpec>
