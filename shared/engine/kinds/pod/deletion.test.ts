import { describe, expect, test } from 'vitest'
import { markDeleted } from './deletion.ts'
import type { Pod } from './schema.ts'

/** 2026-06-01T08:00:00Z. */
const NOW = 1_780_300_800_000

function pod(more: { meta?: object; phase?: string; nodeName?: string; grace?: number } = {}): Pod {
  return {
    kind: 'Pod',
    metadata: { name: 'web', ...more.meta },
    spec: { nodeName: more.nodeName ?? 'n1', terminationGracePeriodSeconds: more.grace ?? 30 },
    status: { phase: more.phase ?? 'Running' },
  } as unknown as Pod
}

describe('what stays of a pod that is deleted', () => {
  test('[POD-027] the pod with the caller’s grace, or its own', () => {
    expect(markDeleted(pod(), {}, NOW)?.metadata).toMatchObject({
      deletionTimestamp: '2026-06-01T08:00:30Z',
      deletionGracePeriodSeconds: 30,
    })
    expect(markDeleted(pod(), { graceSeconds: 5 }, NOW)?.metadata).toMatchObject({
      deletionTimestamp: '2026-06-01T08:00:05Z',
      deletionGracePeriodSeconds: 5,
    })
    expect(markDeleted(pod({ grace: -1 }), {}, NOW)?.metadata.deletionGracePeriodSeconds).toBe(1)
  })

  test.each([
    ['by force', pod(), { graceSeconds: 0 }],
    ['without a node', pod({ nodeName: '' }), {}],
    ['ended well', pod({ phase: 'Succeeded' }), {}],
    ['failed', pod({ phase: 'Failed' }), { graceSeconds: 30 }],
  ])('nothing: %s', (_words, given, how) => {
    expect(markDeleted(given, how, NOW)).toBeUndefined()
  })

  test('asking again shortens, counted from the first time; it never lengthens', () => {
    const marked = markDeleted(pod(), {}, NOW)!
    expect(markDeleted(marked, { graceSeconds: 60 }, NOW + 1_000)).toBe(marked)
    expect(markDeleted(marked, { graceSeconds: 10 }, NOW + 1_000)?.metadata).toMatchObject({
      deletionTimestamp: '2026-06-01T08:00:10Z',
      deletionGracePeriodSeconds: 10,
    })
    expect(markDeleted(marked, { graceSeconds: 0 }, NOW + 1_000)).toBeUndefined()
  })

  test('a finalizer keeps it, with no grace left', () => {
    const held = pod({ meta: { finalizers: ['example.com/hold'] } })
    const { metadata } = markDeleted(held, { graceSeconds: 0 }, NOW)!
    expect(metadata.deletionGracePeriodSeconds).toBe(0)
  })
})
