import { expect, test } from 'vitest'
import type { Cluster } from '../../shared/engine/index.ts'
import { Stint } from './stint.ts'

function doing(): { cluster: Cluster; work: (visits: number, changes?: number) => void } {
  const counts = { rv: 10, visits: 100 }
  const work = (visits: number, changes = 0): void => {
    counts.visits += visits
    counts.rv += changes
  }
  return { cluster: counts as unknown as Cluster, work }
}

test('a cluster with little to do is passed ever farther, up to a minute at once', () => {
  const stint = new Stint(doing().cluster)
  const slices = Array.from({ length: 8 }, () => stint.nextSlice())
  expect(slices).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
})

test('a busy one goes second by second', () => {
  const { cluster, work } = doing()
  const stint = new Stint(cluster)
  stint.nextSlice()
  work(301)
  expect(stint.nextSlice()).toBe(1_000)
})

test('5,000 visits or 50,000 changes are enough for one go', () => {
  const { cluster, work } = doing()
  const stint = new Stint(cluster)
  work(5_000, 50_000)
  expect(stint.isEnough).toBe(false)
  work(1)
  expect(stint.isEnough).toBe(true)
  const other = doing()
  const second = new Stint(other.cluster)
  other.work(0, 50_001)
  expect(second.isEnough).toBe(true)
})
