import { body, type Happening, type Lesson } from '../lesson-type.ts'
import { antiSolutions, solution } from './attempts.ts'
import en from './en.md'
import { tasks } from './tasks.ts'
import zh from './zh.md'

/** The Deployment of the teaching text: three replicas of an old nginx. */
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'nginx-deployment',
    namespace: 'default',
    labels: { app: 'nginx' },
    annotations: { 'kubernetes.io/change-cause': 'first release: nginx 1.7.9' },
  },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'nginx' } },
    template: {
      metadata: { labels: { app: 'nginx' } },
      spec: {
        containers: [{ name: 'nginx', image: 'nginx:1.7.9', ports: [{ containerPort: 80 }] }],
      },
    },
  },
}

/** Ten seconds into the run a colleague ships 1.91 and means 1.9.1. */
const mistake: Happening = {
  at: '10s',
  actor: { user: 'colleague', groups: ['system:masters', 'system:authenticated'] },
  request: {
    method: 'PATCH',
    path: '/apis/apps/v1/namespaces/default/deployments/nginx-deployment',
    query: 'fieldManager=kubectl-set',
    contentType: 'application/strategic-merge-patch+json',
    body: body({
      metadata: { annotations: { 'kubernetes.io/change-cause': 'update nginx to 1.91' } },
      spec: { template: { spec: { containers: [{ name: 'nginx', image: 'nginx:1.91' }] } } },
    }),
  },
}

/** A rollout that waits for an image that does not exist: find it, undo it, ship what was meant. */
export const lesson: Lesson = {
  name: 'typo-rollout',
  title: { en: 'A typo stalls the rollout', zh: '一个笔误卡住了发布' },
  summary: {
    en:
      'A new version does not come up, yet the site still answers. Find out why, go back, and ' +
      'release what was really meant.',
    zh: '新版本一直起不来，网站却还在正常应答。找出原因，退回可用的版本，再把真正想发的版本发上去。',
  },
  text: { en, zh },
  limit: '15m',
  world: { nodes: 3, objects: [deployment], warmUp: '2m', seed: 'of-the-run' },
  happenings: [mistake],
  tasks,
  solution,
  antiSolutions,
}
