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
  'talk.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: talk
  labels:
    app: talk
spec:
  initContainers:
  - name: first
    image: busybox:1.36
    command: [sh, -c, 'echo prepared']
  containers:
  - name: a
    image: nginx:1.25
  - name: b
    image: busybox:1.36
    command: [sh, -c, 'for i in 1 2 3 4; do echo line $i; done; sleep 100000']
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
  'tabs.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: x\n',
  'colons.yaml': 'apiVersion: v1\nkind: ConfigMap: x\nmetadata:\n  name: x\n',
  'indent.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n labels: {}\n',
  'text.yaml': 'just words\n',
  'empty.yaml': '# nothing\n---\n',
  'nameless.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n',
  'list.yaml': `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: first, labels: {set: list}}
  data: {a: "1"}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: second, labels: {set: list}}
`,
}
