import { ownedBy, type Draft } from '../../object.ts'
import type { Container, Pod } from '../pod/schema.ts'
import type { Job } from './schema.ts'

/** Labels and annotations of batch Jobs, the old names beside the new ones. */
export const CONTROLLER_UID = 'batch.kubernetes.io/controller-uid'
export const JOB_NAME = 'batch.kubernetes.io/job-name'
export const OLD_CONTROLLER_UID = 'controller-uid'
export const OLD_JOB_NAME = 'job-name'
export const INDEX = 'batch.kubernetes.io/job-completion-index'
/** Keeps a pod until its end is counted. */
export const TRACKING = 'batch.kubernetes.io/job-tracking'

/** The number that a pod of an Indexed Job has. */
export function indexOf(pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[INDEX]
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

/** A pod of a Job. Source: pkg/controller/job/job_controller.go, indexed_job_utils.go. */
export function podFor(job: Job, name: string, index?: number): Draft<Pod> {
  const { template } = job.spec
  const { labels, annotations, finalizers = [] } = template.metadata
  const number: Record<string, string> = index === undefined ? {} : { [INDEX]: String(index) }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${job.metadata.name}-${index === undefined ? '' : `${index}-`}`,
      ...(job.metadata.namespace ? { namespace: job.metadata.namespace } : {}),
      labels: { ...labels, ...number },
      ...(annotations || index !== undefined ? { annotations: { ...annotations, ...number } } : {}),
      finalizers: [...finalizers, TRACKING],
      ownerReferences: [ownedBy(job)],
    },
    spec: index === undefined ? template.spec : indexed(job, index),
  }
}

function indexed(job: Job, index: number): Pod['spec'] {
  const { spec } = job.spec.template
  const withIndex = (container: Container): Container => ({
    ...container,
    env: [
      ...(container.env ?? []),
      {
        name: 'JOB_COMPLETION_INDEX',
        valueFrom: { fieldRef: { fieldPath: `metadata.labels['${INDEX}']` } },
      },
    ] as Container['env'] & object,
  })
  const { initContainers } = spec
  return {
    ...spec,
    hostname: `${job.metadata.name}-${index}`,
    containers: spec.containers.map(withIndex),
    ...(initContainers ? { initContainers: initContainers.map(withIndex) } : {}),
  }
}
