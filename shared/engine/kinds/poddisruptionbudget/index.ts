import { equal } from '../../json.ts'
import { keyOf } from '../../object.ts'
import { ageColumn, nameColumn } from '../common-columns.ts'
import { defineController, defineKind, type Wakes } from '../define-kind.ts'
import { selfByOthers } from '../self-by-others.ts'
import { budgetsOfPod } from './match.ts'
import { reconcile } from './reconcile.ts'
import { podDisruptionBudget as schema, type PodDisruptionBudget } from './schema.ts'
import { validateBudget, validateBudgetUpdate } from './validate.ts'

const NOTHING = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 }

/** A controller of another size changes what percents mean. */
const budgetsOfScale: Wakes = (object, { previous, type }, view) => {
  const size = (one: unknown) =>
    (one as { spec?: { replicas?: number } } | undefined)?.spec?.replicas
  if (type === 'MODIFIED' && equal(size(object), size(previous))) return []
  const home = object.metadata.namespace ?? ''
  return view.list('PodDisruptionBudget', home).map((budget) => keyOf(budget))
}

/** How many pods of a kind may be moved on purpose at the same time. */
export const poddisruptionbudget = defineKind<PodDisruptionBudget>({
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  short: ['pdb'],
  scope: 'Namespaced',
  status: true,
  generation: true,
  schema,
  columns: [
    nameColumn,
    {
      name: 'Min Available',
      type: 'string',
      description: 'How many must stay healthy.',
      cell: ({ spec }) => String(spec.minAvailable ?? 'N/A'),
    },
    {
      name: 'Max Unavailable',
      type: 'string',
      description: 'How many may be missing.',
      cell: ({ spec }) => String(spec.maxUnavailable ?? 'N/A'),
    },
    {
      name: 'Allowed Disruptions',
      type: 'integer',
      description: 'How many may go now.',
      cell: ({ status }) => status.disruptionsAllowed,
    },
    ageColumn,
  ],
  strategy: {
    prepareCreate: (budget) => ({ ...budget, status: { ...NOTHING } }),
    validate: validateBudget,
    validateUpdate: validateBudgetUpdate,
  },
  controllers: [
    defineController<PodDisruptionBudget>({
      name: 'disruption',
      kind: 'PodDisruptionBudget',
      lagMs: 20,
      wokenBy: {
        PodDisruptionBudget: selfByOthers('disruption'),
        Pod: budgetsOfPod,
        Deployment: budgetsOfScale,
        ReplicaSet: budgetsOfScale,
      },
      reconcile,
    }),
  ],
})
