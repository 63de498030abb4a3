import { expect, it } from 'vitest'
import { isSubset, withDeletions, withLastApplied } from './apply.ts'
import type { KubeObject } from './api.ts'

const web: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', annotations: { team: 'a' } },
}

it('notes down what was applied, without the note of the time before', () => {
  const once = withLastApplied(web, 'default')
  const twice = withLastApplied(once, 'default')
  const note = twice.metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration']
  expect(JSON.parse(note ?? '')).toEqual({
    ...web,
    metadata: { name: 'web', namespace: 'default', annotations: { team: 'a' } },
  })
})

it('takes away fields that the last apply had', () => {
  const patch = withDeletions(
    { metadata: { labels: { a: '1' } }, spec: { replicas: 2 } },
    { metadata: { labels: { a: '0', b: '2' } }, spec: { replicas: 1, paused: true } },
  )
  expect(patch).toEqual({
    metadata: { labels: { a: '1', b: null } },
    spec: { replicas: 2, paused: null },
  })
})

it('takes away containers by name and leaves those of others alone', () => {
  const patch = withDeletions(
    { containers: [{ name: 'app', image: 'nginx:2' }] },
    {
      containers: [
        { name: 'app', image: 'nginx:1', workingDir: '/' },
        { name: 'side', image: 'busybox' },
      ],
    },
  )
  expect(patch).toEqual({
    containers: [
      { name: 'app', image: 'nginx:2', workingDir: null },
      { name: 'side', $patch: 'delete' },
    ],
  })
})

it('knows ports of containers from ports of Services', () => {
  expect(withDeletions({ ports: [] }, { ports: [{ containerPort: 80 }] })).toEqual({
    ports: [{ containerPort: 80, $patch: 'delete' }],
  })
  expect(withDeletions({ ports: [{ port: 80 }] }, { ports: [{ port: 80, name: 'http' }] })).toEqual(
    { ports: [{ port: 80, name: null }] },
  )
})

it('replaces lists without a key whole', () => {
  expect(withDeletions({ args: ['b'] }, { args: ['a', 'c'] })).toEqual({ args: ['b'] })
})

it('sees that nothing would change under server-side defaults', () => {
  const live = { spec: { replicas: 1, list: [{ name: 'a', pullPolicy: 'Always' }] } }
  expect(isSubset({ spec: { list: [{ name: 'a' }] } }, live)).toBe(true)
  expect(isSubset({ spec: { list: [{ name: 'b' }] } }, live)).toBe(false)
  expect(isSubset({ spec: { list: [] } }, live)).toBe(false)
})
