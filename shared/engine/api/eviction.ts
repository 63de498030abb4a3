import type { Reply } from '../input.ts'
import { conditionOf, isTerminal, podReady, withCondition } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { budgetsOf } from '../kinds/poddisruptionbudget/match.ts'
import type { PodDisruptionBudget } from '../kinds/poddisruptionbudget/schema.ts'
import { syncProblem, withEviction } from '../kinds/poddisruptionbudget/status.ts'
import { isTerminating } from '../object.ts'
import { eviction as schema, type Eviction } from '../schema/subresources.ts'
import { CREATED } from './binding.ts'
import { refused, replied, type Call } from './call.ts'
import { deleteOne, preconditionOf, readDeletion, type Deletion } from './deleting.ts'
import { readObject } from './read-object.ts'
import { objectOf } from './reading.ts'
import { failure, isStatus, refuse, type Status } from './status.ts'
import { writeOptions } from './write-options.ts'

const EVICTION = { group: 'policy', version: 'v1', kind: 'Eviction', schema }

/** More granted evictions than this that nobody carried out, and no more are granted. */
const MOST_DISRUPTED = 2_000

/**
 * POST of a pod's eviction: a deletion that asks the pod's disruption budget first.
 * Source: pkg/registry/core/pod/storage/eviction.go (v1.32).
 */
export function evictObject(call: Call): Reply {
  const options = writeOptions(call.query, 'CreateOptions')
  if (isStatus(options)) return refused(options)
  const read = readObject(call.api, call.request, EVICTION, options.mode)
  if (isStatus(read)) return refused(read)
  const { metadata, deleteOptions } = read.object as unknown as Eviction
  if ((metadata as { name?: string }).name !== call.target.name) {
    return refused(refuse.badRequest('name in URL does not match name in Eviction object'))
  }
  const given = readDeletion(deleteOptions ?? {})
  if (isStatus(given)) return refused(given)
  const deletion = { ...given, dryRun: given.dryRun || options.dryRun }
  const pod = objectOf(call)
  if (isStatus(pod)) return refused(pod)
  const stopped = evict(call, pod as Pod, deletion)
  return stopped ? refused(stopped) : replied(CREATED, 201, read.warnings)
}

function evict(call: Call, pod: Pod, deletion: Deletion): Status | undefined {
  const wrong = preconditionOf(call, pod, deletion)
  if (wrong) return wrong
  const asked = isFree(pod) ? undefined : askBudget(call, pod, deletion.dryRun)
  if (asked) return asked
  const marked = deletion.dryRun ? pod : withReason(call, pod)
  if (isStatus(marked)) return marked
  // What was asked of the version was asked before the reason was written down.
  const { resourceVersion: _met, ...rest } = deletion
  const done = deleteOne(call, marked, rest)
  return isStatus(done) ? done : undefined
}

/** Pods that do not serve, or not any more, go without asking. */
function isFree(pod: Pod): boolean {
  return isTerminal(pod) || pod.status.phase === 'Pending' || isTerminating(pod)
}

/** Says in the pod who ended it. */
function withReason({ api }: Call, pod: Pod): Pod | Status {
  if (conditionOf(pod, 'DisruptionTarget')?.status === 'True') return pod
  const reason = { reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting' }
  const condition = { type: 'DisruptionTarget', status: 'True', ...reason } as const
  return api.door.update(withCondition(pod, condition, api.view.now), 'status') as Pod | Status
}

function askBudget({ api }: Call, pod: Pod, dryRun: boolean): Status | undefined {
  const [budget, ...more] = budgetsOf(pod, api.view)
  if (!budget) return undefined
  if (more.length > 0) return failure(500, '', SEVERAL)
  if (!podReady(pod) && mayGoUnready(budget)) return undefined
  const stopped = forbids(budget)
  if (stopped || dryRun) return stopped
  const status = withEviction(budget.status, pod.metadata.name, api.view.now)
  const next: PodDisruptionBudget = { ...budget, status }
  const written = api.door.update(next, 'status')
  return isStatus(written) ? written : undefined
}

const SEVERAL =
  'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.'

/** A pod that is not ready costs the budget nothing, as long as the others are healthy. */
function mayGoUnready({ spec, status }: PodDisruptionBudget): boolean {
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true
  return status.currentHealthy >= status.desiredHealthy && status.desiredHealthy > 0
}

function forbids(budget: PodDisruptionBudget): Status | undefined {
  const { metadata, status } = budget
  const about = { group: 'policy', resource: 'poddisruptionbudget', name: metadata.name }
  const name = `The disruption budget ${metadata.name}`
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return violated(`${name} is still being processed by the server.`, 10)
  }
  if (status.disruptionsAllowed < 0) {
    return refuse.forbidden(about, 'pdb disruptions allowed is negative')
  }
  if (Object.keys(status.disruptedPods ?? {}).length > MOST_DISRUPTED) {
    const why = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller'
    return refuse.forbidden(about, why)
  }
  if (status.disruptionsAllowed > 0) return undefined
  const problem = syncProblem(budget)
  if (problem !== undefined) {
    const why = 'does not allow evicting pods currently because it failed sync'
    return violated(`${name} ${why}: ${problem}`)
  }
  const { desiredHealthy, currentHealthy } = status
  return violated(
    `${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
  )
}

function violated(message: string, retryAfterSeconds?: number): Status {
  const why = "Cannot evict pod as it would violate the pod's disruption budget."
  const causes = [{ reason: 'DisruptionBudget', message }]
  const details = retryAfterSeconds === undefined ? { causes } : { causes, retryAfterSeconds }
  return failure(429, 'TooManyRequests', why, details)
}
