import { list, map, message, type Of, text } from '../../../schema/tree.ts'
import { completeResources } from '../defaults.ts'

export const resourceClaim = message(
  'io.k8s.api.core.v1.ResourceClaim',
  'A device that a container uses.',
  {
    name: text(1, "The claim's name in the pod's resourceClaims.", { required: true }),
    request: text(2, 'One request of the claim; all of them when left out.'),
  },
)
export type ResourceClaim = Of<typeof resourceClaim>

export const resourceRequirements = message(
  'io.k8s.api.core.v1.ResourceRequirements',
  'What a container asks for and may use at most.',
  {
    limits: map(
      1,
      'quantity',
      'The most it may use: more CPU is slowed down, more memory ends the container.',
    ),
    requests: map(
      2,
      'quantity',
      'What the scheduler keeps free for it. Equal to the limits when only those are given.',
    ),
    claims: list(3, resourceClaim, 'Devices that it uses.', {
      list: 'map',
      keys: ['name'],
      simulated: false,
    }),
  },
  completeResources,
)
export type ResourceRequirements = Of<typeof resourceRequirements>

export const containerResizePolicy = message(
  'io.k8s.api.core.v1.ContainerResizePolicy',
  'What a change of a resource means for a running container.',
  {
    resourceName: text(1, 'cpu or memory.', { required: true }),
    restartPolicy: text(2, 'NotRequired or RestartContainer.', {
      required: true,
      oneOf: ['NotRequired', 'RestartContainer'],
    }),
  },
)
export type ContainerResizePolicy = Of<typeof containerResizePolicy>
