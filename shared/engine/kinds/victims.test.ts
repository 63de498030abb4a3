import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE, SECOND, timestamp, type Millis } from '../time.ts'
import type { Pod } from './pod/schema.ts'
import { victims } from './victims.ts'

const NOW = 20_000 * 24 * HOUR

interface Traits {
  node?: string
  phase?: string
  readyFor?: Millis
  cost?: string
  restarts?: number
  age?: Millis
}

function pod(name: string, traits: Traits = {}): Pod {
  const { node = 'n1', phase = 'Running', readyFor, cost, restarts = 0, age = HOUR } = traits
  const since = readyFor === undefined ? undefined : timestamp(NOW - readyFor)
  return {
    metadata: {
      name,
      uid: name,
      creationTimestamp: timestamp(NOW - age),
      annotations: cost === undefined ? {} : { 'controller.kubernetes.io/pod-deletion-cost': cost },
    },
    spec: { nodeName: node, containers: [{ name: 'c' }] },
    status: {
      phase,
      conditions: since ? [{ type: 'Ready', status: 'True', lastTransitionTime: since }] : [],
      containerStatuses: [{ name: 'c', restartCount: restarts }],
    },
  } as unknown as Pod
}

const order = (pods: Pod[], related = pods, count = pods.length - 1): string[] =>
  victims(pods, related, count, NOW).map(({ metadata }) => metadata.name)

const ready = { readyFor: 10 * MINUTE }

describe('[DEP-038] who goes first when a set shrinks', () => {
  test.each<[string, Traits, Traits]>([
    ['without a node', { node: '' }, {}],
    ['pending before unknown', { phase: 'Pending' }, { phase: 'Unknown' }],
    ['unknown before running', { phase: 'Unknown' }, {}],
    ['not ready', {}, ready],
    ['of lower cost', { ...ready, cost: '-5' }, ready],
    ['of no valid cost, which is 0', { ...ready, cost: 'much' }, { ...ready, cost: '1' }],
    ['ready for less time', { readyFor: 3 * SECOND }, ready],
    ['restarted more often', { ...ready, restarts: 2 }, ready],
    ['younger', { age: MINUTE }, { age: HOUR }],
  ])('%s', (_name, first, second) => {
    expect(order([pod('stays', second), pod('goes', first)])).toEqual(['goes'])
    expect(order([pod('goes', first), pod('stays', second)])).toEqual(['goes'])
  })

  test('four pods of which each is worse than the next', () => {
    const pods = [
      pod('plain', ready),
      pod('cheap', { ...ready, cost: '-5' }),
      pod('unready'),
      pod('pending', { phase: 'Pending', node: '' }),
    ]
    expect(order(pods)).toEqual(['pending', 'unready', 'cheap'])
  })

  test('where more pods of the same Deployment share a node', () => {
    const lonely = pod('lonely', { ...ready, node: 'n2' })
    const crowded = pod('crowded', ready)
    const sibling = pod('sibling', ready)
    expect(order([crowded, lonely], [crowded, lonely, sibling])).toEqual(['crowded'])
  })

  test('times of one power of two count as equal: the smaller uid goes', () => {
    const [older, newer] = [
      pod('a', { readyFor: 100 * SECOND }),
      pod('b', { readyFor: 70 * SECOND }),
    ]
    expect(order([newer, older])).toEqual(['a'])
  })

  test('a few are picked as the many would be sorted', () => {
    const pods = Array.from({ length: 60 }, (_, index) =>
      pod(`p${(index * 37) % 60}`, {
        node: `n${index % 4}`,
        cost: String(index % 3),
        ...(index % 5 === 0 ? {} : { readyFor: (1 + ((index * 13) % 50)) * SECOND }),
        restarts: index % 2,
      }),
    )
    const all = order(pods)
    for (const count of [1, 2, 7, 20, 21, 40]) {
      expect(order(pods, pods, count)).toEqual(all.slice(0, count))
    }
  })

  test('all of them go when all should', () => {
    expect(order([pod('a'), pod('b')], [], 5)).toEqual(['a', 'b'])
  })
})
