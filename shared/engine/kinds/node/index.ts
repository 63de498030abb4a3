import { defineKind } from '../define-kind.ts'
import { columns } from './columns.ts'
import { node as schema, type Node } from './schema.ts'
import { strategy } from './strategy.ts'

/** A machine that runs pods. Its kubelet is kubelet/, its life in the control plane nodes/. */
export const node = defineKind<Node>({
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  short: ['no'],
  scope: 'Cluster',
  schema,
  status: true,
  columns,
  fieldSelectors: {
    'spec.unschedulable': ({ spec }) => String(spec.unschedulable ?? false),
  },
  strategy,
})
