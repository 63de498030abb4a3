import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Agenda } from './agenda.ts'

describe('agenda', () => {
  test('[AG1] rows run by due time, and in the order they were added at one instant', () => {
    const agenda = new Agenda()
    agenda.add('late', 30, 0)
    agenda.add('second', 10, 0)
    agenda.add('third', 10, 0)
    agenda.add('first', 5, 0)
    const order = []
    for (let row = agenda.take(30); row; row = agenda.take(30)) order.push(row.address)
    expect(order).toEqual(['first', 'second', 'third', 'late'])
  })

  test('[AG2] an address waits once, at its earliest due time', () => {
    const agenda = new Agenda()
    agenda.add('pod', 50, 1)
    agenda.add('pod', 20, 2)
    agenda.add('pod', 40, 3)
    expect(agenda.take(100)).toMatchObject({ due: 20, because: 2 })
    expect(agenda.take(100)).toBeUndefined()
    expect(agenda.nextDue()).toBeNull()
  })

  test('[AG3] nothing is taken before it is due', () => {
    const agenda = new Agenda()
    agenda.add('pod', 50, 0)
    expect(agenda.take(49)).toBeUndefined()
    expect(agenda.nextDue()).toBe(50)
  })

  test('[AG4] any mix of adding, taking and rebuilding equals a sorted list', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ add: fc.constantFrom('a', 'b', 'c', 'd', 'e'), due: fc.nat({ max: 20 }) }),
        fc.record({ take: fc.nat({ max: 20 }) }),
        fc.constant('rebuild' as const),
      ),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(steps, (list) => {
        let agenda = new Agenda()
        let model: { address: string; due: number; seq: number }[] = []
        let seq = 0
        for (const step of list) {
          if (step === 'rebuild') agenda = new Agenda(agenda.rows(), agenda.seq)
          else if ('add' in step) {
            const waiting = model.find((row) => row.address === step.add)
            agenda.add(step.add, step.due, 0)
            if (waiting && waiting.due <= step.due) continue
            model = model.filter((row) => row !== waiting)
            model.push({ address: step.add, due: step.due, seq: seq++ })
          } else {
            model.sort((a, b) => a.due - b.due || a.seq - b.seq)
            const expected = model[0] && model[0].due <= step.take ? model.shift() : undefined
            expect(agenda.take(step.take)?.address).toBe(expected?.address)
          }
        }
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})
