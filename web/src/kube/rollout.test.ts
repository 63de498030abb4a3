import { expect, it } from 'vitest'
import type { KubeObject } from './api.ts'
import { undoPatch } from './rollout.ts'

it('takes back template and cause, and keeps what belongs to the Deployment', () => {
  const deployment: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      annotations: { 'deployment.kubernetes.io/revision': '3', note: 'new' },
    },
  }
  const replicaSet: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: 'web-1',
      annotations: { 'deployment.kubernetes.io/revision': '1', cause: 'first' },
    },
    spec: { template: { metadata: { labels: { app: 'web', 'pod-template-hash': '1' } } } },
  }
  expect(undoPatch(deployment, replicaSet)).toEqual([
    {
      op: 'replace',
      path: '/spec/template',
      value: { metadata: { labels: { app: 'web' } } },
    },
    {
      op: 'replace',
      path: '/metadata/annotations',
      value: { 'deployment.kubernetes.io/revision': '3', cause: 'first' },
    },
  ])
  expect(replicaSet.spec?.template).toHaveProperty(['metadata', 'labels', 'pod-template-hash'])
})
