import { Cluster } from '../../cluster.ts'
import { emptyParts } from '../../freeze.ts'
import type { ApiRequest, Outcome } from '../../input.ts'
import type { Kind, Registry } from '../../kinds/define-kind.ts'
import { registry } from '../../registry.ts'
import { DAY, HOUR, type Millis } from '../../time.ts'
import { baseObjects, furnish } from '../../world.ts'
import { fakeKubelet, type StartMs } from './fake-kubelet.ts'

/** 1 June 2026, 08:00 UTC. */
export const START: Millis = 20_605 * DAY + 8 * HOUR

/** The controllers that are real; machines and what serves them are not there. */
const REAL = /^(deployment|replicaset|namespace|serviceaccount|root-ca-.*|garbage-collector)$/

/** A cluster whose pods live as a test says: real kinds and collector, no nodes. */
export function fakeCluster(startMs: StartMs = () => 1_000, seed = 'fake'): Cluster {
  const shape: Registry = {
    ...registry,
    kinds: registry.kinds.map(withRealControllers),
    controllers: [
      ...registry.controllers.filter(({ name }) => REAL.test(name)),
      fakeKubelet(startMs),
    ],
  }
  const cluster = new Cluster(shape, emptyParts(shape, seed, START))
  cluster.make((door) => furnish(door, baseObjects({ seed, startMs: START, nodes: 0 })))
  wait(cluster, 1_000)
  return cluster
}

/** Updates of pods are the fake kubelet's alone and need no judging. */
function withRealControllers(kind: Kind): Kind {
  const controllers = (kind.controllers ?? []).filter(({ name }) => REAL.test(name))
  const { validateUpdate, ...strategy } = kind.strategy ?? {}
  const isJudged = kind.kind !== 'Pod' && validateUpdate
  return { ...kind, controllers, strategy: isJudged ? { ...strategy, validateUpdate } : strategy }
}

const ACTOR = { user: 'teacher', groups: ['system:masters'] }

/** Lets time pass. */
export function wait(cluster: Cluster, ms: Millis): Outcome {
  const { seq, now } = cluster
  return cluster.step({ seq: seq + 1, at: now + ms, actor: ACTOR, do: { type: 'advance' } })
}

/** Sends a request now; throws when it is refused, so that a test cannot go on in ignorance. */
export function send(cluster: Cluster, request: ApiRequest): Outcome {
  const { seq, now } = cluster
  const outcome = cluster.step({
    seq: seq + 1,
    at: now,
    actor: ACTOR,
    do: { type: 'request', request },
  })
  if (outcome.reply.code >= 300) throw new Error(JSON.stringify(outcome.reply.body))
  return outcome
}

const apps = (plural: string, name = ''): string =>
  `/apis/apps/v1/namespaces/default/${plural}${name && `/${name}`}`

/** Creates an object of apps/v1 in `default`. */
export function create(cluster: Cluster, plural: string, body: object): Outcome {
  const text = JSON.stringify(body)
  return send(cluster, {
    method: 'POST',
    path: apps(plural),
    contentType: 'application/json',
    body: text,
  })
}

/** Sends a strategic merge patch to an object of apps/v1 in `default`. */
export function patch(cluster: Cluster, plural: string, name: string, body: object): Outcome {
  return send(cluster, {
    method: 'PATCH',
    path: apps(plural, name),
    contentType: 'application/strategic-merge-patch+json',
    body: JSON.stringify(body),
  })
}

/** Deletes an object of apps/v1 in `default`. */
export function remove(
  cluster: Cluster,
  plural: string,
  name: string,
  propagationPolicy = 'Background',
): Outcome {
  return send(cluster, {
    method: 'DELETE',
    path: apps(plural, name),
    contentType: 'application/json',
    body: JSON.stringify({ propagationPolicy }),
  })
}

/** A Deployment with one container. */
export function deploymentBody(name: string, spec: object = {}, image = 'nginx:1.7.9'): object {
  const labels = { app: name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image }] } },
      ...spec,
    },
  }
}
