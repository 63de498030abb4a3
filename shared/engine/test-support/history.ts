import fc from 'fast-check'
import type { Cluster } from '../cluster.ts'
import type { ApiRequest, Doing, Input } from '../input.ts'
import { DAY, MINUTE, SECOND, type Millis } from '../time.ts'
import {
  chosen,
  deployment,
  fault,
  imageOf,
  patch,
  pathOf,
  post,
  remove,
  service,
} from './bodies.ts'
import { COMMANDS, PROGRAMS, WORDS } from './programs.ts'

/** A step of a random history. `pick` chooses among what is there when the step comes. */
export type Op =
  | { op: 'wait'; ms: Millis }
  | { op: 'deploy'; name: string; replicas: number; image: string; surge: number }
  | { op: 'patch'; pick: number; spec: Record<string, unknown> }
  | { op: 'image'; pick: number; image: string }
  | { op: 'delete'; kind: string; pick: number; propagation: string }
  | { op: 'relabel'; pick: number }
  | { op: 'fault'; what: string; pick: number }
  | { op: 'heal'; pick: number }
  | { op: 'cordon'; pick: number; on: boolean }
  | { op: 'service'; name: string }
  | { op: 'program'; what: string }
  | { op: 'exec'; pick: number; command: readonly string[]; tty: boolean }
  | { op: 'type'; pick: number; words: string; ends: boolean }
  | { op: 'nonsense'; request: ApiRequest }

/** Names that sort against the order of their creation: what iterates by insertion is caught. */
const NAMES = ['zebra', 'yak', 'web', 'm', 'api', 'a0', 'a']
const IMAGES = ['nginx:1.7.9', 'nginx:1.9.1', 'nginx:1.91', 'redis:7', 'no-such-image:1']
const KINDS = ['Pod', 'ReplicaSet', 'Deployment']

const pick = fc.nat({ max: 1000 })
const waitMs = fc.oneof(
  fc.integer({ min: 1, max: 400 }),
  fc.integer({ min: 1, max: 20 * SECOND }),
  fc.integer({ min: MINUTE, max: 12 * MINUTE }),
)

const nonsense: fc.Arbitrary<ApiRequest> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  path: fc.constantFrom(
    '/apis/apps/v1/namespaces/default/deployments',
    '/apis/apps/v1/namespaces/default/deployments/web',
    '/api/v1/namespaces/nowhere/pods',
    '/apis/nobody/v9/things',
    '//',
  ),
  contentType: fc.constantFrom('application/json', 'application/merge-patch+json', 'text/plain'),
  body: fc.constantFrom('', '{', '[]', '{"spec":{"replicas":"many"}}', '{"metadata":null}'),
})

