import { ageOf, longTime } from '../age.ts'
import type { KubeObject } from '../object.ts'
import { describeContainers } from './containers.ts'
import type { Describer } from './describer.ts'
import type { Description } from './description.ts'
import { describeEvents, eventsAbout } from './events.ts'
import type { Pod } from './pod-types.ts'
import { describeSpread, describeTolerations } from './template.ts'
import { describeVolumes } from './volumes.ts'

/** A pod. Upstream: kubectl pkg/describe describePod. */
export const pod: Describer = {
  kind: 'Pod',
  describe: async (page, object, session) => {
    const one = object as Pod
    const events = await eventsAbout(session, object)
    identity(page, one)
    life(page, one, session.now)
    const { initContainers, containers = [], volumes } = one.spec
    const { initContainerStatuses, containerStatuses } = one.status ?? {}
    if (initContainers && initContainers.length > 0) {
      const setting = { statuses: initContainerStatuses ?? [], space: '', pod: one }
      describeContainers(page, 'Init Containers', initContainers, setting)
    }
    const setting = { statuses: containerStatuses ?? [], space: '', pod: one }
    describeContainers(page, 'Containers', containers, setting)
    conditions(page, one)
    describeVolumes(page, volumes, '')
    page.line(0, `QoS Class:\t${one.status?.qosClass ?? 'BestEffort'}`)
    page.labels('Node-Selectors', one.spec.nodeSelector)
    describeTolerations(page, 'Tolerations', one.spec.tolerations)
    describeSpread(page, one.spec, '')
    describeEvents(page, events, session.now)
  },
}

function identity(page: Description, { metadata, spec, status }: Pod): void {
  page.line(0, `Name:\t${metadata.name}`)
  page.line(0, `Namespace:\t${metadata.namespace ?? ''}`)
  if (spec.priority !== undefined) page.line(0, `Priority:\t${spec.priority}`)
  if (spec.priorityClassName) page.line(0, `Priority Class Name:\t${spec.priorityClassName}`)
  if (spec.runtimeClassName) page.line(0, `Runtime Class Name:\t${spec.runtimeClassName}`)
  if (spec.serviceAccountName) page.line(0, `Service Account:\t${spec.serviceAccountName}`)
  page.line(0, `Node:\t${spec.nodeName ? `${spec.nodeName}/${status?.hostIP ?? ''}` : '<none>'}`)
  if (status?.startTime) page.line(0, `Start Time:\t${longTime(status.startTime)}`)
  page.labels('Labels', metadata.labels)
  page.annotations('Annotations', metadata.annotations)
}

function life(page: Description, one: Pod, now: number): void {
  const { metadata, status = {} } = one
  const isOver = status.phase === 'Failed' || status.phase === 'Succeeded'
  if (metadata.deletionTimestamp && !isOver) {
    page.line(0, `Status:\tTerminating (lasts ${ageOf(metadata.deletionTimestamp, now)})`)
    page.line(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`)
  } else page.line(0, `Status:\t${status.phase ?? ''}`)
  if (status.reason) page.line(0, `Reason:\t${status.reason}`)
  if (status.message) page.line(0, `Message:\t${status.message}`)
  page.line(0, `IP:\t${status.podIP ?? ''}`)
  const ips = status.podIPs ?? []
  page.line(0, ips.length === 0 ? 'IPs:\t<none>' : 'IPs:')
  for (const { ip } of ips) page.line(1, `IP:\t${ip}`)
  const by = controllerText(one)
  if (by) page.line(0, `Controlled By:\t${by}`)
  if (status.nominatedNodeName) page.line(0, `NominatedNodeName:\t${status.nominatedNodeName}`)
}

function conditions(page: Description, { spec, status }: Pod): void {
  const list = status?.conditions ?? []
  const gates = spec.readinessGates ?? []
  if (gates.length > 0) page.write(0, 'Readiness Gates:\n  Type\tStatus\n')
  for (const { conditionType } of gates) {
    const found = list.find(({ type }) => type === conditionType)?.status ?? '<none>'
    page.line(1, `${conditionType} \t${found} `)
  }
  if (list.length > 0) page.write(0, 'Conditions:\n  Type\tStatus\n')
  for (const { type, status: value } of list) page.line(1, `${type} \t${value} `)
}

/** `ReplicaSet/web-1`: who manages the object. */
export function controllerText({ metadata }: KubeObject): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller)
  return owner ? `${owner.kind}/${owner.name}` : ''
}
