import { isTerminating, objectKey, type Draft, type KubeObject } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import { SECOND } from '../../time.ts'
import { defineController, type Wakes } from '../define-kind.ts'
import { clusterDns, DNS_HOME, DNS_NAME } from './cluster-dns.ts'

/** Where the API server of a simulated cluster is, by its own word. */
const API_SERVER = { address: '172.18.0.1', port: 6443 }
const HOME = 'default'
const NAME = 'kubernetes'

/** The Service by which pods find the API server, and what stands behind it. */
export function apiServer(): Draft[] {
  const labels = { component: 'apiserver', provider: 'kubernetes' }
  const { address, port } = API_SERVER
  const where = { namespace: HOME, name: NAME }
  const https = { name: 'https', port, protocol: 'TCP' }
  const spec = {
    clusterIP: '10.96.0.1',
    clusterIPs: ['10.96.0.1'],
    ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: port }],
    type: 'ClusterIP',
  }
  const subset = { addresses: [{ ip: address }], ports: [https] }
  const mirrored = { 'endpointslice.kubernetes.io/skip-mirror': 'true' }
  const slice = {
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [https],
  }
  return [
    { apiVersion: 'v1', kind: 'Service', metadata: { ...where, labels }, spec },
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { ...where, labels: mirrored },
      subsets: [subset],
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...where, labels: { 'kubernetes.io/service-name': NAME } },
      ...slice,
    },
  ] as Draft[]
}

/** What the platform itself keeps, by the namespace that it is in. */
const KEPT: Readonly<Record<string, { name: string; drafts: () => Draft[] }>> = {
  [HOME]: { name: NAME, drafts: apiServer },
  [DNS_HOME]: { name: DNS_NAME, drafts: clusterDns },
}

const whenGone: Wakes = ({ metadata }, { type }) => {
  const { name, namespace = '' } = metadata
  const isOurs = KEPT[namespace]?.name === name
  return type === 'DELETED' && isOurs ? [objectKey('Namespace', '', namespace)] : []
}

/**
 * The API server looks every ten seconds whether it can be found, and makes again what is gone;
 * what leads to the cluster's DNS is kept in the same way, as add-on managers do.
 * Source: pkg/controlplane/controller/kubernetesservice (v1.32).
 */
export const apiServerKeeper = defineController<KubeObject>({
  name: 'kubernetes-service',
  kind: 'Namespace',
  lagMs: 5 * SECOND,
  wokenBy: { Service: whenGone, Endpoints: whenGone, EndpointSlice: whenGone },
  reconcile: makeAgain,
})

function makeAgain(namespace: KubeObject, view: View): Plan {
  const made = plan()
  const { name: home } = namespace.metadata
  const kept = KEPT[home]
  if (!kept || isTerminating(namespace)) return made
  for (const draft of kept.drafts()) if (!view.get(draft.kind, home, kept.name)) made.create(draft)
  return made
}
