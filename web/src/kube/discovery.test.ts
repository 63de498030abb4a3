import { expect, it } from 'vitest'
import { apiVersionOf, pathOf, resourcesOf } from './discovery.ts'

const apps = {
  metadata: { name: 'apps' },
  versions: [
    {
      version: 'v1',
      resources: [
        {
          resource: 'deployments',
          responseKind: { kind: 'Deployment' },
          scope: 'Namespaced',
          verbs: ['list'],
        },
      ],
    },
    { version: 'v1beta1', resources: [{ resource: 'old' }] },
  ],
}

it('takes the preferred version of a group', () => {
  const [deployments, ...others] = resourcesOf({ items: [apps] })
  expect(others).toEqual([])
  expect(deployments && apiVersionOf(deployments)).toBe('apps/v1')
})

it('makes paths of collections and objects', () => {
  const [resource] = resourcesOf({ items: [apps] })
  if (!resource) throw new Error('nothing was discovered')
  expect(pathOf(resource)).toBe('/apis/apps/v1/deployments')
  expect(pathOf(resource, 'a', 'web')).toBe('/apis/apps/v1/namespaces/a/deployments/web')
})
