import { newCluster, type Cluster, type Input, type Outcome } from '../../shared/engine/index.ts'

const TEACHER = { user: 'bench', groups: ['system:masters'] }
const START_MS = Date.UTC(2026, 5, 1, 8)

/** A cluster of empty nodes, big enough for `pods` small pods. */
export function emptyCluster(nodes: number): Cluster {
  return newCluster({ seed: 'bench', startMs: START_MS, nodes })
}

/** Sends one request at the cluster's now. */
export function send(
  cluster: Cluster,
  method: 'POST' | 'PATCH',
  path: string,
  body: unknown,
): Outcome {
  const contentType = method === 'POST' ? 'application/json' : 'application/merge-patch+json'
  const request = { method, path, contentType, body: JSON.stringify(body) }
  const input: Input = {
    seq: cluster.seq + 1,
    at: cluster.now,
    actor: TEACHER,
    do: { type: 'request', request },
  }
  const outcome = cluster.step(input)
  if (outcome.reply.code >= 300) {
    throw new Error(`${method} ${path}: ${JSON.stringify(outcome.reply.body)}`)
  }
  return outcome
}

/**
 * Creates a Deployment with a readiness and a liveness probe, as a careful author would write it.
 */
export function deploy(cluster: Cluster, name: string, replicas: number): void {
  const labels = { app: name }
  const probe = { httpGet: { path: '/', port: 80 }, periodSeconds: 10 }
  const container = { name: 'nginx', image: 'nginx:1.7.9', ports: [{ containerPort: 80 }] }
  send(cluster, 'POST', '/apis/apps/v1/namespaces/default/deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ ...container, readinessProbe: probe, livenessProbe: probe }] },
      },
    },
  })
}

interface Counted {
  status?: { readyReplicas?: number }
}

/** How many replicas of a Deployment are Ready. */
export function readyReplicas(cluster: Cluster, name: string): number {
  const found = cluster.view.get('Deployment', 'default', name) as Counted | undefined
  return found?.status?.readyReplicas ?? 0
}

/**
 * Lets time pass in the room's steps of 100 ms until all replicas are Ready; virtual ms it took.
 */
export function untilReady(cluster: Cluster, name: string, replicas: number): number {
  const from = cluster.now
  while (readyReplicas(cluster, name) < replicas) {
    if (cluster.nextDue === null || cluster.now - from > 3_600_000) {
      throw new Error(`${readyReplicas(cluster, name)} of ${replicas} Ready and nothing moves`)
    }
    advance(cluster, cluster.now + 100)
  }
  return cluster.now - from
}

/** Lets time pass. */
export function advance(cluster: Cluster, at: number): Outcome {
  return cluster.step({ seq: cluster.seq, at, actor: TEACHER, do: { type: 'advance' } })
}
