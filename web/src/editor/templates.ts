/** What a new file may begin with. The Deployment is the one of the teaching text. */
export const TEMPLATES = [
  {
    name: 'deployment',
    file: 'nginx.yaml',
    content: `apiVersion: apps/v1
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
  },
  {
    name: 'service',
    file: 'service.yaml',
    content: `apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  selector:
    app: nginx
  ports:
  - port: 80
    targetPort: 80
`,
  },
  {
    name: 'configmap',
    file: 'config.yaml',
    content: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  greeting: ahoy
`,
  },
  { name: 'blank', file: 'manifest.yaml', content: '' },
] as const
