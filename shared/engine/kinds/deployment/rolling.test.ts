import { describe, expect, test } from 'vitest'
import type { View } from '../../store/view.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import { MAX } from './annotations.ts'
import { fenceposts } from './fenceposts.ts'
import { roll } from './rolling.ts'
import { Rollout } from './rollout.ts'
import { shares } from './scale.ts'
import type { Deployment } from './schema.ts'

const view = { now: 0 } as View

type Amount = number | string

function deployment(replicas: number, maxSurge: Amount, maxUnavailable: Amount): Deployment {
  const rollingUpdate = { maxSurge, maxUnavailable }
  const template = { metadata: {}, spec: { containers: [{ name: 'c', image: 'new' }] } }
  return {
    metadata: { name: 'web' },
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate }, template },
    status: {},
  } as unknown as Deployment
}

/** A set by its image, its number, and how many of that are available. */
function set(image: string, replicas: number, available: number, max?: number): ReplicaSet {
  return {
    metadata: {
      name: image,
      creationTimestamp: image === 'new' ? '2' : '1',
      annotations: max === undefined ? {} : { [MAX]: String(max) },
    },
    spec: { replicas, template: { metadata: {}, spec: { containers: [{ name: 'c', image }] } } },
    status: { replicas, availableReplicas: available },
  } as unknown as ReplicaSet
}

/** Sizes after one step, by image. */
function stepped(of: Deployment, sets: ReplicaSet[]): Record<string, number> {
  const rollout = new Rollout(of, sets, view)
  roll(rollout)
  const sizes = rollout.all.map((one) => [one.metadata.name, one.spec.replicas])
  return Object.fromEntries(sizes) as Record<string, number>
}

describe('limits of a rolling update', () => {
  test.each([
    [1, '25%', '25%', 1, 0],
    [3, '25%', '25%', 1, 0],
    [4, '25%', '25%', 1, 1],
    [5, '25%', '25%', 2, 1],
    [10, '25%', '25%', 3, 2],
    [3, 0, '1%', 0, 1],
    [3, '0%', '0%', 0, 1],
    [2, 5, 7, 5, 2],
    [0, '25%', '25%', 0, 0],
  ])(
    '[DEP-013] %i replicas with surge %s and %s unavailable: %i above, %i below',
    (replicas, maxSurge, maxUnavailable, surge, unavailable) => {
      const limits = fenceposts(deployment(replicas, maxSurge, maxUnavailable))
      expect(limits).toEqual({ surge, unavailable })
    },
  )
})

describe('one step of a rolling update', () => {
  const ten = deployment(10, 3, 2)
  const three = deployment(3, '25%', '25%')

  test.each<[string, Deployment, ReplicaSet[], Record<string, number>]>([
    ['new pods come first', ten, [set('old', 10, 10), set('new', 0, 0)], { old: 10, new: 3 }],
    ['then old ones go', ten, [set('old', 10, 10), set('new', 3, 0)], { old: 8, new: 3 }],
    ['which makes room', ten, [set('old', 8, 8), set('new', 3, 0)], { old: 8, new: 5 }],
    ['then it waits', ten, [set('old', 8, 8), set('new', 5, 0)], { old: 8, new: 5 }],
    ['for each that comes one goes', ten, [set('old', 8, 8), set('new', 5, 2)], { old: 6, new: 5 }],
    ['one up', three, [set('old', 3, 3), set('new', 0, 0)], { old: 3, new: 1 }],
    ['wait for it', three, [set('old', 3, 3), set('new', 1, 0)], { old: 3, new: 1 }],
    ['one down', three, [set('old', 3, 3), set('new', 1, 1)], { old: 2, new: 1 }],
    ['the last one goes', three, [set('old', 1, 1), set('new', 3, 3)], { old: 0, new: 3 }],
    [
      'a set above the wanted number comes down at once',
      three,
      [set('old', 0, 0), set('new', 5, 5)],
      { old: 0, new: 3 },
    ],
    [
      'pods of a set that just shrank are not counted twice',
      ten,
      [set('old', 5, 8), set('new', 8, 5)],
      { old: 3, new: 8 },
    ],
  ])('%s', (_name, of, sets, sizes) => {
    expect(stepped(of, sets)).toEqual(sizes)
  })

  test('[DEP-017] pods that do not work go first, within what must be available', () => {
    const five = deployment(5, '25%', '25%')
    expect(stepped(five, [set('old', 5, 0), set('new', 2, 0)])).toEqual({ old: 4, new: 2 })
    expect(stepped(five, [set('old', 4, 0), set('new', 2, 0)])).toEqual({ old: 4, new: 3 })
    // Of one age the sets are taken by name: two pods of `a` do not work, which leaves one for `b`.
    const sets = [set('b', 3, 0), set('a', 4, 2), set('new', 0, 0)]
    expect(stepped(five, sets)).toEqual({ a: 2, b: 2, new: 0 })
  })
})

describe('[DEP-037] proportional scaling', () => {
  const sizes = (of: Deployment, sets: ReplicaSet[]): [string, number][] =>
    shares(of, sets).map(([one, size]) => [one.metadata.name, size])

  test.each<[string, number, [number, number], [number, number]]>([
    ['8 and 5 of 10 become 11 and 7 of 15', 15, [8, 5], [11, 7]],
    ['what rounding leaves goes to the largest', 5, [8, 5], [5, 3]],
    ['to nothing', 0, [8, 5], [0, 0]],
    ['nothing to add', 10, [8, 5], [8, 5]],
  ])('%s', (_name, replicas, [old, fresh], [nextOld, nextFresh]) => {
    const sets = [set('old', old, old, 13), set('new', fresh, 0, 13)]
    expect(sizes(deployment(replicas, 3, 2), sets)).toEqual([
      ['old', nextOld],
      ['new', nextFresh],
    ])
  })

  test('among sets of one size the newer grows and the older shrinks first', () => {
    const sets = [set('old', 4, 4, 8), set('new', 4, 4, 8)]
    expect(sizes(deployment(9, 0, 1), sets)[0]?.[0]).toBe('new')
    expect(sizes(deployment(7, 0, 1), sets)[0]?.[0]).toBe('old')
  })
})
