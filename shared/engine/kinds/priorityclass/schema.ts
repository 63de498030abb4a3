import { objectMeta } from '../../schema/meta.ts'
import { flag, int32, message, struct, text } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const priorityClass = message(
  'io.k8s.api.scheduling.v1.PriorityClass',
  'How important the pods are that name it.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name of the class.'),
    value: int32(2, 'The importance: pods with a higher one are placed first.', { required: true }),
    globalDefault: flag(3, 'Whether pods that name no class are of this one.'),
    description: text(4, 'When to use it.'),
    preemptionPolicy: text(5, 'Whether less important pods may be removed for pods of it.', {
      pointer: true,
      default: 'PreemptLowerPriority',
    }),
  },
)

/** How important the pods are that name it. */
export interface PriorityClass extends TopLevel<typeof priorityClass> {
  apiVersion: 'scheduling.k8s.io/v1'
  kind: 'PriorityClass'
}
