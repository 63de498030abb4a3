/** What a new lesson begins with: small, complete, and true when it is played. */
export function files(name: string): Record<string, string> {
  return { 'lesson.ts': LESSON.replace('NAME', name), 'en.md': EN, 'zh.md': ZH }
}

const LESSON = `import type { Lesson } from '../lesson-type.ts'
import en from './en.md'
import zh from './zh.md'

/** What is learned here, in one sentence: say it before anything else. */
export const lesson: Lesson = {
  name: 'NAME',
  title: { en: 'A Deployment of two', zh: '两个副本的 Deployment' },
  summary: { en: 'Make a Deployment with two replicas.', zh: '创建一个有两个副本的 Deployment。' },
  text: { en, zh },
  limit: '10m',
  world: { nodes: 2, warmUp: '10s', seed: 'of-the-run' },
  happenings: [],
  tasks: [
    {
      id: 'two-ready',
      title: { en: 'Deployment web has two ready pods', zh: 'Deployment web 有两个就绪的 Pod' },
      weight: 1,
      check: {
        eventually: \`deployments.exists(d, d.metadata.name == 'web'
          && d.status.readyReplicas == 2)\`,
      },
    },
  ],
  solution: {
    lines: [{ at: '5s', line: 'kubectl create deployment web --image=nginx:1.9.1 --replicas=2' }],
    rest: '1m',
  },
  antiSolutions: [
    {
      name: 'only-one',
      why: { en: 'One replica is not two.', zh: '一个副本不是两个。' },
      lines: [{ at: '5s', line: 'kubectl create deployment web --image=nginx:1.9.1' }],
      rest: '1m',
      mustFail: ['two-ready'],
    },
  ],
}
`

const EN = `# A Deployment of two

Say what there is to see, then what is to be done.
`

const ZH = `# 两个副本的 Deployment

先说看到什么，再说要做什么。
`
