import { describe, expect, test } from 'vitest'
import { includesLabels, matchesSelector, selectorText } from './match-selector.ts'
import type { LabelSelector } from './selector.ts'

const term = (
  key: string,
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist',
  ...values: string[]
) =>
  ({
    matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }],
  }) as LabelSelector

describe('label selectors', () => {
  const labels = { app: 'web', tier: 'front' }

  test.each<[string, LabelSelector | undefined, boolean]>([
    ['nothing is chosen by no selector', undefined, false],
    ['everything is chosen by an empty one', {}, true],
    ['all labels must match', { matchLabels: { app: 'web', tier: 'front' } }, true],
    ['one wrong value is enough to fail', { matchLabels: { app: 'web', tier: 'back' } }, false],
    ['In', term('tier', 'In', 'back', 'front'), true],
    ['In needs the key', term('zone', 'In', 'a'), false],
    ['NotIn', term('tier', 'NotIn', 'front'), false],
    ['NotIn is content without the key', term('zone', 'NotIn', 'a'), true],
    ['Exists', term('app', 'Exists'), true],
    ['DoesNotExist', term('app', 'DoesNotExist'), false],
  ])('%s', (_name, selector, chosen) => {
    expect(matchesSelector(selector, labels)).toBe(chosen)
  })

  test('labels that include others need not be equal to them', () => {
    expect(includesLabels(labels, { app: 'web' })).toBe(true)
    expect(includesLabels(undefined, { app: 'web' })).toBe(false)
    expect(includesLabels(labels, undefined)).toBe(true)
  })

  test('are written as a query, sorted by key', () => {
    const selector: LabelSelector = {
      matchLabels: { tier: 'front', app: 'web' },
      matchExpressions: [
        { key: 'old', operator: 'DoesNotExist' },
        { key: 'env', operator: 'In', values: ['prod', 'dev'] },
        { key: 'zone', operator: 'NotIn', values: ['b'] },
        { key: 'live', operator: 'Exists' },
      ],
    }
    expect(selectorText(selector)).toBe(
      'app=web,env in (dev,prod),live,!old,tier=front,zone notin (b)',
    )
    expect(selectorText({})).toBe('')
  })
})
