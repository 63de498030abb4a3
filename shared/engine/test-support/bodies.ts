import type { Cluster } from '../cluster.ts'
import type { ApiRequest } from '../input.ts'
import type { KubeObject } from '../object.ts'

/** The object of a kind that a number picks. */
export function chosen(cluster: Cluster, kind: string, index: number): KubeObject | undefined {
  const all = cluster.view
    .list(kind)
    .filter((object) => (object.metadata.namespace ?? 'default') === 'default')
  return all[index % Math.max(1, all.length)]
}

export function pathOf(object: KubeObject): string {
  const { namespace, name } = object.metadata
  const root = object.apiVersion.includes('/') ? '/apis' : '/api'
  const scope = namespace ? `/namespaces/${namespace}` : ''
  return `${root}/${object.apiVersion}${scope}/${object.kind.toLowerCase()}s/${name}`
}

export function post(path: string, body: unknown): ApiRequest {
  return { method: 'POST', path, contentType: 'application/json', body: JSON.stringify(body) }
}

export function patch(object: KubeObject | undefined, body: unknown): ApiRequest | undefined {
  if (!object) return undefined
  return {
    method: 'PATCH',
    path: pathOf(object),
    contentType: 'application/strategic-merge-patch+json',
    body: JSON.stringify(body),
  }
}

export function remove(
  object: KubeObject | undefined,
  propagation: string,
): ApiRequest | undefined {
  if (!object) return undefined
  const body = JSON.stringify({ propagationPolicy: propagation })
  return { method: 'DELETE', path: pathOf(object), contentType: 'application/json', body }
}

export function imageOf(image: string): unknown {
  return { spec: { template: { spec: { containers: [{ name: 'main', image }] } } } }
}

export function deployment(step: {
  name: string
  replicas: number
  image: string
  surge: number
}): unknown {
  const labels = { app: step.name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: step.name, labels },
    spec: {
      replicas: step.replicas,
      selector: { matchLabels: labels },
      strategy: { rollingUpdate: { maxSurge: step.surge } },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: step.image }] },
      },
    },
  }
}

export function service(name: string): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  }
}

export function fault(cluster: Cluster, what: string, index: number): unknown {
  const node = chosen(cluster, 'Node', index)?.metadata.name
  const where = what.endsWith('crash') || what === 'unreachable' ? { nodes: node } : {}
  const images = what === 'bad-image' || what === 'slow-pull' ? { images: 'nginx:*' } : {}
  return {
    apiVersion: 'flotilla.dev/v1',
    kind: 'Fault',
    metadata: { name: `fault-${index}` },
    spec: { what, where: { ...where, ...images }, ...(what === 'slow-pull' ? { factor: 4 } : {}) },
  }
}
