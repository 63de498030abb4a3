import { objectMeta } from '../../schema/meta.ts'
import { int64, message, raw, struct } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const controllerRevision = message(
  'io.k8s.api.apps.v1.ControllerRevision',
  'What the template of a DaemonSet or StatefulSet was at one time. It never changes.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name, labels and owner of the revision.'),
    data: raw(2, 'The template, as a patch that brings it back.'),
    revision: int64(3, 'Which of them it is: the newest has the highest number.', {
      required: true,
    }),
  },
)

/** What the template of a DaemonSet or StatefulSet was at one time. */
export interface ControllerRevision extends TopLevel<typeof controllerRevision> {
  apiVersion: 'apps/v1'
  kind: 'ControllerRevision'
}
