import { flag, int64, list, message, type Of, ref, text } from './tree.ts'
import { typeMeta } from './type-meta.ts'

export const preconditions = message('io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions', '', {
  uid: text(1, '', { pointer: true }),
  resourceVersion: text(2, '', { pointer: true }),
})
export type Preconditions = Of<typeof preconditions>

export const deleteOptions = message('io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions', '', {
  ...typeMeta,
  gracePeriodSeconds: int64(1, '', { pointer: true }),
  preconditions: ref(2, preconditions, ''),
  orphanDependents: flag(3, '', { pointer: true }),
  propagationPolicy: text(4, '', { oneOf: ['Orphan', 'Background', 'Foreground'], pointer: true }),
  dryRun: list(5, 'string', '', { list: 'atomic' }),
  ignoreStoreReadErrorWithClusterBreakingPotential: flag(6, '', { pointer: true }),
})
export type DeleteOptions = Of<typeof deleteOptions>
