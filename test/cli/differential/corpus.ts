/** One command line of the comparison. */
export interface Case {
  line: string
  /** What standard input holds. */
  stdin?: string
  /** Virtual time that passes before it. */
  afterMs?: number
  /** Lines may come in any order, or nothing may be alike: and why. */
  loose?: { order: string } | { all: string }
}

/** Manifests that the lines name. */
export const files: Readonly<Record<string, string>> = {
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
        image: nginx:1.7.9
        ports:
        - containerPort: 80
`,
  'more.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  color: "true"
  text: |
    first line
      second line
  number: "1.5"
  colon: "a: b"
---
apiVersion: v1
kind: Pod
metadata:
  name: worker
  labels: {app: worker, tier: back}
  annotations:
    note: >-
      a long note that is longer than one hundred and forty letters so that it has to stand
      on a line of its own below its key and is cut there at the end
spec:
  volumes:
  - name: data
    emptyDir: {}
  - name: settings
    configMap: {name: settings}
  containers:
  - name: main
    image: busybox:1.36
    command: [sh, -c, sleep 3600]
    env:
    - {name: PLAIN, value: text}
    - name: NAME
      valueFrom: {fieldRef: {fieldPath: metadata.name}}
    - name: COLOR
      valueFrom: {configMapKeyRef: {name: settings, key: color}}
    envFrom:
    - configMapRef: {name: settings}
    resources:
      requests: {cpu: 100m, memory: 64Mi}
      limits: {cpu: 200m, memory: 128Mi}
    volumeMounts:
    - {name: data, mountPath: /data}
    - {name: settings, mountPath: /etc/settings, readOnly: true}
    readinessProbe:
      httpGet: {path: /ready, port: 8080}
    livenessProbe:
      exec: {command: [cat, /tmp/alive]}
`,
  'nginx-2.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx-deployment
spec:
  replicas: 4
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
`,
  'typo.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: typo
spec:
  replica: 3
  selector:
    matchLabels:
      app: typo
  template:
    metadata:
      labels:
        app: typo
    spec:
      containers:
      - name: web
        image: nginx:1.9.1
`,
  'invalid.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: Wrong_Name
spec:
  containers:
  - name: a
`,
  'unknown.yaml': 'apiVersion: v9\nkind: Foo\nmetadata:\n  name: x\n',
  'kindless.yaml': 'apiVersion: v1\nmetadata:\n  name: x\n',
  'elsewhere.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: lost
  namespace: nowhere
`,
}

const SETTLE_MS = 20_000

/** Go sorts more than twelve events by a method that shuffles equal times. */
const SAME_SECOND = { order: 'events of one second come in any order' }

