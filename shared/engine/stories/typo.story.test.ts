import { expect, test } from 'vitest'
import type { View } from '../index.ts'
import { podReady } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { MINUTE, SECOND } from '../time.ts'
import { Story } from './test-support/story.ts'
import { timeline } from './test-support/timeline.ts'

const readyPods = (view: View): number => view.list<Pod>('Pod', 'default').filter(podReady).length

test('[DEP-021] a typo stalls the rollout, nobody notices, undo heals', async () => {
  const story = new Story({ nodes: 3, seed: 'typo' })
  await story.at(0, 'kubectl create deployment web --image=nginx:1.7.9 --replicas=3')
  story.wait(10 * SECOND)
  story.never('fewer than 3 ready', (view) => readyPods(view) < 3)
  await story.at(30 * SECOND, 'kubectl set image deployment/web nginx=nginx:1.91')
  await story.at(2 * MINUTE, 'kubectl rollout undo deployment/web')
  story.wait(MINUTE)

  expect(timeline(story, 'web')).toMatchInlineSnapshot(`
    "   0.0s  $ kubectl create deployment web --image=nginx:1.7.9 --replicas=3
       0.0s  0/3  0
       0.0s  0/3  0  NewReplicaSetCreated
       0.1s  0/3  3  ReplicaSetUpdated
       2.6s  1/3  3
       2.7s  2/3  3
       3.4s  3/3  3  NewReplicaSetAvailable
      30.0s  $ kubectl set image deployment/web nginx=nginx:1.91
      30.0s  3/3  0  NewReplicaSetCreated
      30.1s  3/3  1  ReplicaSetUpdated
     120.0s  $ kubectl rollout undo deployment/web
     120.0s  3/3  3
     120.1s  3/3  3  NewReplicaSetAvailable"
  `)
})

test('[DEP-014] the same typo under Recreate takes everything down at once', async () => {
  const story = new Story({ nodes: 3, seed: 'typo' })
  await story.at(0, 'kubectl create deployment web --image=nginx:1.7.9 --replicas=3')
  const recreate = { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } }
  await story.ok(`kubectl patch deployment web -p '${JSON.stringify(recreate)}'`)
  story.wait(20 * SECOND)
  await story.ok('kubectl set image deployment/web nginx=nginx:1.91')
  story.never('fewer than 3 ready', (view) => readyPods(view) < 3)
  expect(() => story.wait(MINUTE)).toThrow('fewer than 3 ready')
})
