import type { AntiSolution, Attempt } from '../lesson-type.ts'

const FIND = {
  at: '30s',
  line: 'kubectl label pods -l app=nginx --field-selector status.phase=Pending suspect=true',
}

/** Look, mark, undo, ship. */
export const solution: Attempt = {
  lines: [
    { at: '15s', line: 'kubectl get deploy,rs,pods' },
    { at: '20s', line: 'kubectl describe deployment nginx-deployment' },
    FIND,
    { at: '40s', line: 'kubectl rollout history deployment/nginx-deployment' },
    { at: '50s', line: 'kubectl rollout undo deployment/nginx-deployment' },
    { at: '55s', line: 'kubectl rollout status deployment/nginx-deployment' },
    { at: '2m', line: 'kubectl set image deployment/nginx-deployment nginx=nginx:1.9.1' },
    {
      at: '2m5s',
      line: `kubectl annotate deployment/nginx-deployment kubernetes.io/change-cause="nginx 1.9.1"`,
    },
    { at: '2m10s', line: 'kubectl rollout status deployment/nginx-deployment' },
  ],
  rest: '2m',
}

/** Ways that look right while they are gone, and are not. */
export const antiSolutions: readonly AntiSolution[] = [
  {
    name: 'recreate',
    why: {
      en: 'The image is right in the end, but deleting the Deployment takes every pod down first.',
      zh: '删掉 Deployment 再重建，最后镜像是对的，可是先把所有正常的 Pod 都停掉了。',
    },
    lines: [
      FIND,
      { at: '50s', line: 'kubectl delete deployment nginx-deployment' },
      { at: '60s', line: 'kubectl apply -f nginx.yaml' },
      { at: '65s', line: 'kubectl rollout status deployment/nginx-deployment' },
    ],
    files: {
      'nginx.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx-deployment
  labels:
    app: nginx
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
      - name: nginx
        image: nginx:1.9.1
        ports:
        - containerPort: 80
`,
    },
    rest: '3m',
    mustFail: ['always-three'],
  },
  {
    name: 'off-and-on',
    why: {
      en: 'Switching everything off and on again gives a clean rollout and an outage.',
      zh: '先缩到零再扩回来，发布是干净了，服务却中断了。',
    },
    lines: [
      FIND,
      { at: '50s', line: 'kubectl scale deployment/nginx-deployment --replicas=0' },
      { at: '55s', line: 'kubectl set image deployment/nginx-deployment nginx=nginx:1.9.1' },
      { at: '60s', line: 'kubectl scale deployment/nginx-deployment --replicas=3' },
    ],
    rest: '3m',
    mustFail: ['always-three'],
  },
  {
    name: 'try-again',
    why: {
      en: 'A restart rolls out the same template, typo included: nothing gets better.',
      zh: 'restart 只是把同一个模板再发一遍，笔误也在里面，什么也不会变好。',
    },
    lines: [
      FIND,
      { at: '50s', line: 'kubectl rollout restart deployment/nginx-deployment' },
      { at: '2m', line: 'kubectl rollout restart deployment/nginx-deployment' },
    ],
    rest: '3m',
    mustFail: ['recover', 'ship', 'always-three'],
  },
]
