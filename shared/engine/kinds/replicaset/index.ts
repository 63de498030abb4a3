import { equal } from '../../json.ts'
import { selectorText } from '../../schema/match-selector.ts'
import { defineController, defineKind, type Strategy } from '../define-kind.ts'
import { selfByOthers } from '../self-by-others.ts'
import { columns } from './columns.ts'
import { reconcile } from './reconcile.ts'
import { templateWarnings } from '../pod/validate.ts'
import { replicaSet as schema, type ReplicaSet } from './schema.ts'
import { validateReplicaSet, validateReplicaSetUpdate } from './validate.ts'
import { setsOfPod } from './wakes.ts'

const strategy: Strategy<ReplicaSet> = {
  prepareCreate: (set) => ({ ...set, status: { replicas: 0 } }),
  validate: validateReplicaSet,
  validateUpdate: validateReplicaSetUpdate,
  warnings: (next, old) =>
    old && equal(next.spec, old.spec) ? [] : templateWarnings(next.spec.template, 'spec.template'),
}

/**
 * From a change of a pod to the visit of its set: long enough for a burst of them to be one visit.
 */
const LAG_MS = 20

export const replicaset = defineKind<ReplicaSet>({
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  singular: 'replicaset',
  short: ['rs'],
  categories: ['all'],
  scope: 'Namespaced',
  schema,
  columns,
  fieldSelectors: { 'status.replicas': (set) => String(set.status.replicas) },
  status: true,
  generation: true,
  scale: {
    replicas: (set) => set.spec.replicas,
    statusReplicas: (set) => set.status.replicas,
    selector: (set) => selectorText(set.spec.selector),
    withReplicas: (set, replicas) => ({ ...set, spec: { ...set.spec, replicas } }),
  },
  strategy,
  controllers: [
    defineController<ReplicaSet>({
      name: 'replicaset',
      kind: 'ReplicaSet',
      lagMs: LAG_MS,
      wokenBy: { ReplicaSet: selfByOthers('replicaset'), Pod: setsOfPod },
      reconcile,
    }),
  ],
})
