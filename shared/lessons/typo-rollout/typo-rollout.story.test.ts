import { describe, expect, it } from 'vitest'
import type { Attempt } from '../lesson-type.ts'
import { play } from '../player.ts'
import { solution } from './attempts.ts'
import { lesson } from './lesson.ts'

const MARK = {
  at: '30s',
  line: 'kubectl label pods -l app=nginx --field-selector status.phase=Pending suspect=true',
}
const WEB = 'deployment/nginx-deployment'
const CONTAINERS = [{ name: 'nginx', image: 'nginx:1.9.1' }]
const PATCH = JSON.stringify({ spec: { template: { spec: { containers: CONTAINERS } } } })

/** Plays lines that begin fifty seconds into the run, ten seconds apart. */
async function statesOf(...lines: string[]): Promise<Record<string, string>> {
  const timed = lines.map((line, index) => ({ at: `${50 + 10 * index}s`, line }))
  const attempt: Attempt = { lines: [MARK, ...timed], rest: '2m' }
  const { grade, transcript } = await play(lesson, attempt, 'story')
  expect(transcript.filter(({ code }) => code !== 0)).toEqual([])
  return Object.fromEntries(grade.tasks.map(({ id, state }) => [id, state]))
}

const ALL = { find: 'passed', recover: 'passed', ship: 'passed', 'always-three': 'passed' }

describe('a typo stalls the rollout', () => {
  it.each([
    ['the image is corrected at once', [`kubectl set image ${WEB} nginx=nginx:1.9.1`]],
    [
      'back to revision 1 by number, then forward by a patch',
      [`kubectl rollout undo ${WEB} --to-revision=1`, `kubectl patch ${WEB} -p '${PATCH}'`],
    ],
    [
      'one more replica for safety, then the right image',
      [`kubectl scale ${WEB} --replicas=4`, `kubectl set image ${WEB} *=nginx:1.9.1`],
    ],
    [
      'the broken pod is deleted first, which helps nothing and harms nothing',
      ['kubectl delete pods -l suspect=true', `kubectl set image ${WEB} nginx=nginx:1.9.1`],
    ],
  ])('%s: every right way passes', async (_way, lines) => {
    expect(await statesOf(...lines)).toEqual(ALL)
  })

  it('the solution does not depend on luck', async () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const { grade } = await play(lesson, solution, seed)
      expect(grade.percent).toBe(100)
    }
  })

  it('an undo alone recovers and ships nothing', async () => {
    expect(await statesOf(`kubectl rollout undo ${WEB}`)).toEqual({
      find: 'passed',
      recover: 'passed',
      ship: 'failed',
      'always-three': 'failed',
    })
  })

  it('to mark a pod that works finds nothing', async () => {
    const line =
      'kubectl label pods -l app=nginx --field-selector status.phase=Running suspect=true'
    const attempt = { lines: [{ at: '30s', line }], rest: '1m' }
    const { grade } = await play(lesson, attempt, 'story')
    expect(grade.tasks[0]).toMatchObject({ id: 'find', state: 'failed' })
    expect(grade.points).toBe(0)
  })

  it('nobody notices: three old pods stay while the new one waits for its image', async () => {
    const look = { at: '1m', line: 'kubectl get deployment nginx-deployment' }
    const { transcript } = await play(lesson, { lines: [look], rest: '1s' }, 'story')
    expect(transcript[0]?.stdout).toMatch(/nginx-deployment +3\/3 +1 +3 /)
  })
})
