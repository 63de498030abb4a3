import { image } from './image.ts'
import { everywhere, older } from './places.ts'

const PAUSE = 'latest 2.0 3.0 3.1 3.2 3.3 3.4.1 3.5 3.6 3.7 3.8 3.9 3.10'
const RELEASES = 'v1.18.0 v1.27.3 v1.28.0 v1.29.0 v1.30.0 v1.31.0 v1.32.0 v1.32.1 v1.32.2'
const ETCD = '3.4.3-0 3.4.13-0 3.5.0-0 3.5.1-0 3.5.6-0 3.5.9-0 3.5.12-0 3.5.15-0 3.5.16-0'

/** What a Kubernetes cluster itself is made of. */
export const kubernetes = [
  image(
    'registry.k8s.io/pause',
    1,
    PAUSE,
    {
      from: 'scratch',
      entrypoint: '/pause',
      user: ['pause', 65_535],
      commands: 'pause',
      ports: [],
    },
    { aliases: ['pause', ...older('pause').aliases, 'registry.k8s.io/pause-amd64'] },
  ),
  image(
    'registry.k8s.io/coredns/coredns',
    18,
    'v1.8.6 v1.9.3 v1.10.1 v1.11.1 v1.11.3 v1.12.0',
    {
      from: 'distroless',
      entrypoint: '/coredns',
      user: ['nonroot', 65_532],
      commands: 'coredns',
      ports: [53],
    },
    { aliases: ['k8s.gcr.io/coredns/coredns'] },
  ),
  image(
    'coredns/coredns',
    18,
    'latest 1.8.6 1.9.3 1.10.1 1.11.1 1.11.3 1.12.0',
    { from: 'distroless', entrypoint: '/coredns', commands: 'coredns', ports: [53] },
    everywhere('coredns'),
  ),
  image(
    'registry.k8s.io/etcd',
    148,
    ETCD,
    { from: 'distroless', cmd: 'etcd', commands: 'etcd etcdctl', ports: [2379, 2380] },
    older('etcd'),
  ),
  image('quay.io/coreos/etcd', 60, 'latest v3.4.13 v3.5.0 v3.5.9 v3.5.15 v3.5.17', {
    from: 'distroless',
    cmd: '/usr/local/bin/etcd',
    commands: 'etcd etcdctl',
    ports: [2379, 2380],
  }),
  image(
    'registry.k8s.io/kube-proxy',
    30,
    RELEASES,
    { from: 'debian', cmd: 'kube-proxy', commands: 'kube-proxy', ports: [10_249, 10_256] },
    older('kube-proxy'),
  ),
  image(
    'registry.k8s.io/kube-apiserver',
    30,
    RELEASES,
    { from: 'distroless', entrypoint: 'kube-apiserver', commands: 'kube-apiserver', ports: [6443] },
    older('kube-apiserver'),
  ),
  image(
    'registry.k8s.io/kube-controller-manager',
    28,
    RELEASES,
    {
      from: 'distroless',
      entrypoint: 'kube-controller-manager',
      commands: 'kube-controller-manager',
      ports: [10_257],
    },
    older('kube-controller-manager'),
  ),
  image(
    'registry.k8s.io/kube-scheduler',
    20,
    RELEASES,
    {
      from: 'distroless',
      entrypoint: 'kube-scheduler',
      commands: 'kube-scheduler',
      ports: [10_259],
    },
    older('kube-scheduler'),
  ),
  image(
    'registry.k8s.io/metrics-server/metrics-server',
    20,
    'v0.6.1 v0.6.4 v0.7.1 v0.7.2',
    {
      from: 'distroless',
      entrypoint: '/metrics-server',
      user: ['nonroot', 65_534],
      commands: 'metrics-server',
      ports: [10_250],
    },
    { aliases: ['k8s.gcr.io/metrics-server/metrics-server'] },
  ),
  image('registry.k8s.io/ingress-nginx/controller', 105, 'v1.9.4 v1.10.1 v1.11.2 v1.12.0', {
    from: 'alpine',
    entrypoint: ['/usr/bin/dumb-init', '--'],
    wraps: '',
    cmd: '/nginx-ingress-controller',
    user: ['www-data', 101],
    commands: 'nginx-ingress-controller',
    ports: [80, 443],
  }),
  image('registry.k8s.io/sig-storage/csi-node-driver-registrar', 9, 'v2.5.1 v2.9.0 v2.12.0', {
    from: 'distroless',
    entrypoint: '/csi-node-driver-registrar',
    commands: 'csi-node-driver-registrar',
    ports: [],
  }),
  image('kubernetesui/dashboard', 75, 'v2.0.0 v2.7.0', {
    from: 'scratch',
    entrypoint: '/dashboard',
    commands: 'dashboard',
    user: ['dashboard', 1001],
    ports: [8443, 9090],
  }),
]
