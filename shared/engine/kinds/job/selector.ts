import type { LabelSelector } from '../../schema/selector.ts'
import { CONTROLLER_UID, JOB_NAME, OLD_CONTROLLER_UID, OLD_JOB_NAME } from './names.ts'
import type { Job } from './schema.ts'

/**
 * A Job gets a selector that no other has, unless it is given by hand. Source: pkg/registry/batch/
 * job/strategy.go generateSelector.
 */
export function withSelector(job: Job): Job {
  const { spec, metadata } = job
  if (spec.manualSelector) return job
  const { uid, name } = metadata
  const { template } = spec
  const labels = {
    ...template.metadata?.labels,
    [JOB_NAME]: name,
    [OLD_JOB_NAME]: name,
    [CONTROLLER_UID]: uid,
    [OLD_CONTROLLER_UID]: uid,
  }
  const selector: LabelSelector = {
    ...spec.selector,
    matchLabels: { ...spec.selector?.matchLabels, [CONTROLLER_UID]: uid },
  }
  const metadataOfPods = { ...template.metadata, labels }
  return {
    ...job,
    spec: { ...spec, selector, template: { ...template, metadata: metadataOfPods } },
  }
}
