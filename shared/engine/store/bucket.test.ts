import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byText } from '../json.ts'
import { Bucket } from './bucket.ts'

test('a bucket is a sorted set, whatever order its keys come, go and are looked at in', () => {
  const steps = fc.array(
    fc.record({
      do: fc.constantFrom('add', 'remove', 'look'),
      key: fc.constantFrom('a', 'b', 'c', 'd'),
    }),
  )
  fc.assert(
    fc.property(steps, (list) => {
      const bucket = new Bucket()
      const model = new Set<string>()
      for (const step of list) {
        if (step.do === 'look') expect(bucket.keys()).toEqual([...model].sort(byText))
        else if (step.do === 'add' && !model.has(step.key)) {
          model.add(step.key)
          bucket.add(step.key)
        } else if (step.do === 'remove' && model.delete(step.key)) bucket.remove(step.key)
      }
      expect(bucket.keys()).toEqual([...model].sort(byText))
    }),
    { seed: 3, numRuns: 1_000 },
  )
})
