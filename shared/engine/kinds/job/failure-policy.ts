import type { Pod } from '../pod/schema.ts'
import type { PodFailurePolicyRule } from './policies.ts'
import type { Job } from './schema.ts'

/** What a failed pod means. */
export interface Verdict {
  /** Does it use up the Job's patience? */
  counts: boolean
  /** Why the Job is over at once. */
  fatal?: string
}

/** The first rule that fits decides. Source: pkg/controller/job/pod_failure_policy.go. */
export function judge({ spec }: Job, pod: Pod): Verdict {
  for (const [index, rule] of (spec.podFailurePolicy?.rules ?? []).entries()) {
    const why = matches(rule, pod)
    if (why === undefined) continue
    if (rule.action === 'Ignore') return { counts: false }
    if (rule.action === 'FailJob') {
      return { counts: true, fatal: `${why} matching FailJob rule at index ${index}` }
    }
    return { counts: true }
  }
  return { counts: true }
}

function matches(rule: PodFailurePolicyRule, pod: Pod): string | undefined {
  const { namespace = '', name } = pod.metadata
  const place = `${namespace}/${name}`
  const { onExitCodes, onPodConditions = [] } = rule
  if (onExitCodes) {
    const { initContainerStatuses = [], containerStatuses = [] } = pod.status
    const { operator, values, containerName } = onExitCodes
    for (const { name: container, state } of [...initContainerStatuses, ...containerStatuses]) {
      const code = state.terminated?.exitCode
      if (!code || (containerName && containerName !== container)) continue
      if (values?.includes(code) !== (operator === 'In')) continue
      return `Container ${container} for pod ${place} failed with exit code ${code}`
    }
  }
  const met = onPodConditions.find(({ type, status }) => {
    const found = pod.status.conditions?.find((one) => one.type === type)
    return found?.status === (status || 'True')
  })
  return met && `Pod ${place} has condition ${met.type}`
}
