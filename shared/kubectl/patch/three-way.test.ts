import { expect, it } from 'vitest'
import { mergePatch, threeWayPatch } from './three-way.ts'

const container = (name: string, image: string) => ({ name, image })

it('changes what was changed and leaves what others set', () => {
  const original = { spec: { replicas: 3 } }
  const modified = { spec: { replicas: 5 } }
  const current = { spec: { replicas: 3, paused: true }, status: { ready: 3 } }
  expect(threeWayPatch(original, modified, current)).toEqual({ spec: { replicas: 5 } })
})

it('takes away only what was applied before', () => {
  const original = { labels: { a: '1', b: '2' } }
  const current = { labels: { a: '1', b: '2', c: '3' } }
  expect(threeWayPatch(original, { labels: { a: '1' } }, current)).toEqual({ labels: { b: null } })
})

it('matches containers by name', () => {
  const original = { containers: [container('web', 'a:1'), container('old', 'x')] }
  const modified = { containers: [container('web', 'a:2')] }
  const current = {
    containers: [{ ...container('web', 'a:1'), pull: 'Always' }, container('old', 'x')],
  }
  expect(threeWayPatch(original, modified, current)).toEqual({
    '$setElementOrder/containers': [{ name: 'web' }],
    containers: [
      { name: 'web', image: 'a:2' },
      { $patch: 'delete', name: 'old' },
    ],
  })
})

it('is empty when everything is as it should be', () => {
  const wanted = { spec: { ports: [{ containerPort: 80 }] } }
  const current = { spec: { ports: [{ containerPort: 80, protocol: 'TCP' }] } }
  expect(threeWayPatch(wanted, wanted, current)).toEqual({})
})

it('merge patches name what changed and what is gone', () => {
  expect(mergePatch({ a: { x: 1, y: 2 }, b: 1 }, { a: { x: 1, y: 3 }, c: [] })).toEqual({
    a: { y: 3 },
    b: null,
    c: [],
  })
})
