import type { Task } from '../lesson-type.ts'

const WEB = `deployments.exists(d, d.metadata.namespace == 'default'
  && d.metadata.name == 'nginx-deployment'`

/** The typo has been made: before that there is nothing to mend. */
const BROKEN = `${WEB} && 'nginx:1.91' in images(d))`

/** All replicas run the newest template, they answer, and nothing of another version is left. */
const ROLLED_OUT = `d.spec.replicas >= 3
  && d.status.observedGeneration == d.metadata.generation
  && d.status.updatedReplicas == d.spec.replicas
  && d.status.availableReplicas == d.spec.replicas
  && d.status.replicas == d.spec.replicas`

/** What the learner does, and what must not happen meanwhile. */
export const tasks: readonly Task[] = [
  {
    id: 'find',
    title: {
      en: 'Find the pod that cannot start and put the label `suspect=true` on it',
      zh: '找出起不来的那个 Pod，给它打上标签 `suspect=true`',
    },
    weight: 2,
    hint: {
      en: 'Read the STATUS column of the pods. `kubectl label pod NAME key=value` adds a label.',
      zh: '列出所有 Pod，看 STATUS 一列。`kubectl label pod 名字 键=值` 可以加标签。',
      price: 1,
    },
    check: {
      eventually: `pods.exists(p, hasLabels(p, {'app': 'nginx', 'suspect': 'true'})
        && waiting(p) in ['ErrImagePull', 'ImagePullBackOff'])`,
    },
  },
  {
    id: 'recover',
    title: {
      en: 'Bring the Deployment back to a state in which all replicas are up to date and ready',
      zh: '让 Deployment 恢复正常：所有副本都是最新版本，并且都已就绪',
    },
    opensWhen: BROKEN,
    weight: 3,
    hint: {
      en: 'The old ReplicaSet is still there: `kubectl rollout undo`. Another image would do, too.',
      zh: '旧的 ReplicaSet 还在。`kubectl rollout undo` 可以退回去，换成一个正确的镜像也行。',
      price: 1,
    },
    check: { eventually: `${WEB} && !('nginx:1.91' in images(d)) && ${ROLLED_OUT})` },
  },
  {
    id: 'ship',
    title: {
      en: 'Release the version that was meant, nginx:1.9.1, and see it through for ten seconds',
      zh: '发布本来想发的版本 nginx:1.9.1，并稳定运行十秒',
    },
    needs: ['recover'],
    weight: 3,
    hint: {
      en: '`kubectl set image deployment/NAME CONTAINER=IMAGE`, then `kubectl rollout status`.',
      zh: '`kubectl set image deployment/名字 容器名=镜像`，然后用 `kubectl rollout status` 观察。',
      price: 1,
    },
    check: {
      eventually: `${WEB} && images(d) == ['nginx:1.9.1'] && ${ROLLED_OUT})`,
      holdsFor: '10s',
    },
  },
  {
    id: 'always-three',
    title: {
      en: 'All the while: never fewer than three ready pods',
      zh: '全程：就绪的 Pod 从不少于三个',
    },
    weight: 4,
    check: {
      never: `pods.filter(p, p.metadata.namespace == 'default'
        && hasLabels(p, {'app': 'nginx'}) && isReady(p)).size() < 3`,
    },
  },
]
