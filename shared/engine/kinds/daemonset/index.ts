import { equal } from '../../json.ts'
import { defineController, defineKind, type Strategy } from '../define-kind.ts'
import { selfByOthers } from '../self-by-others.ts'
import { owner } from '../wakes.ts'
import { columns } from './columns.ts'
import { withGeneration } from './generation.ts'
import { reconcile } from './reconcile.ts'
import { daemonSet as schema, type DaemonSet } from './schema.ts'
import { validateDaemonSet, validateDaemonSetUpdate } from './validate.ts'
import { daemonsOfNode, daemonsOfPod } from './wakes.ts'

const EMPTY: DaemonSet['status'] = {
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  desiredNumberScheduled: 0,
  numberReady: 0,
}

const strategy: Strategy<DaemonSet> = {
  prepareCreate: (set) => withGeneration({ ...set, status: EMPTY }),
  prepareUpdate: (set, old, subresource) => (subresource ? set : withGeneration(set, old)),
  validate: validateDaemonSet,
  validateUpdate: validateDaemonSetUpdate,
  countsInGeneration: (next, old) => !equal(next.spec, old.spec),
}

export const daemonset = defineKind<DaemonSet>({
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  singular: 'daemonset',
  short: ['ds'],
  categories: ['all'],
  scope: 'Namespaced',
  schema,
  columns,
  status: true,
  generation: true,
  strategy,
  controllers: [
    defineController<DaemonSet>({
      name: 'daemonset',
      kind: 'DaemonSet',
      lagMs: 20,
      wokenBy: {
        DaemonSet: selfByOthers('daemonset'),
        ControllerRevision: owner('DaemonSet'),
        Pod: daemonsOfPod,
        Node: daemonsOfNode,
      },
      reconcile,
    }),
  ],
})
