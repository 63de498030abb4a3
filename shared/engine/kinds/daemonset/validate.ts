import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { checkSelector } from '../../schema/check-selector.ts'
import {
  forbidden,
  required,
  unsupported,
  wrongGo,
  type FieldError,
} from '../../schema/field-errors.ts'
import { goIntOrString, goMap, goStruct } from '../../schema/go-syntax.ts'
import { atMost100Percent, plainValue, positiveOrPercent } from '../../schema/int-or-string.ts'
import { matchesSelector } from '../../schema/match-selector.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { nonNegative } from '../../schema/rules.ts'
import { labelSelector, type LabelSelector } from '../../schema/selector.ts'
import { checkPodTemplate } from '../pod/validate.ts'
import { keepsSelector } from '../replicaset/validate.ts'
import type { DaemonSet, DaemonSetUpdateStrategy, RollingUpdateDaemonSet } from './schema.ts'

const isEmpty = ({ matchLabels, matchExpressions }: LabelSelector): boolean =>
  Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length === 0

/** What is wrong with a DaemonSet. Upstream: apps/validation ValidateDaemonSet (v1.32). */
export function validateDaemonSet(set: DaemonSet): FieldError[] {
  const { selector, template, minReadySeconds, updateStrategy, revisionHistoryLimit } = set.spec
  const field = 'spec.template'
  const errors = checkMetadata(set, 'Namespaced', dnsSubdomain)
  if (!selector) errors.push(required('spec.selector'))
  else errors.push(...checkSelector(selector, 'spec.selector'))
  const { labels } = template.metadata ?? {}
  if (selector && !matchesSelector(selector, labels)) {
    const rule = '`selector` does not match template `labels`'
    errors.push(wrongGo(`${field}.metadata.labels`, goMap(labels), rule))
  }
  if (selector && isEmpty(selector)) {
    const shown = goStruct(labelSelector, selector, 'v1')
    errors.push(wrongGo('spec.selector', shown, 'empty selector is invalid for daemonset'))
  }
  const { restartPolicy, activeDeadlineSeconds } = template.spec
  errors.push(...checkPodTemplate(template, field))
  if (restartPolicy !== 'Always') {
    errors.push(unsupported(`${field}.spec.restartPolicy`, restartPolicy, ['Always']))
  }
  if (activeDeadlineSeconds !== undefined) {
    const rule = 'activeDeadlineSeconds in DaemonSet is not Supported'
    errors.push(forbidden(`${field}.spec.activeDeadlineSeconds`, rule))
  }
  return [
    ...errors,
    ...nonNegative(minReadySeconds, 'spec.minReadySeconds'),
    ...checkStrategy(updateStrategy, 'spec.updateStrategy'),
    ...nonNegative(revisionHistoryLimit, 'spec.revisionHistoryLimit'),
  ]
}

function checkStrategy(strategy: DaemonSetUpdateStrategy, field: string): FieldError[] {
  const { type, rollingUpdate } = strategy
  if (type === 'OnDelete') return []
  if (type !== 'RollingUpdate') {
    return [unsupported(`${field}.type`, type, ['OnDelete', 'RollingUpdate'])]
  }
  return rollingUpdate
    ? checkRolling(rollingUpdate, `${field}.rollingUpdate`)
    : [required(`${field}.rollingUpdate`)]
}

/** One of the two must let something move, and not both may. */
function checkRolling(rolling: RollingUpdateDaemonSet, field: string): FieldError[] {
  const { maxUnavailable, maxSurge } = rolling
  const missing = plainValue(maxUnavailable) !== 0
  const surging = plainValue(maxSurge) !== 0
  const errors: FieldError[] = []
  if (missing && surging) {
    const rule = 'may not be set when maxUnavailable is non-zero'
    errors.push(wrongGo(`${field}.maxSurge`, goIntOrString(maxSurge), rule))
  }
  if (!missing && !surging) {
    errors.push(required(`${field}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'))
  }
  return [
    ...errors,
    ...positiveOrPercent(maxUnavailable, `${field}.maxUnavailable`),
    ...atMost100Percent(maxUnavailable, `${field}.maxUnavailable`),
    ...positiveOrPercent(maxSurge, `${field}.maxSurge`),
    ...atMost100Percent(maxSurge, `${field}.maxSurge`),
  ]
}

/** What an update of a DaemonSet may not do: the selector stays. */
export function validateDaemonSetUpdate(next: DaemonSet, old: DaemonSet): FieldError[] {
  return [...checkMetadataUpdate(next, old), ...keepsSelector(next, old)]
}
