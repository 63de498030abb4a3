import { equal } from '../../json.ts'
import { selectorText } from '../../schema/match-selector.ts'
import { defineController, defineKind, type Strategy } from '../define-kind.ts'
import { selfByOthers } from '../self-by-others.ts'
import { templateWarnings } from '../pod/validate.ts'
import { REVISION } from './annotations.ts'
import { columns } from './columns.ts'
import { reconcile } from './reconcile.ts'
import { deployment as schema, type Deployment } from './schema.ts'
import { validateDeployment, validateDeploymentUpdate } from './validate.ts'
import { deploymentsOfSet, recreatorOfPod } from './wakes.ts'

/** What people say about a Deployment: all annotations but the one that its controller writes. */
function saidOf({ metadata }: Deployment): Record<string, string> {
  const { [REVISION]: _controllers, ...said } = metadata.annotations ?? {}
  return said
}

const strategy: Strategy<Deployment> = {
  prepareCreate: (deployment) => ({ ...deployment, status: {} }),
  validate: validateDeployment,
  validateUpdate: validateDeploymentUpdate,
  warnings: (next, old) =>
    old && equal(next.spec, old.spec) ? [] : templateWarnings(next.spec.template, 'spec.template'),
  // Source: pkg/registry/apps/deployment/strategy.go PrepareForUpdate.
  countsInGeneration: (next, old) =>
    !equal(next.spec, old.spec) || !equal(saidOf(next), saidOf(old)),
}

export const deployment = defineKind<Deployment>({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  short: ['deploy'],
  categories: ['all'],
  scope: 'Namespaced',
  schema,
  columns,
  status: true,
  generation: true,
  scale: {
    replicas: ({ spec }) => spec.replicas,
    statusReplicas: ({ status }) => status.replicas ?? 0,
    selector: ({ spec }) => selectorText(spec.selector),
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
  },
  strategy,
  controllers: [
    defineController<Deployment>({
      name: 'deployment',
      kind: 'Deployment',
      lagMs: 20,
      wokenBy: {
        Deployment: selfByOthers('deployment'),
        ReplicaSet: deploymentsOfSet,
        Pod: recreatorOfPod,
      },
      reconcile,
    }),
  ],
})
