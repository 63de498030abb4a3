import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { forbidden, required, wrong, wrongGo, type FieldError } from '../../schema/field-errors.ts'
import { goIntOrString, goStruct } from '../../schema/go-syntax.ts'
import { atMost100Percent, plainValue, positiveOrPercent } from '../../schema/int-or-string.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { nonNegative } from '../../schema/rules.ts'
import { checkOwnSelector, checkOwnTemplate, keepsSelector } from '../replicaset/validate.ts'
import {
  deploymentStrategy,
  type Deployment,
  type DeploymentStrategy,
  type RollingUpdateDeployment,
} from './schema.ts'

/** What is wrong with a Deployment. Upstream: apps/validation ValidateDeployment (v1.32). */
export function validateDeployment(deployment: Deployment): FieldError[] {
  const { spec } = deployment
  return [
    ...checkMetadata(deployment, 'Namespaced', dnsSubdomain),
    ...nonNegative(spec.replicas, 'spec.replicas'),
    ...checkOwnSelector(spec.selector, 'spec.selector'),
    ...checkOwnTemplate(spec.template, spec.selector, 'spec.template'),
    ...checkStrategy(spec.strategy, 'spec.strategy'),
    ...nonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...nonNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
    ...checkDeadline(spec.progressDeadlineSeconds, spec.minReadySeconds ?? 0),
  ]
}

function checkDeadline(seconds: number | undefined, minReady: number): FieldError[] {
  if (seconds === undefined) return []
  const field = 'spec.progressDeadlineSeconds'
  const errors = nonNegative(seconds, field)
  if (seconds > minReady) return errors
  return [...errors, wrong(field, seconds, 'must be greater than minReadySeconds')]
}

function checkStrategy(strategy: DeploymentStrategy, field: string): FieldError[] {
  const { type, rollingUpdate } = strategy
  const path = `${field}.rollingUpdate`
  if (type === 'Recreate') {
    const rule = "may not be specified when strategy `type` is 'Recreate'"
    return rollingUpdate ? [forbidden(path, rule)] : []
  }
  if (type === 'RollingUpdate') {
    const rule = 'this should be defaulted and never be nil'
    return rollingUpdate ? checkRolling(rollingUpdate, path) : [required(path, rule)]
  }
  const shown = goStruct(deploymentStrategy, strategy, 'apps')
  const detail = 'supported values: "Recreate", "RollingUpdate"'
  return [{ field, type: 'FieldValueNotSupported', shown, detail }]
}

function checkRolling(rolling: RollingUpdateDeployment, field: string): FieldError[] {
  const { maxSurge, maxUnavailable } = rolling
  const path = `${field}.maxUnavailable`
  const errors = [
    ...positiveOrPercent(maxUnavailable, path),
    ...positiveOrPercent(maxSurge, `${field}.maxSurge`),
  ]
  if (plainValue(maxUnavailable) === 0 && plainValue(maxSurge) === 0) {
    errors.push(wrongGo(path, goIntOrString(maxUnavailable), 'may not be 0 when `maxSurge` is 0'))
  }
  return [...errors, ...atMost100Percent(maxUnavailable, path)]
}

/** What an update of a Deployment may not do: the selector stays. */
export function validateDeploymentUpdate(next: Deployment, old: Deployment): FieldError[] {
  return [...checkMetadataUpdate(next, old), ...keepsSelector(next, old)]
}
