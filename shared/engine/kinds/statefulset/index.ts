import { equal } from '../../json.ts'
import { selectorText } from '../../schema/match-selector.ts'
import { defineController, defineKind, type Strategy } from '../define-kind.ts'
import { selfByOthers } from '../self-by-others.ts'
import { owner } from '../wakes.ts'
import { columns } from './columns.ts'
import { reconcile } from './reconcile.ts'
import { statefulSet as schema, type StatefulSet } from './schema.ts'
import { validateStatefulSet, validateStatefulSetUpdate } from './validate.ts'
import { setsOfClaim, statefulSetsOfPod } from './wakes.ts'

const strategy: Strategy<StatefulSet> = {
  prepareCreate: (set) => ({ ...set, status: { replicas: 0, availableReplicas: 0 } }),
  validate: validateStatefulSet,
  validateUpdate: validateStatefulSetUpdate,
  countsInGeneration: (next, old) => !equal(next.spec, old.spec),
}

export const statefulset = defineKind<StatefulSet>({
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  singular: 'statefulset',
  short: ['sts'],
  categories: ['all'],
  scope: 'Namespaced',
  schema,
  columns,
  status: true,
  generation: true,
  scale: {
    replicas: ({ spec }) => spec.replicas,
    statusReplicas: ({ status }) => status.replicas,
    selector: ({ spec }) => selectorText(spec.selector),
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
  },
  strategy,
  controllers: [
    defineController<StatefulSet>({
      name: 'statefulset',
      kind: 'StatefulSet',
      lagMs: 20,
      wokenBy: {
        StatefulSet: selfByOthers('statefulset'),
        ControllerRevision: owner('StatefulSet'),
        Pod: statefulSetsOfPod,
        PersistentVolumeClaim: setsOfClaim,
      },
      reconcile,
    }),
  ],
})
