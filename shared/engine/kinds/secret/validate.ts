import { equal } from '../../json.ts'
import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import { forbidden, required, tooLong, wrong, type FieldError } from '../../schema/field-errors.ts'
import { configKey, dnsSubdomain } from '../../schema/names.ts'
import { unchanged } from '../../schema/rules.ts'
import type { Secret } from './schema.ts'

const MAX_BYTES = 1_024 * 1_024
const FROZEN = 'field is immutable when `immutable` is set'
/** Keys that a type of secret must have. */
const DEMANDED: Record<string, readonly string[]> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
}

/** What is wrong with a Secret. Upstream: core/validation ValidateSecret (v1.32). */
export function validateSecret(secret: Secret): FieldError[] {
  const { data = {}, type } = secret
  const errors = checkMetadata(secret, 'Namespaced', dnsSubdomain)
  let size = 0
  for (const [key, value] of Object.entries(data)) {
    errors.push(...configKey(key).map((rule) => wrong(`data[${key}]`, key, rule)))
    size += Math.floor((value.length * 3) / 4)
  }
  if (size > MAX_BYTES) errors.push(tooLong('data', MAX_BYTES))
  for (const key of DEMANDED[type] ?? []) {
    if (!(key in data)) errors.push(required(`data[${key}]`))
  }
  if (type === 'kubernetes.io/basic-auth' && !('username' in data) && !('password' in data)) {
    errors.push(required('data[username]'), required('data[password]'))
  }
  return errors
}

/** Plain text given as `stringData` moves into `data`. Upstream: v1 conversion of Secret. */
export function mergeStringData(secret: Secret, encode: (text: string) => string): Secret {
  const { stringData, ...rest } = secret
  if (!stringData) return secret
  const encoded = Object.entries(stringData).map(([key, text]) => [key, encode(text)] as const)
  return { ...rest, data: { ...rest.data, ...Object.fromEntries(encoded) } }
}

/** What an update of a Secret may not do: the type stays, and an immutable one stays as it is. */
export function validateSecretUpdate(next: Secret, old: Secret): FieldError[] {
  const errors = [...checkMetadataUpdate(next, old), ...unchanged(next.type, old.type, 'type')]
  if (!old.immutable) return errors
  if (!next.immutable) errors.push(forbidden('immutable', FROZEN))
  if (!equal(next.data, old.data)) errors.push(forbidden('data', FROZEN))
  return errors
}
