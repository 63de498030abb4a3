import { describe, expect, test } from 'vitest'
import type { Case } from './differential/case.ts'
import { corpus } from './differential/corpus.ts'
import { findKubectl } from './differential/find-kubectl.ts'
import { playOurs, playReal, replay, type Outcome } from './differential/play.ts'
import { keep, kept } from './differential/recording.ts'

const real = findKubectl()
const isOfOurMinor = real?.version.startsWith('v1.32.') ?? false

/** What must be alike of an outcome: all of it, but for what the case itself excuses. */
function comparable(one: Case, { line, code, stdout, stderr }: Outcome): unknown {
  const { loose } = one
  if (loose && 'all' in loose) return { line, code }
  const inOrder = (text: string) => (loose ? text.split('\n').toSorted().join('\n') : text)
  const ownVersion = (text: string) => text.replace(/(Client Version: v1\.32)\.\d+/, '$1')
  return { line, code, stdout: inOrder(ownVersion(stdout)), stderr }
}

describe('our kubectl prints what the real one prints, byte for byte', () => {
  if (real && isOfOurMinor) {
    test(`beside kubectl ${real.version}, on two clusters that are the same`, async () => {
      const now = Date.now()
      const theirs = await playReal(real.path)
      const { outcomes, exchanges } = await playOurs(now)
      if (process.env.RECORD) keep({ kubectl: real.version, now, outcomes: theirs, exchanges })
      for (const [index, one] of corpus.entries()) {
        expect(comparable(one, outcomes[index]!)).toEqual(comparable(one, theirs[index]!))
      }
    })
  } else {
    console.warn(
      `no kubectl 1.32 on PATH (${real?.version ?? 'none'}): only recordings are compared`,
    )
  }

  test('on recorded answers, beside what was recorded', async () => {
    const { outcomes, exchanges, now } = kept()
    expect(outcomes.map(({ line }) => line)).toEqual(corpus.map(({ line }) => line))
    for (const [index, one] of corpus.entries()) {
      const ours = await replay(one, now, exchanges[index]!)
      expect(comparable(one, ours)).toEqual(comparable(one, outcomes[index]!))
    }
  })
})
