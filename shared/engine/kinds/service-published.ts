import type { Pod } from './pod/schema.ts'
import { isHeadless } from './service/validate.ts'
import type { Service } from './service/schema.ts'

/** Says with a label that the service has no address of its own. */
const HEADLESS_LABEL = 'service.kubernetes.io/headless'

/** The labels that a service hands on to what tells of its pods. */
export function publishedLabels(service: Service): Record<string, string> {
  const labels = { ...service.metadata.labels }
  if (isHeadless(service.spec)) labels[HEADLESS_LABEL] = ''
  return labels
}

/** A pod as endpoints point at it. */
export function targetRef(pod: Pod): {
  kind: string
  namespace: string
  name: string
  uid: string
} {
  const { name, namespace = '', uid } = pod.metadata
  return { kind: 'Pod', namespace, name, uid }
}

/** The name under which the pod is found behind a headless service, if it asks for one. */
export function hostnameOf(pod: Pod, service: Service): string | undefined {
  const { hostname, subdomain } = pod.spec
  return hostname && subdomain === service.metadata.name ? hostname : undefined
}
