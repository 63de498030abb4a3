import { equal } from '../../json.ts'
import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { checkSelector } from '../../schema/check-selector.ts'
import {
  forbidden,
  required,
  unsupported,
  wrong,
  wrongGo,
  type FieldError,
} from '../../schema/field-errors.ts'
import { goMap, goStruct } from '../../schema/go-syntax.ts'
import { matchesSelector } from '../../schema/match-selector.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { nonNegative, unchanged } from '../../schema/rules.ts'
import { labelSelector } from '../../schema/selector.ts'
import { podTemplateSpec } from '../pod/schema/template.ts'
import { checkPodTemplate } from '../pod/validate.ts'
import type { PodFailurePolicyRule } from './policies.ts'
import type { Job, JobSpec } from './schema.ts'

/** What is wrong with a Job. Upstream: batch/validation ValidateJob (v1.32). */
export function validateJob(job: Job): FieldError[] {
  return [
    ...checkMetadata(job, 'Namespaced', dnsSubdomain),
    ...checkJobSpec(job.spec, 'spec'),
    ...checkOwnSelector(job.spec, 'spec'),
  ]
}

function checkOwnSelector({ selector, template }: JobSpec, field: string): FieldError[] {
  if (!selector) return [required(`${field}.selector`)]
  const errors = checkSelector(selector, `${field}.selector`)
  const { labels } = template.metadata ?? {}
  if (matchesSelector(selector, labels)) return errors
  const rule = '`selector` does not match template `labels`'
  return [...errors, wrongGo(`${field}.template.metadata.labels`, goMap(labels), rule)]
}

/** What is wrong with the wishes of a Job; CronJobs have them, too. */
export function checkJobSpec(spec: JobSpec, field: string): FieldError[] {
  const counts = [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ] as const
  return [
    ...counts.flatMap((name) => nonNegative(spec[name], `${field}.${name}`)),
    ...checkMode(spec, field),
    ...checkFailurePolicy(spec, field),
    ...checkReplacement(spec, field),
    ...checkPodTemplate(spec.template, `${field}.template`),
    ...checkRestart(spec, `${field}.template.spec.restartPolicy`),
  ]
}

function checkMode({ completionMode, completions }: JobSpec, field: string): FieldError[] {
  const path = `${field}.completionMode`
  if (completionMode !== 'Indexed' && completionMode !== 'NonIndexed') {
    return [unsupported(path, completionMode ?? '', ['Indexed', 'NonIndexed'])]
  }
  if (completionMode === 'NonIndexed' || completions !== undefined) return []
  return [required(`${field}.completions`, `when completion mode is ${completionMode}`)]
}

function checkRestart({ template, podFailurePolicy }: JobSpec, field: string): FieldError[] {
  const { restartPolicy } = template.spec
  if (!restartPolicy || restartPolicy === 'Always') {
    return [required(field, 'valid values: "OnFailure", "Never"')]
  }
  if (restartPolicy !== 'OnFailure' && restartPolicy !== 'Never') {
    return [unsupported(field, restartPolicy, ['OnFailure', 'Never'])]
  }
  if (!podFailurePolicy || restartPolicy === 'Never') return []
  return [
    wrong(field, restartPolicy, 'only "Never" is supported when podFailurePolicy is specified'),
  ]
}

function checkReplacement(
  { podReplacementPolicy, podFailurePolicy }: JobSpec,
  field: string,
): FieldError[] {
  const all = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed']
  if (podReplacementPolicy === undefined || all.includes(podReplacementPolicy)) return []
  return [unsupported(`${field}.podReplacementPolicy`, podReplacementPolicy, all)]
}

function checkFailurePolicy({ podFailurePolicy, template }: JobSpec, field: string): FieldError[] {
  const names = [...(template.spec.initContainers ?? []), ...(template.spec.containers ?? [])]
  return (podFailurePolicy?.rules ?? []).flatMap((rule, index) =>
    checkRule(
      rule,
      `${field}.podFailurePolicy.rules[${index}]`,
      names.map(({ name }) => name),
    ),
  )
}

function checkRule(rule: PodFailurePolicyRule, field: string, names: string[]): FieldError[] {
  const { onExitCodes, onPodConditions = [] } = rule
  const errors: FieldError[] = []
  if (onExitCodes && onPodConditions.length > 0) {
    const words = 'specifying both OnExitCodes and OnPodConditions is not supported'
    errors.push(wrong(field, rule, words))
  }
  if (!onExitCodes && onPodConditions.length === 0) {
    errors.push(wrong(field, rule, 'specifying one of OnExitCodes and OnPodConditions is required'))
  }
  if (!onExitCodes) return errors
  const { containerName, operator, values } = onExitCodes
  if (containerName && !names.includes(containerName)) {
    const rest = 'must be one of the container or initContainer names in the pod template'
    errors.push(wrong(`${field}.onExitCodes.containerName`, containerName, rest))
  }
  if (!values || values.length === 0) {
    errors.push(
      wrong(`${field}.onExitCodes.values`, values ?? [], 'at least one value is required'),
    )
  }
  const zero = operator === 'In' ? (values ?? []).indexOf(0) : -1
  if (zero >= 0) {
    const path = `${field}.onExitCodes.values[${zero}]`
    errors.push(wrong(path, 0, 'must not be 0 for the In operator'))
  }
  return errors
}

/** What an update of a Job may not do. Upstream: ValidateJobSpecUpdate. */
export function validateJobUpdate(next: Job, old: Job): FieldError[] {
  const [after, before] = [next.spec, old.spec]
  const errors = checkMetadataUpdate(next, old)
  errors.push(
    ...unchanged(after.selector, before.selector, 'spec.selector', (selector) => {
      return goStruct(labelSelector, selector, 'v1')
    }),
  )
  if (!isElastic(after, before)) {
    errors.push(...unchanged(after.completions, before.completions, 'spec.completions', String))
  }
  if (!before.suspend || before.template === undefined) {
    errors.push(
      ...unchanged(after.template, before.template, 'spec.template', (template) => {
        return goStruct(podTemplateSpec, template, 'core')
      }),
    )
  }
  errors.push(
    ...unchanged(after.completionMode, before.completionMode, 'spec.completionMode', (mode) => {
      return JSON.stringify(mode)
    }),
  )
  if (!equal(after.podFailurePolicy, before.podFailurePolicy)) {
    errors.push(forbidden('spec.podFailurePolicy', 'field is immutable'))
  }
  return errors
}

/** An Indexed Job may change both numbers together. */
function isElastic(after: JobSpec, before: JobSpec): boolean {
  if (after.completionMode !== 'Indexed' || after.completions === undefined) return false
  return after.completions === after.parallelism && before.completions !== undefined
}
