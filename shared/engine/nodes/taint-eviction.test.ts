import { describe, expect, test } from 'vitest'
import type { Pod } from '../kinds/pod/schema.ts'
import { toleratedSeconds } from './taint-eviction.ts'

describe('how long a pod tolerates taints', () => {
  const taint = (key: string) => ({ key, effect: 'NoExecute' as const })
  const pod = (tolerations: unknown[]): Pod => ({ spec: { tolerations } }) as Pod

  test.each<[string, unknown[], number | undefined]>([
    ['not at all', [], 0],
    ['for ever', [{ operator: 'Exists' }], undefined],
    ['as long as it says', [{ key: 'a', operator: 'Exists', tolerationSeconds: 7 }], 7],
    ['less than nothing is nothing', [{ key: 'a', operator: 'Exists', tolerationSeconds: -5 }], 0],
    ['another taint', [{ key: 'b', operator: 'Exists' }], 0],
  ])('%s', (_words, tolerations, seconds) => {
    expect(toleratedSeconds(pod(tolerations), [taint('a')])).toBe(seconds)
  })

  test('of several the least counts', () => {
    const tolerations = [
      { key: 'a', operator: 'Exists', tolerationSeconds: 30 },
      { key: 'b', operator: 'Exists', tolerationSeconds: 10 },
    ]
    expect(toleratedSeconds(pod(tolerations), [taint('a'), taint('b')])).toBe(10)
  })
})
