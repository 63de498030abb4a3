import { listMeta } from './meta.ts'
import { int32, list, message, type Of, ref, struct, text } from './tree.ts'
import { typeMeta } from './type-meta.ts'

export const statusCause = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.StatusCause',
  'One of the things that were wrong.',
  {
    reason: text(1, 'The kind of mistake, in one word.'),
    message: text(2, 'The mistake in a sentence.'),
    field: text(3, 'The field that is wrong, such as spec.replicas.'),
  },
)
export type StatusCause = Of<typeof statusCause>

export const statusDetails = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails',
  'What a refusal is about.',
  {
    name: text(1, "The object's name."),
    group: text(2, 'The group of its kind.'),
    kind: text(3, 'Its kind or resource.'),
    uid: text(6, 'Its uid.'),
    causes: list(4, statusCause, 'All that was wrong, one by one.', { list: 'atomic' }),
    retryAfterSeconds: int32(5, 'How long to wait before asking again.'),
  },
)
export type StatusDetails = Of<typeof statusDetails>

export const status = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.Status',
  'The answer to a request that returns no object.',
  {
    ...typeMeta,
    metadata: struct(1, listMeta, 'The state that the answer is from.'),
    status: text(2, 'Success or Failure.'),
    message: text(3, 'What happened, in a sentence.'),
    reason: text(4, 'What happened, in one word.'),
    details: ref(5, statusDetails, 'More about it.', { atomic: true }),
    code: int32(6, 'The HTTP code.'),
  },
)
export type Status = Of<typeof status>
