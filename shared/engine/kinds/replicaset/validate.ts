import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { checkSelector } from '../../schema/check-selector.ts'
import {
  forbidden,
  required,
  unsupported,
  wrongGo,
  type FieldError,
} from '../../schema/field-errors.ts'
import { goMap, goStruct } from '../../schema/go-syntax.ts'
import { matchesSelector } from '../../schema/match-selector.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { nonNegative, unchanged } from '../../schema/rules.ts'
import { labelSelector, type LabelSelector } from '../../schema/selector.ts'
import type { PodTemplateSpec } from '../pod/schema.ts'
import { checkPodTemplate } from '../pod/validate.ts'
import type { ReplicaSet } from './schema.ts'

/** What is wrong with a ReplicaSet. Upstream: apps/validation ValidateReplicaSet (v1.32). */
export function validateReplicaSet(set: ReplicaSet): FieldError[] {
  const { spec } = set
  return [
    ...checkMetadata(set, 'Namespaced', dnsSubdomain),
    ...nonNegative(spec.replicas, 'spec.replicas'),
    ...nonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...checkOwnSelector(spec.selector, 'spec.selector'),
    ...checkOwnTemplate(spec.template, spec.selector, 'spec.template'),
  ]
}

/** What an update of a ReplicaSet may not do: the selector stays. */
export function validateReplicaSetUpdate(next: ReplicaSet, old: ReplicaSet): FieldError[] {
  return [...checkMetadataUpdate(next, old), ...keepsSelector(next, old)]
}

/** The selector of something that makes pods stays as it was created. */
export function keepsSelector(
  next: { spec: { selector: LabelSelector } },
  old: { spec: { selector: LabelSelector } },
): FieldError[] {
  return unchanged(next.spec.selector, old.spec.selector, 'spec.selector', goSelector)
}

/** A selector in Go's words, as messages show it. */
function goSelector(selector: LabelSelector | undefined): string {
  return goStruct(labelSelector, selector, 'v1')
}

/** The selector of a ReplicaSet or Deployment (upstream says "deployment" in both). */
export function checkOwnSelector(selector: LabelSelector | undefined, field: string): FieldError[] {
  if (!selector) return [required(field)]
  const errors = checkSelector(selector, field)
  const labels = Object.keys(selector.matchLabels ?? {}).length
  if (labels + (selector.matchExpressions ?? []).length > 0) return errors
  const rule = 'empty selector is invalid for deployment'
  return [...errors, wrongGo(field, goSelector(selector), rule)]
}

/**
 * The template of a ReplicaSet or Deployment: its labels fit the selector, its pods run for ever.
 * Upstream: ValidatePodTemplateSpecForReplicaSet.
 */
export function checkOwnTemplate(
  template: PodTemplateSpec,
  selector: LabelSelector | undefined,
  field: string,
): FieldError[] {
  const { labels } = template.metadata ?? {}
  const errors: FieldError[] = []
  if (!matchesSelector(selector, labels)) {
    const rule = '`selector` does not match template `labels`'
    errors.push(wrongGo(`${field}.metadata.labels`, goMap(labels), rule))
  }
  errors.push(...checkPodTemplate(template, field))
  const { restartPolicy, activeDeadlineSeconds } = template.spec
  if (restartPolicy !== 'Always') {
    errors.push(unsupported(`${field}.spec.restartPolicy`, restartPolicy, ['Always']))
  }
  if (activeDeadlineSeconds !== undefined) {
    const rule = 'activeDeadlineSeconds in ReplicaSet is not Supported'
    errors.push(forbidden(`${field}.spec.activeDeadlineSeconds`, rule))
  }
  return errors
}
