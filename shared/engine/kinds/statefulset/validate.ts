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
import { dnsLabel } from '../../schema/names.ts'
import { nonNegative } from '../../schema/rules.ts'
import { labelSelector, type LabelSelector } from '../../schema/selector.ts'
import { checkPodTemplate } from '../pod/validate.ts'
import { claimNames, withClaims } from './identity.ts'
import type { StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from './schema.ts'

/** What is wrong with a StatefulSet. Upstream: apps/validation ValidateStatefulSet (v1.32). */
export function validateStatefulSet(set: StatefulSet): FieldError[] {
  const { spec } = set
  const policy = spec.persistentVolumeClaimRetentionPolicy
  const field = 'spec.persistentVolumeClaimRetentionPolicy'
  return [
    ...checkMetadata(set, 'Namespaced', dnsLabel),
    ...oneOf(spec.podManagementPolicy, 'spec.podManagementPolicy', ['OrderedReady', 'Parallel']),
    ...checkStrategy(spec.updateStrategy, 'spec.updateStrategy'),
    ...oneOf(policy?.whenDeleted, `${field}.whenDeleted`, ['Retain', 'Delete']),
    ...oneOf(policy?.whenScaled, `${field}.whenScaled`, ['Retain', 'Delete']),
    ...nonNegative(spec.replicas, 'spec.replicas'),
    ...nonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...nonNegative(spec.ordinals?.start, 'spec.ordinals.start'),
    ...checkOwnSelector(spec.selector, 'spec.selector'),
    ...checkTemplate(spec, 'spec.template'),
  ]
}

function oneOf(value: string | undefined, field: string, words: string[]): FieldError[] {
  if (value === undefined || words.includes(value)) return []
  return [wrong(field, value, `must be '${words[0]}' or '${words[1]}'`)]
}

function checkStrategy(strategy: StatefulSetUpdateStrategy, field: string): FieldError[] {
  const { type, rollingUpdate } = strategy
  if (type === 'OnDelete') {
    if (!rollingUpdate) return []
    const rule = "only allowed for updateStrategy 'RollingUpdate'"
    return [wrong(`${field}.rollingUpdate`, rollingUpdate, rule)]
  }
  if (type !== 'RollingUpdate') return oneOf(type, field, ['RollingUpdate', 'OnDelete'])
  return nonNegative(rollingUpdate?.partition, `${field}.rollingUpdate.partition`)
}

function checkOwnSelector(selector: LabelSelector | undefined, field: string): FieldError[] {
  if (!selector) return [required(field)]
  const errors = checkSelector(selector, field)
  const labels = Object.keys(selector.matchLabels ?? {}).length
  if (labels + (selector.matchExpressions ?? []).length > 0) return errors
  const shown = goStruct(labelSelector, selector, 'v1')
  return [...errors, wrongGo(field, shown, 'empty selector is invalid for statefulset')]
}

/** The claims' volumes are there for the template's mounts. */
function checkTemplate(spec: StatefulSetSpec, field: string): FieldError[] {
  const { template, selector } = spec
  const { labels } = template.metadata ?? {}
  const errors: FieldError[] = []
  if (selector && !matchesSelector(selector, labels)) {
    const rule = '`selector` does not match template `labels`'
    errors.push(wrongGo(`${field}.metadata.labels`, goMap(labels), rule))
  }
  const volumes = withClaims(template.spec.volumes, claimNames(spec), '')
  const whole = { ...template, spec: { ...template.spec, ...(volumes ? { volumes } : {}) } }
  errors.push(...checkPodTemplate(whole, field))
  const { restartPolicy, activeDeadlineSeconds } = template.spec
  if (restartPolicy !== 'Always') {
    errors.push(unsupported(`${field}.spec.restartPolicy`, restartPolicy, ['Always']))
  }
  if (activeDeadlineSeconds !== undefined) {
    const rule = 'activeDeadlineSeconds in StatefulSet is not Supported'
    errors.push(forbidden(`${field}.spec.activeDeadlineSeconds`, rule))
  }
  return errors
}

const CHANGEABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const

/** What an update of a StatefulSet may not do: most of it stays as it was made. */
export function validateStatefulSetUpdate(next: StatefulSet, old: StatefulSet): FieldError[] {
  const errors = checkMetadataUpdate(next, old)
  if (equal(fixedPart(next.spec), fixedPart(old.spec))) return errors
  const rule =
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', " +
    "'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
  return [...errors, forbidden('spec', rule)]
}

function fixedPart(spec: StatefulSetSpec): Partial<StatefulSetSpec> {
  const fixed: Partial<StatefulSetSpec> = { ...spec }
  for (const field of CHANGEABLE) delete fixed[field]
  return fixed
}
