import { describe, expect, test } from 'vitest'
import { REVISION, REVISION_HISTORY, withCopies } from './annotations.ts'
import { newCondition, setCondition } from './conditions.ts'
import { numbered } from './revision.ts'

describe('revisions', () => {
  test('the first has no history', () => {
    expect(numbered({}, 1)).toEqual({ [REVISION]: '1' })
  })

  test('a number never goes down', () => {
    expect(numbered({ [REVISION]: '4' }, 3)).toEqual({ [REVISION]: '4' })
  })

  test('[DEP-031] a set that is used again remembers its old numbers', () => {
    const once = numbered({ [REVISION]: '2' }, 4)
    expect(once).toEqual({ [REVISION]: '4', [REVISION_HISTORY]: '2' })
    expect(numbered(once, 6)).toEqual({ [REVISION]: '6', [REVISION_HISTORY]: '2,4' })
  })

  test('the history is cut at 2,000 characters, oldest first', () => {
    const long = Array.from({ length: 400 }, (_, index) => String(index + 1000)).join(',')
    const next = numbered({ [REVISION]: '2000', [REVISION_HISTORY]: long }, 2001)
    const history = next[REVISION_HISTORY] ?? ''
    expect(history.length).toBeLessThanOrEqual(2000)
    expect(history.endsWith(',2000')).toBe(true)
  })

  test('[DEP-027] annotations are copied, but not those about the Deployment alone', () => {
    const of = {
      'kubernetes.io/change-cause': 'because',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      [REVISION]: '7',
    }
    expect(withCopies(of, { [REVISION]: '3', mine: 'stays' })).toEqual({
      [REVISION]: '3',
      mine: 'stays',
      'kubernetes.io/change-cause': 'because',
    })
  })
})

describe('conditions of a Deployment', () => {
  const first = newCondition('Available', 'False', 'Few', 'few', 0)

  test('the same status and reason change nothing, not even the message', () => {
    const again = newCondition('Available', 'False', 'Few', 'other words', 60_000)
    expect(setCondition([first], again)).toEqual([first])
  })

  test('another reason keeps the transition time, another status does not', () => {
    const reason = newCondition('Available', 'False', 'None', 'none', 60_000)
    expect(setCondition([first], reason)).toEqual([
      { ...reason, lastTransitionTime: first.lastTransitionTime },
    ])
    const status = newCondition('Available', 'True', 'Enough', 'enough', 60_000)
    expect(setCondition([first], status)).toEqual([status])
  })

  test('what changes moves to the end', () => {
    const other = newCondition('Progressing', 'True', 'Going', 'going', 0)
    const next = newCondition('Available', 'True', 'Enough', 'enough', 0)
    expect(setCondition([first, other], next).map(({ type }) => type)).toEqual([
      'Progressing',
      'Available',
    ])
  })
})