/** The lines, in order: both kubectls play all of them, each on a cluster of its own. */
export const corpus: readonly Case[] = [
  { line: 'get pods', afterMs: SETTLE_MS },
  { line: 'get nodes' },
  { line: 'get nodes -o wide --show-labels' },
  { line: 'get ns' },
  { line: 'version' },
  { line: 'api-resources' },
  { line: 'api-resources -o name --namespaced=false' },
  { line: 'apply -f nginx.yaml' },
  { line: 'get deploy,rs,pods --show-labels', afterMs: SETTLE_MS },
  { line: 'get deploy nginx-deployment -o yaml' },
  { line: 'get deployment.v1.apps/nginx-deployment -o json' },
  { line: 'get deploy/nginx-deployment rs -o name' },
  { line: 'get pods -o wide --no-headers' },
  { line: 'get pods -l app=nginx -o jsonpath={.items[*].metadata.name}' },
  { line: 'get pods -o jsonpath={range.items[*]}{.status.phase}{"\\n"}{end}' },
  { line: 'get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image,X:.x' },
  { line: 'get pods --sort-by=.spec.nodeName -o wide' },
  { line: 'get pods --field-selector=spec.nodeName=node-2' },
  { line: 'get pods -A' },
  { line: 'get pods -L app,none' },
  { line: 'get all' },
  { line: 'get rs -n kube-system' },
  { line: 'describe deployment nginx-deployment' },
  { line: 'describe rs' },
  { line: 'describe pods' },
  { line: 'describe node node-1' },
  { line: 'describe ns default' },
  { line: 'describe lease node-1 -n kube-node-lease' },
  { line: 'apply -f nginx.yaml' },
  { line: 'apply -f nginx-2.yaml --record' },
  { line: 'get deploy', afterMs: SETTLE_MS },
  { line: 'set image deployment/nginx-deployment nginx=nginx:1.91 --record' },
  { line: 'get pods', afterMs: SETTLE_MS },
  { line: 'describe deploy/nginx-deployment' },
  { line: 'describe pods --show-events=true' },
  { line: 'rollout history deployment/nginx-deployment' },
  { line: 'rollout history deployment/nginx-deployment --revision=2' },
  { line: 'rollout history deployment/nginx-deployment --revision=9' },
  { line: 'rollout status deployment/nginx-deployment --watch=false' },
  { line: 'rollout undo deployment/nginx-deployment --to-revision=9' },
  { line: 'rollout undo deployment/nginx-deployment' },
  { line: 'rollout status deployment/nginx-deployment', afterMs: SETTLE_MS },
  { line: 'rollout pause deployment/nginx-deployment' },
  { line: 'rollout pause deployment/nginx-deployment' },
  { line: 'rollout restart deployment/nginx-deployment' },
  { line: 'rollout undo deployment/nginx-deployment' },
  { line: 'rollout resume deployment/nginx-deployment' },
  { line: 'rollout resume deployment/nginx-deployment' },
  { line: 'rollout status pods' },
  { line: 'rollout history rs' },
  { line: 'scale deployment/nginx-deployment --replicas=5' },
  { line: 'scale deployment nginx-deployment --current-replicas=2 --replicas=6' },
  { line: 'scale deployment missing --replicas=1' },
  { line: 'get deploy nginx-deployment missing', afterMs: SETTLE_MS },
  { line: 'annotate deploy nginx-deployment note=one kubernetes.io/change-cause=why' },
  { line: 'annotate deploy nginx-deployment note=two' },
  { line: 'annotate deploy nginx-deployment note-' },
  { line: 'label deploy nginx-deployment tier=front' },
  { line: 'label deploy nginx-deployment tier=back' },
  { line: 'label deploy nginx-deployment tier=front' },
  { line: 'label deploy nginx-deployment tier=back --overwrite' },
  { line: 'label deploy nginx-deployment tier-' },
  { line: 'label deploy nginx-deployment tier-' },
  { line: 'label pods --all checked=yes' },
  { line: 'patch deploy nginx-deployment -p {"spec":{"replicas":3}}' },
  { line: 'patch deploy nginx-deployment -p {"spec":{"replicas":3}}' },
  { line: 'patch deploy nginx-deployment --type=foo -p {}' },
  { line: 'patch deploy nginx-deployment --type=json -p [{"op":"remove","path":"/none"}]' },
  { line: 'expose deployment nginx-deployment --port=80 --target-port=8080' },
  { line: 'expose deployment nginx-deployment' },
  { line: 'get svc nginx-deployment -o yaml', afterMs: SETTLE_MS },
  { line: 'get svc,ep,endpointslices' },
  { line: 'describe svc nginx-deployment' },
  { line: 'describe endpoints nginx-deployment' },
  { line: 'create deployment web --image=nginx:1.9.1 --replicas=2' },
  { line: 'create deployment web --image=nginx:1.9.1' },
  { line: 'create deployment dry --image=a/b/c:1 --port=5 --dry-run=client -o yaml' },
  { line: 'create deployment dry2 --image=x -o yaml --dry-run=client -- sleep 5' },
  { line: 'create ns team' },
  { line: 'create ns team' },
  { line: 'create ns other --dry-run=client -o yaml' },
  { line: 'create cm data --from-literal=a=b --from-literal=c=1' },
  { line: 'create configmap data --from-literal=a=b' },
  { line: 'create cm dry --from-literal=key=value --dry-run=client -o yaml' },
  { line: 'describe cm data' },
  { line: 'apply -f more.yaml' },
  { line: 'get cm settings -o yaml', afterMs: SETTLE_MS },
  { line: 'describe pod worker' },
  { line: 'get pod worker -o yaml' },
  { line: 'run one --image=nginx:1.9.1 --port=80 --labels=a=b' },
  { line: 'run one --image=nginx:1.9.1' },
  { line: 'run dry --image=nginx --dry-run=client -o yaml --env=A=B -- arg' },
  { line: 'events', afterMs: SETTLE_MS, loose: SAME_SECOND },
  { line: 'events --for pod/one' },
  { line: 'events -n team' },
  { line: 'events --types=Warning -A', loose: SAME_SECOND },
  { line: 'get events --field-selector=type=Warning' },
  { line: 'cordon node-1' },
  { line: 'cordon node-1' },
  { line: 'get nodes' },
  { line: 'uncordon node-1' },
  { line: 'uncordon node-9' },
  { line: 'wait --for=condition=Available deployment/web --timeout=5s' },
  { line: 'wait --for=jsonpath={.status.readyReplicas}=2 deployment/web --timeout=5s' },
  { line: 'apply -f typo.yaml' },
  { line: 'apply -f invalid.yaml' },
  {
    line: 'apply -f unknown.yaml',
    loose: { all: 'the real one reads /openapi/v2 as protobuf, which no simulated cluster serves' },
  },
  { line: 'apply -f kindless.yaml' },
  { line: 'apply -f elsewhere.yaml' },
  { line: 'apply -f elsewhere.yaml -n other' },
  { line: 'apply -f absent.yaml' },
  { line: 'create -f nginx.yaml' },
  { line: 'create -f -', stdin: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: piped}\n' },
  { line: 'get foo' },
  { line: 'get foo.bar/x' },
  { line: 'get pods missing' },
  { line: 'get pods missing --ignore-not-found' },
  { line: 'get pods/a/b' },
  { line: 'get pods pod/a' },
  { line: 'get pods -o foo' },
  { line: 'get deploy -n nowhere' },
  { line: 'get' },
  { line: 'get pods --foo' },
  { line: 'describe pod missing' },
  { line: 'describe' },
  { line: 'foo' },
  { line: 'geet pods' },
  { line: 'delete pod missing' },
  { line: 'delete pods' },
  { line: 'delete cm -l none=none' },
  { line: 'delete cm data settings --wait=false' },
  { line: 'delete deployment/web svc/nginx-deployment --wait=false' },
  { line: 'delete pod one --now --wait=false' },
  { line: 'delete pod worker --force --grace-period=0 --wait=false' },
  { line: 'delete -f nginx.yaml --wait=false' },
  { line: 'delete ns piped --wait=false' },
  { line: 'get all', afterMs: 60_000 },
]
