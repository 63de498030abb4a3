import { flag, int64, list, message, type Of, ref, text } from './tree.ts'
import { typeMeta } from './type-meta.ts'

export const preconditions = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions',
  'What must hold for a deletion to go ahead.',
  {
    uid: text(1, 'Only delete the object with this uid.', { pointer: true }),
    resourceVersion: text(2, 'Only delete the object in this state.', { pointer: true }),
  },
)
export type Preconditions = Of<typeof preconditions>

export const deleteOptions = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions',
  'How to delete.',
  {
    ...typeMeta,
    gracePeriodSeconds: int64(
      1,
      "Seconds for an orderly end; 0 means at once. The object's own when left out.",
      { pointer: true },
    ),
    preconditions: ref(2, preconditions, 'What must hold for the deletion to go ahead.'),
    orphanDependents: flag(3, 'Old form of propagationPolicy Orphan.', { pointer: true }),
    propagationPolicy: text(
      4,
      'Orphan leaves dependents, Background deletes them after the object, Foreground before it.',
      { oneOf: ['Orphan', 'Background', 'Foreground'], pointer: true },
    ),
    dryRun: list(5, 'string', 'All answers as if, and deletes nothing.', { list: 'atomic' }),
    ignoreStoreReadErrorWithClusterBreakingPotential: flag(
      6,
      'Delete an object even if it cannot be read from the store.',
      { pointer: true, simulated: false },
    ),
  },
)
export type DeleteOptions = Of<typeof deleteOptions>
