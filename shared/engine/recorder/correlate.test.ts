import { describe, expect, test } from 'vitest'
import { correlate, firstMemory, type Memory, type Verdict } from './correlate.ts'

const happened = (message: string) => ({ type: 'Normal', reason: 'ScalingReplicaSet', message })

/** Tells several things in a row, remembering each Event that would be written. */
function tell(messages: readonly string[], everyMs = 10): Verdict[] {
  let memory: Memory = firstMemory(0)
  return messages.map((message, index) => {
    const verdict = correlate(memory, happened(message), index * everyMs)
    memory = verdict.memory
    if (verdict.do === 'write') {
      memory = {
        ...memory,
        known: { ...memory.known, [verdict.known]: { name: `e${index}`, count: 1 } },
      }
    }
    return verdict
  })
}

const different = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `scaled to ${index}`)

describe('event correlation, as client-go does it', () => {
  test('[EV1] the same thing again only counts', () => {
    const verdicts = tell(['up', 'up', 'up'])
    expect(verdicts.map((verdict) => verdict.do)).toEqual(['write', 'count', 'count'])
    expect(verdicts[2]).toMatchObject({ name: 'e0', count: 3, message: 'up' })
  })

  test('[EV2] nine different messages are told in full; the tenth and later ones are combined', () => {
    const verdicts = tell(different(12))
    expect(verdicts.slice(0, 9).every((verdict) => verdict.do === 'write')).toBe(true)
    expect(verdicts[9]).toMatchObject({
      do: 'write',
      message: '(combined from similar events): scaled to 9',
    })
    expect(verdicts[11]).toMatchObject({
      do: 'count',
      count: 3,
      message: '(combined from similar events): scaled to 11',
    })
  })

  test('[EV3] after ten quiet minutes messages are told in full again', () => {
    expect(tell(different(12), 601_000).map((verdict) => verdict.do)).not.toContain('count')
  })

  test('[EV4] one object gets 25 events at once, then one each five minutes', () => {
    const verdicts = tell(Array.from({ length: 30 }, () => 'again'))
    expect(verdicts.filter((verdict) => verdict.do === 'drop')).toHaveLength(5)
    const later = tell(
      Array.from({ length: 30 }, () => 'again'),
      300_000,
    )
    expect(later.filter((verdict) => verdict.do === 'drop')).toHaveLength(0)
  })
})
