import { list, map, message, type Of, text } from '../../../schema/tree.ts'
import { completeResources } from '../defaults.ts'

export const resourceClaim = message('io.k8s.api.core.v1.ResourceClaim', '', {
  name: text(1, '', { required: true }),
  request: text(2, ''),
})
export type ResourceClaim = Of<typeof resourceClaim>

export const resourceRequirements = message(
  'io.k8s.api.core.v1.ResourceRequirements',
  '',
  {
    limits: map(1, 'quantity', ''),
    requests: map(2, 'quantity', ''),
    claims: list(3, resourceClaim, '', { list: 'map', keys: ['name'] }),
  },
  completeResources,
)
export type ResourceRequirements = Of<typeof resourceRequirements>

export const containerResizePolicy = message('io.k8s.api.core.v1.ContainerResizePolicy', '', {
  resourceName: text(1, '', { required: true }),
  restartPolicy: text(2, '', { required: true, oneOf: ['NotRequired', 'RestartContainer'] }),
})
export type ContainerResizePolicy = Of<typeof containerResizePolicy>
