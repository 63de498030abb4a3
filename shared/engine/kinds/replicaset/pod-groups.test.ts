import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../../object.ts'
import { PodGroups } from './pod-groups.ts'

function pod(labels: Record<string, string>, ready: boolean, uid = 'set-1'): KubeObject {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid, controller: true }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', labels, ownerReferences: [owner] },
    status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  } as unknown as KubeObject
}

describe('running total of an owner’s pods', () => {
  test('pods with equal labels are one group, whatever order their labels were written in', () => {
    const groups = new PodGroups()
    groups.add(pod({ app: 'web', tier: 'front' }, true))
    groups.add(pod({ tier: 'front', app: 'web' }, false))
    expect(groups.of('set-1')).toMatchObject([{ active: 2, ready: 1 }])
  })

  test('a pod that is relabelled, finished or gone leaves its group', () => {
    const groups = new PodGroups()
    const web = pod({ app: 'web' }, true)
    groups.add(web)
    groups.remove(web)
    groups.add(pod({ app: 'astray' }, true))
    expect(groups.of('set-1')).toMatchObject([{ labels: { app: 'astray' }, active: 1, ready: 1 }])
    groups.remove(pod({ app: 'astray' }, true))
    expect(groups.of('set-1')).toEqual([])
  })
})
