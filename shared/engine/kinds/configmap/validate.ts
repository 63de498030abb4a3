import { equal } from '../../json.ts'
import { checkMetadata, checkMetadataUpdate, utf8Length } from '../../schema/check-metadata.ts'
import { forbidden, tooLong, wrong, type FieldError } from '../../schema/field-errors.ts'
import { configKey, dnsSubdomain } from '../../schema/names.ts'
import type { ConfigMap } from './schema.ts'

const MAX_BYTES = 1_024 * 1_024
const FROZEN = 'field is immutable when `immutable` is set'

/** What is wrong with a ConfigMap. Upstream: core/validation ValidateConfigMap (v1.32). */
export function validateConfigMap(map: ConfigMap): FieldError[] {
  const { data = {}, binaryData = {} } = map
  const errors = checkMetadata(map, 'Namespaced', dnsSubdomain)
  for (const key of Object.keys(data)) {
    const field = `data[${key}]`
    errors.push(...configKey(key).map((rule) => wrong(field, key, rule)))
    if (key in binaryData) {
      const rule = 'duplicate of key present in binaryData'
      errors.push(wrong(field, key, rule))
    }
  }
  for (const key of Object.keys(binaryData)) {
    errors.push(...configKey(key).map((rule) => wrong(`binaryData[${key}]`, key, rule)))
  }
  const size = [...Object.values(data), ...Object.values(binaryData)].reduce(
    (sum, value) => sum + utf8Length(value),
    0,
  )
  return size > MAX_BYTES ? [...errors, tooLong('', MAX_BYTES)] : errors
}

/** What an update of a ConfigMap may not do: an immutable one stays as it is. */
export function validateConfigMapUpdate(next: ConfigMap, old: ConfigMap): FieldError[] {
  const errors = checkMetadataUpdate(next, old)
  if (!old.immutable) return errors
  if (!next.immutable) errors.push(forbidden('immutable', FROZEN))
  if (!equal(next.data, old.data)) errors.push(forbidden('data', FROZEN))
  if (!equal(next.binaryData, old.binaryData)) errors.push(forbidden('binaryData', FROZEN))
  return errors
}
