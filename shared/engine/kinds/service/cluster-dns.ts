import type { Draft } from '../../object.ts'

/** Where the Service of the cluster's DNS stands; its name is older than CoreDNS. */
export const DNS_HOME = 'kube-system'
export const DNS_NAME = 'kube-dns'

const ADDRESS = '10.96.0.10'
/** Name servers run beside the control plane here, not in pods: see decisions/0023. */
const SERVER = '172.18.0.1'

const PORTS = [
  { name: 'dns', port: 53, protocol: 'UDP' },
  { name: 'dns-tcp', port: 53, protocol: 'TCP' },
  { name: 'metrics', port: 9153, protocol: 'TCP' },
]

/** The Service by which pods find the cluster's DNS, and what stands behind it. Source: kubeadm. */
export function clusterDns(): Draft[] {
  const where = { namespace: DNS_HOME, name: DNS_NAME }
  const labels = {
    'k8s-app': 'kube-dns',
    'kubernetes.io/cluster-service': 'true',
    'kubernetes.io/name': 'CoreDNS',
  }
  const annotations = { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' }
  const spec = {
    clusterIP: ADDRESS,
    clusterIPs: [ADDRESS],
    ports: PORTS.map((port) => ({ ...port, targetPort: port.port })),
    type: 'ClusterIP',
  }
  const subset = { addresses: [{ ip: SERVER }], ports: PORTS }
  const mirrored = { 'endpointslice.kubernetes.io/skip-mirror': 'true' }
  return [
    { apiVersion: 'v1', kind: 'Service', metadata: { ...where, labels, annotations }, spec },
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { ...where, labels: mirrored },
      subsets: [subset],
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...where, labels: { 'kubernetes.io/service-name': DNS_NAME } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [SERVER], conditions: { ready: true } }],
      ports: PORTS,
    },
  ] as unknown as Draft[]
}
