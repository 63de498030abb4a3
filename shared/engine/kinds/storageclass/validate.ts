import { equal } from '../../json.ts'
import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import {
  forbidden,
  required,
  tooLong,
  unsupported,
  type FieldError,
} from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { isQualifiedName, unchanged } from '../../schema/rules.ts'
import type { StorageClass } from './schema.ts'

const POLICIES = ['Delete', 'Retain']
const MODES = ['Immediate', 'WaitForFirstConsumer']
const MAX_PARAMETERS_BYTES = 256 * 1_024

/** What is wrong with a StorageClass. Upstream: storage/validation ValidateStorageClass (v1.32). */
export function validateClass(one: StorageClass): FieldError[] {
  const { provisioner, parameters = {}, reclaimPolicy, volumeBindingMode } = one
  const errors = checkMetadata(one, 'Cluster', dnsSubdomain)
  if (!provisioner) errors.push(required('provisioner'))
  else errors.push(...isQualifiedName(provisioner.toLowerCase(), 'provisioner'))
  const size = Object.entries(parameters).reduce((sum, pair) => sum + pair.join('').length, 0)
  if (size > MAX_PARAMETERS_BYTES) errors.push(tooLong('parameters', MAX_PARAMETERS_BYTES))
  if ('' in parameters)
    errors.push({ ...required('parameters'), detail: 'field can not be empty.' })
  if (!POLICIES.includes(reclaimPolicy)) {
    errors.push(unsupported('reclaimPolicy', reclaimPolicy, POLICIES))
  }
  if (!MODES.includes(volumeBindingMode)) {
    errors.push(unsupported('volumeBindingMode', volumeBindingMode, MODES))
  }
  return errors
}

/** What an update may not do: only labels, expansion and topologies change. */
export function validateClassUpdate(next: StorageClass, old: StorageClass): FieldError[] {
  const errors = checkMetadataUpdate(next, old)
  if (!equal(next.parameters, old.parameters)) {
    errors.push(forbidden('parameters', 'updates to parameters are forbidden.'))
  }
  if (next.provisioner !== old.provisioner) {
    errors.push(forbidden('provisioner', 'updates to provisioner are forbidden.'))
  }
  if (next.reclaimPolicy !== old.reclaimPolicy) {
    errors.push(forbidden('reclaimPolicy', 'updates to reclaimPolicy are forbidden.'))
  }
  return [
    ...errors,
    ...unchanged(next.volumeBindingMode, old.volumeBindingMode, 'volumeBindingMode'),
  ]
}
