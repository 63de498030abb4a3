import { invalid, unsupported, wrongGo, type FieldError } from '../schema/field-errors.ts'
import { goList } from '../schema/go-syntax.ts'
import type { FieldValidation } from '../schema/conform.ts'
import type { Query } from './query.ts'
import type { Status } from './status.ts'

/** What a create, update or patch says beside its body. */
export interface WriteOptions {
  dryRun: boolean
  mode: FieldValidation
}

/** Reads `dryRun` and `fieldValidation`. Source: apimachinery meta/v1/validation. */
export function writeOptions(
  query: Query,
  name: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
): WriteOptions | Status {
  const dryRuns = query.all('dryRun')
  const validation = query.get('fieldValidation') ?? ''
  const errors = [...dryRunErrors(dryRuns)]
  if (!['', 'Ignore', 'Warn', 'Strict'].includes(validation)) {
    errors.push(unsupported('fieldValidation', validation, ['', 'Ignore', 'Strict', 'Warn']))
  }
  if (errors.length > 0) return invalid({ group: 'meta.k8s.io', kind: name }, '', errors)
  return { dryRun: dryRuns.length > 0, mode: (validation || 'Warn') as FieldValidation }
}

/** Only `All` is a dry run. */
export function dryRunErrors(given: readonly string[]): FieldError[] {
  if (given.every((value) => value === 'All')) return []
  const error = wrongGo('dryRun', goList(given), 'supported values: "All"')
  return [{ ...error, type: 'FieldValueNotSupported' }]
}
