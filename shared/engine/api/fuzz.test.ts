import { describe, expect, test } from 'vitest'
import type { Actor } from '../input.ts'
import { isWatch, openWatch } from './watch.ts'
import { Desk, student, teacher } from './test-support/desk.ts'
import { MANIFESTS } from './test-support/odd-manifests.ts'
import { deepRequest, Dice, wildRequest } from './test-support/odd-requests.ts'

/** Seeds that failed once are tried for ever. */
const SEEDS = ['1', '2', '3', '4', '5', '6', '7', '8']
const REQUESTS = 500

const ACTORS: readonly Actor[] = [teacher, teacher, teacher, student, { user: 'x', groups: [] }]

describe('whatever is sent, the answer is one that a server in good health gives', () => {
  test.each(SEEDS)('seed %s', (seed) => {
    const dice = new Dice(seed)
    const desk = new Desk()
    for (let count = 0; count < REQUESTS; count += 1) {
      // What is gone is made again, so that most requests find something.
      if (count % 20 === 0) for (const [path, body] of MANIFESTS) desk.ask('POST', path, { body })
      const isDeep = dice.chance(70)
      const asked = isDeep ? deepRequest(dice) : wildRequest(dice)
      const actor = isDeep ? teacher : dice.pick(ACTORS)
      const shown = `${count}: ${JSON.stringify(asked).slice(0, 2_000)}`
      const { method, path, ...rest } = asked
      const { code, body } = said(shown, () => desk.ask(method, path, { ...rest, actor }))
      expect(
        code >= 200 && (code < 500 || code === 501 || code === 504),
        `${shown} ${JSON.stringify(body)}`,
      ).toBe(true)
      if (code >= 400) expect(body, shown).toMatchObject({ kind: 'Status', code })
      const watch = said(shown, () => openWatch(desk.cluster.api, asked, actor))
      if (isWatch(watch)) for (const line of watch.initial) JSON.parse(line)
      if (dice.chance(10)) said(shown, () => desk.pass(dice.below(3_000)))
    }
  })
})

/** Runs something and says with which request it failed. */
function said<T>(what: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw new Error(`${what}\n${(error as Error).stack}`, { cause: error })
  }
}
