import { GO_TERM, klog } from './go.ts'
import { declare, type Declared } from './declared.ts'
import { GRPC_HEALTH, type Served } from '../server.ts'

const OK = { body: 'ok' }
const HEALTH = { '/healthz': OK, '/livez': OK, '/readyz': OK }

const says = (afterMs: number, where: string, words: string) => ({
  afterMs,
  line: ({ startedAt }: Served) => klog(startedAt + afterMs, where, words),
  stream: 'stderr' as const,
})

/** What all parts of a control plane have in common here: they are well and do nothing. */
function part(
  name: string,
  ports: readonly number[],
  megabytes: number,
  more: Partial<Declared> = {},
) {
  return declare({
    name,
    about: 'Runs, and says that it is well; its work is done by the simulation itself',
    ports,
    routes: HEALTH,
    says: [says(40, 'server.go:166', `"Starting" component="${name}"`)],
    onTerm: GO_TERM,
    milliCpu: 3,
    megabytes,
    ...more,
  })
}

export const kubeProxy = part('kube-proxy', [10_249, 10_256], 22)
export const kubeApiserver = part('kube-apiserver', [6443], 280, { milliCpu: 45 })
export const kubeControllerManager = part('kube-controller-manager', [10_257], 60, { milliCpu: 15 })
export const kubeScheduler = part('kube-scheduler', [10_259], 28)
export const metricsServer = part('metrics-server', [10_250], 22)
export const csiRegistrar = part('csi-node-driver-registrar', [], 8)
export const sampleApiserver = part('sample-apiserver', [443], 40)
export const dashboard = part('dashboard', [8443, 9090], 24, {
  routes: {
    '/': {
      body: '<title>Kubernetes Dashboard</title>\n',
      headers: { 'content-type': 'text/html' },
    },
  },
})
export const ingressController = part('nginx-ingress-controller', [80, 443, 10_254], 110, {
  about: 'Runs and answers /healthz; Ingress rules are not followed',
  routes: {
    '/healthz': OK,
    '*': {
      status: 404,
      body: '<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
      headers: { 'content-type': 'text/html' },
    },
  },
})

/** The name server's HTTP side. The cluster's DNS is answered by the network itself. */
export const coredns = declare({
  name: 'coredns',
  about: ':8080/health, :8181/ready, :9153/metrics; names are answered by the network itself',
  ports: [53, 8080, 8181, 9153],
  udpPorts: [53],
  routes: {
    '/health': { body: 'OK' },
    '/ready': { body: 'OK' },
    '/metrics': { body: 'coredns_build_info{version="1.11.3"} 1\n' },
  },
  says: [
    { afterMs: 30, line: '.:53' },
    { afterMs: 40, line: 'CoreDNS-1.11.3\nlinux/amd64, go1.21.11, a6338e9' },
  ],
  talk: () => ({ bytes: '' }),
  onTerm: { ms: 5000, code: 0 },
  milliCpu: 2,
  megabytes: 13,
})

/** The key-value store's health; keys are not kept. */
export const etcd = declare({
  name: 'etcd',
  about: '/health, /version, /metrics, gRPC health; keeps no keys',
  ports: [2379, 2380, 2381],
  bootMs: 500,
  routes: {
    '/health': { body: '{"health":"true","reason":""}' },
    [GRPC_HEALTH]: { body: 'SERVING' },
    '/version': {
      body: '{"etcdserver":"3.5.16","etcdcluster":"3.5.0"}',
      headers: { 'content-type': 'application/json' },
    },
    '/metrics': { body: 'etcd_server_has_leader 1\n' },
  },
  says: [
    { afterMs: 20, line: '{"level":"info","msg":"Running: ","args":["etcd"]}', stream: 'stderr' },
    {
      afterMs: 500,
      line: '{"level":"info","msg":"ready to serve client requests"}',
      stream: 'stderr',
    },
  ],
  talk: () => ({ bytes: '', closes: true }),
  milliCpu: 20,
  megabytes: 42,
})

/** Proxies whose own configuration is not read: they run and say that there is nothing. */
const proxy = (
  name: string,
  ports: readonly number[],
  megabytes: number,
  more: Partial<Declared>,
) =>
  declare({
    name,
    about: 'Runs and listens; its configuration is not read',
    ports,
    megabytes,
    ...more,
  })

export const haproxy = proxy('haproxy', [80], 8, {
  refuses({ files, argv }) {
    const path = argv[argv.indexOf('-f') + 1] ?? ''
    const found = files.stat(path)
    if (!('problem' in found)) return undefined
    return {
      line: `[ALERT]    (1) : Cannot open configuration file/directory ${path} : No such file or directory`,
      code: 1,
    }
  },
  routes: {
    '*': {
      status: 503,
      body: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
    },
  },
  says: [{ afterMs: 20, line: '[NOTICE]   (1) : New worker (8) forked', stream: 'stderr' }],
  onTerm: { ms: 50, code: 143 },
})
export const envoy = proxy('envoy', [9901, 10_000], 32, {
  routes: { '/ready': { body: 'LIVE\n' }, '*': { status: 404 } },
  says: [
    {
      afterMs: 200,
      line: '[info][main] all clusters initialized. initializing init manager',
      stream: 'stderr',
    },
  ],
})
export const traefik = proxy('traefik', [80, 8080], 34, {
  routes: { '/ping': OK, '*': { status: 404, body: '404 page not found\n' } },
  says: [{ afterMs: 60, line: 'INF Traefik is starting', stream: 'stderr' }],
})
