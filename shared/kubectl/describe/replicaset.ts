import type { ReplicaSet as Workload } from '../commands/rollout-common.ts'
import type { KubeObject } from '../object.ts'
import { listObjects } from '../session.ts'
import type { Describer } from './describer.ts'
import { describeEvents, eventsAbout } from './events.ts'
import { controllerText } from './pod.ts'
import type { Pod } from './pod-types.ts'
import { selectorText, type LabelSelector } from './selector.ts'
import { describeTemplate } from './template.ts'

interface ReplicaSet extends Workload {
  spec: Workload['spec'] & { selector?: LabelSelector }
  status?: Workload['status'] & {
    conditions?: { type: string; status: string; reason?: string }[]
  }
}

/** A ReplicaSet. Upstream: kubectl pkg/describe describeReplicaSet. */
export const replicaSet: Describer = {
  kind: 'ReplicaSet.apps',
  describe: async (page, object, session) => {
    const one = object as ReplicaSet
    const { metadata, spec, status = {} } = one
    const pods = (await session.discovery()).mustHave('pods')
    const selector = selectorText(spec.selector)
    const query = { labelSelector: selector }
    const all = await listObjects<Pod>(session, pods, metadata.namespace, query)
    const events = await eventsAbout(session, object, { kind: 'ReplicaSet' })
    page.line(0, `Name:\t${metadata.name}`)
    page.line(0, `Namespace:\t${metadata.namespace ?? ''}`)
    page.line(0, `Selector:\t${selector}`)
    page.labels('Labels', metadata.labels)
    page.annotations('Annotations', metadata.annotations)
    const by = controllerText(one)
    if (by) page.line(0, `Controlled By:\t${by}`)
    page.line(0, `Replicas:\t${status.replicas ?? 0} current / ${spec.replicas ?? 0} desired`)
    page.line(0, `Pods Status:\t${phases(one, all)}`)
    describeTemplate(page, spec.template)
    const conditions = status.conditions ?? []
    if (conditions.length > 0) {
      page.write(0, 'Conditions:\n  Type\tStatus\tReason\n')
      page.line(1, '----\t------\t------')
    }
    for (const { type, status: value, reason = '' } of conditions) {
      page.line(1, `${type} \t${value}\t${reason}`)
    }
    describeEvents(page, events, session.now)
  },
}

function phases(owner: KubeObject, pods: readonly Pod[]): string {
  const own = pods.filter(({ metadata }) => {
    return metadata.ownerReferences?.some((ref) => ref.controller && ref.uid === owner.metadata.uid)
  })
  const count = (phase: string) => own.filter(({ status }) => status?.phase === phase).length
  return (
    `${count('Running')} Running / ${count('Pending')} Waiting / ` +
    `${count('Succeeded')} Succeeded / ${count('Failed')} Failed`
  )
}