const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ op: fc.constant('wait' as const), ms: waitMs }) },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('deploy' as const),
      name: fc.constantFrom(...NAMES),
      replicas: fc.integer({ min: 0, max: 6 }),
      image: fc.constantFrom(...IMAGES),
      surge: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant('patch' as const),
      pick,
      spec: fc.oneof(
        fc.record({ replicas: fc.integer({ min: 0, max: 8 }) }),
        fc.record({ paused: fc.boolean() }),
        fc.record({ minReadySeconds: fc.constantFrom(0, 5) }),
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('image' as const),
      pick,
      image: fc.constantFrom(...IMAGES),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant('delete' as const),
      kind: fc.constantFrom(...KINDS),
      pick,
      propagation: fc.constantFrom('Background', 'Foreground', 'Orphan'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('relabel' as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('fault' as const),
      what: fc.constantFrom('crash', 'unreachable', 'bad-image', 'slow-pull'),
      pick,
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('heal' as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('cordon' as const), pick, on: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('service' as const), name: fc.constantFrom(...NAMES) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('program' as const),
      what: fc.constantFrom(...Object.keys(PROGRAMS)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('exec' as const),
      pick,
      command: fc.constantFrom(...COMMANDS),
      tty: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('type' as const),
      pick,
      words: fc.constantFrom(...WORDS),
      ends: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('nonsense' as const), request: nonsense }) },
)

/** Random histories of some steps. */
export const histories = (steps = 14): fc.Arbitrary<Op[]> =>
  fc.array(op, { minLength: 3, maxLength: steps })

/** The world's first instant in tests: 1 June 2026, 08:00 UTC. */
export const START: Millis = 20_605 * DAY + 8 * 3_600 * SECOND

const TEACHER = { user: 'teacher', groups: ['system:masters'] }
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'

/**
 * Plays a history on a cluster and records the inputs, with picks resolved: the same inputs can
 * then be replayed under other circumstances. `after` looks at the cluster after every input.
 */
export function play(
  cluster: Cluster,
  ops: readonly Op[],
  after?: (input: Input) => void,
): Input[] {
  const inputs: Input[] = []
  const sessions: string[] = []
  let at = cluster.now
  for (const step of ops) {
    if (step.op === 'wait') at += step.ms
    const doing = doingOf(cluster, step, sessions)
    if (!doing) continue
    const input: Input = { seq: inputs.length + 1, at, actor: TEACHER, do: doing }
    inputs.push(input)
    cluster.step(input)
    after?.(input)
  }
  return inputs
}

/** Sessions that were opened are kept as `<pod> <id>`. */
function doingOf(cluster: Cluster, step: Op, sessions: string[]): Doing | undefined {
  switch (step.op) {
    case 'wait':
      return { type: 'advance' }
    case 'exec': {
      const pod = chosen(cluster, 'Pod', step.pick)
      if (!pod) return undefined
      const session = `s${sessions.length}`
      sessions.push(`${pod.metadata.name} ${session}`)
      const query = new URLSearchParams({ stdin: 'true', stdout: 'true', stderr: 'true' })
      if (step.tty) query.set('tty', 'true')
      for (const word of step.command) query.append('command', word)
      const path = `${pathOf(pod)}/exec`
      return { type: 'connect', session, request: { method: 'POST', path, query: String(query) } }
    }
    case 'type': {
      const [name, session] = (sessions[step.pick % (sessions.length || 1)] ?? '').split(' ')
      const pod = cluster.view.get('Pod', 'default', name ?? '')
      if (!pod || !session) return undefined
      const { uid } = pod.metadata
      const message = { type: 'input', session, bytes: step.words, ends: step.ends }
      return { type: 'session', pod: { namespace: 'default', name: name!, uid }, message }
    }
    default: {
      const request = requestOf(cluster, step)
      return request && { type: 'request', request }
    }
  }
}

type Request = Exclude<Op, { op: 'wait' } | { op: 'exec' } | { op: 'type' }>

function requestOf(cluster: Cluster, step: Request): ApiRequest | undefined {
  switch (step.op) {
    case 'program':
      return post('/api/v1/namespaces/default/pods', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: step.what, labels: { app: step.what } },
        spec: PROGRAMS[step.what],
      })
    case 'deploy':
      return post(DEPLOYMENTS, deployment(step))
    case 'patch':
      return patch(chosen(cluster, 'Deployment', step.pick), { spec: step.spec })
    case 'image':
      return patch(chosen(cluster, 'Deployment', step.pick), imageOf(step.image))
    case 'delete':
      return remove(chosen(cluster, step.kind, step.pick), step.propagation)
    case 'relabel':
      return patch(chosen(cluster, 'Pod', step.pick), { metadata: { labels: { app: 'astray' } } })
    case 'fault':
      return post('/apis/flotilla.dev/v1/faults', fault(cluster, step.what, step.pick))
    case 'heal':
      return remove(chosen(cluster, 'Fault', step.pick), 'Background')
    case 'cordon':
      return patch(chosen(cluster, 'Node', step.pick), { spec: { unschedulable: step.on } })
    case 'service':
      return post('/api/v1/namespaces/default/services', service(step.name))
    case 'nonsense':
      return step.request
  }
}
