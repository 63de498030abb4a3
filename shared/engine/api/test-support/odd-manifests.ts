import { settings } from './desk.ts'

const meta = { name: 'x', labels: { app: 'x' } }
const pods = {
  metadata: { labels: { app: 'x' } },
  spec: {
    containers: [
      {
        name: 'c',
        image: 'nginx:1.9.1',
        ports: [{ containerPort: 80, name: 'web' }],
        env: [{ name: 'A', value: 'b' }],
        resources: { requests: { cpu: '100m' }, limits: { cpu: '1', memory: '64Mi' } },
        readinessProbe: { httpGet: { path: '/', port: 'web' } },
      },
    ],
    tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 3 }],
    volumes: [{ name: 'v', configMap: { name: 'x' } }],
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
    ],
  },
}
const selector = { matchLabels: { app: 'x' } }

/** A good manifest of each kind, and where it is posted. */
export const MANIFESTS: readonly [path: string, manifest: Record<string, unknown>][] = [
  ['/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: meta }],
  ['/api/v1/namespaces/default/configmaps', settings('x', { data: { a: 'b' } })],
  [
    '/api/v1/namespaces/default/secrets',
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: meta,
      data: { a: 'Yg==' },
      stringData: { c: 'd' },
    },
  ],
  ['/api/v1/namespaces/default/pods', { apiVersion: 'v1', kind: 'Pod', ...pods, metadata: meta }],
  [
    '/api/v1/namespaces/default/services',
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta,
      spec: { type: 'NodePort', selector: { app: 'x' }, ports: [{ port: 80, targetPort: 'web' }] },
    },
  ],
  [
    '/apis/apps/v1/namespaces/default/deployments',
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta,
      spec: { replicas: 2, selector, template: pods, strategy: { type: 'RollingUpdate' } },
    },
  ],
  [
    '/apis/apps/v1/namespaces/default/replicasets',
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: meta,
      spec: { selector, template: pods },
    },
  ],
  [
    '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: meta,
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.1.2.3'] }],
      ports: [{ port: 80 }],
    },
  ],
  ['/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: meta, spec: { taints: [] } }],
  [
    '/api/v1/namespaces/default/events',
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: meta,
      involvedObject: { kind: 'Pod' },
      type: 'Normal',
    },
  ],
  [
    '/apis/coordination.k8s.io/v1/namespaces/default/leases',
    { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: meta, spec: {} },
  ],
  [
    '/apis/flotilla.dev/v1/faults',
    { apiVersion: 'flotilla.dev/v1', kind: 'Fault', metadata: meta, spec: { what: 'crash' } },
  ],
  [
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    { spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } },
  ],
]
