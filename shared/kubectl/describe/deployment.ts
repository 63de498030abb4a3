import { longTime } from '../age.ts'
import {
  replicaSetsOf,
  splitSets,
  type Deployment as Workload,
  type ReplicaSet,
} from '../commands/rollout-common.ts'
import type { Describer } from './describer.ts'
import type { Description } from './description.ts'
import { describeEvents, eventsAbout } from './events.ts'
import { describeTemplate } from './template.ts'
import { selectorText } from './selector.ts'

interface Deployment extends Workload {
  spec: Workload['spec'] & {
    minReadySeconds?: number
    strategy?: {
      type?: string
      rollingUpdate?: { maxUnavailable?: number | string; maxSurge?: number | string }
    }
  }
  status?: Workload['status'] & { unavailableReplicas?: number }
}

/** A Deployment. Upstream: kubectl pkg/describe describeDeployment. */
export const deployment: Describer = {
  kind: 'Deployment.apps',
  describe: async (page, object, session) => {
    const one = object as Deployment
    const events = await eventsAbout(session, object, { kind: 'Deployment' })
    const { current, old } = splitSets(one, await replicaSetsOf(session, one))
    head(page, one)
    describeTemplate(page, one.spec.template)
    const conditions = one.status?.conditions ?? []
    if (conditions.length > 0) {
      page.write(0, 'Conditions:\n  Type\tStatus\tReason\n')
      page.line(1, '----\t------\t------')
    }
    for (const { type, status, reason = '' } of conditions) {
      page.line(1, `${type} \t${status}\t${reason}`)
    }
    if (current || old.length > 0) {
      page.line(0, `OldReplicaSets:\t${setsText(old)}`)
      page.line(0, `NewReplicaSet:\t${setsText(current ? [current] : [])}`)
    }
    describeEvents(page, events, session.now)
  },
}

function head(page: Description, { metadata, spec, status = {} }: Deployment): void {
  page.line(0, `Name:\t${metadata.name}`)
  page.line(0, `Namespace:\t${metadata.namespace ?? ''}`)
  page.line(0, `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`)
  page.labels('Labels', metadata.labels)
  page.annotations('Annotations', metadata.annotations)
  page.line(0, `Selector:\t${selectorText(spec.selector)}`)
  const counts = [
    `${spec.replicas ?? 0} desired`,
    `${status.updatedReplicas ?? 0} updated`,
    `${status.replicas ?? 0} total`,
    `${status.availableReplicas ?? 0} available`,
    `${status.unavailableReplicas ?? 0} unavailable`,
  ]
  page.line(0, `Replicas:\t${counts.join(' | ')}`)
  page.line(0, `StrategyType:\t${spec.strategy?.type ?? ''}`)
  page.line(0, `MinReadySeconds:\t${spec.minReadySeconds ?? 0}`)
  const rolling = spec.strategy?.rollingUpdate
  if (rolling) {
    const text = `${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`
    page.line(0, `RollingUpdateStrategy:\t${text}`)
  }
}

function setsText(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(({ metadata, spec, status }) => {
    return `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`
  })
  return texts.join(', ') || '<none>'
}
