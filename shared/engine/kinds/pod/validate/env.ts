import { required, unsupported, wrong, type FieldError } from '../../../schema/field-errors.ts'
import { configKey, dnsSubdomain, envName } from '../../../schema/names.ts'
import { isQualifiedName } from '../../../schema/rules.ts'
import type {
  ConfigMapKeySelector,
  EnvFromSource,
  EnvVar,
  ObjectFieldSelector,
  ResourceFieldSelector,
} from '../schema/env.ts'

/** Upstream: core/validation ValidateEnv, ValidateEnvFrom (v1.32). */

const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
]
const SIZES = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei'

/** The variables of a container. */
export function checkEnv(variables: readonly EnvVar[], field: string): FieldError[] {
  return variables.flatMap((variable, index) => {
    const path = `${field}[${index}]`
    const { name } = variable
    return [
      ...(name
        ? envName(name).map((rule) => wrong(`${path}.name`, name, rule))
        : [required(`${path}.name`)]),
      ...checkValueFrom(variable, `${path}.valueFrom`),
    ]
  })
}

function checkValueFrom({ value, valueFrom }: EnvVar, field: string): FieldError[] {
  if (!valueFrom) return []
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom
  const errors = [
    ...(fieldRef ? checkFieldRef(fieldRef, ENV_FIELDS, `${field}.fieldRef`) : []),
    ...(resourceFieldRef
      ? checkResourceRef(resourceFieldRef, `${field}.resourceFieldRef`, false)
      : []),
    ...(configMapKeyRef ? checkKeyRef(configMapKeyRef, `${field}.configMapKeyRef`) : []),
    ...(secretKeyRef ? checkKeyRef(secretKeyRef, `${field}.secretKeyRef`) : []),
  ]
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter(Boolean).length
  if (sources === 0) {
    const names = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`'
    errors.push(wrong(field, '', `must specify one of: ${names}`))
  } else if (value) {
    errors.push(wrong(field, '', 'may not be specified when `value` is not empty'))
  } else if (sources > 1) {
    errors.push(wrong(field, '', 'may not have more than one field specified at a time'))
  }
  return errors
}

/** A field of the pod itself, by path. */
export function checkFieldRef(
  ref: ObjectFieldSelector,
  allowed: readonly string[],
  field: string,
): FieldError[] {
  if (!ref.apiVersion) return [required(`${field}.apiVersion`)]
  if (!ref.fieldPath) return [required(`${field}.fieldPath`)]
  const path = ref.fieldPath === 'spec.host' ? 'spec.nodeName' : ref.fieldPath
  const subscript = /^(.*)\['(.*)'\]$/.exec(path)
  if (subscript) {
    const [, base = '', key = ''] = subscript
    if (base === 'metadata.annotations') return isQualifiedName(key.toLowerCase(), field)
    if (base === 'metadata.labels') return isQualifiedName(key, field)
    return [wrong(field, base, 'does not support subscript')]
  }
  if (!isFieldLabel(path)) {
    const rule = `error converting fieldPath: field label not supported: ${path}`
    return [wrong(`${field}.fieldPath`, ref.fieldPath, rule)]
  }
  return allowed.includes(path) ? [] : [unsupported(`${field}.fieldPath`, path, allowed)]
}

/** Paths that the downward API knows at all. Upstream: api/v1/pod ConvertDownwardAPIFieldLabel. */
function isFieldLabel(path: string): boolean {
  const known = [
    ...ENV_FIELDS,
    'metadata.annotations',
    'metadata.labels',
    'spec.restartPolicy',
    'spec.schedulerName',
    'status.phase',
  ]
  return known.includes(path)
}

/** A resource of a container, by name. */
export function checkResourceRef(
  ref: ResourceFieldSelector,
  field: string,
  inVolume: boolean,
): FieldError[] {
  const { resource } = ref
  const errors: FieldError[] = []
  if (inVolume && !ref.containerName) errors.push(required(`${field}.containerName`))
  else if (!resource) errors.push(required(`${field}.resource`))
  else if (!RESOURCES.includes(resource) && !isHugePages(resource)) {
    errors.push(unsupported(`${field}.resource`, resource, RESOURCES))
  }
  return [...errors, ...checkDivisor(ref, `${field}.divisor`)]
}

const isHugePages = (resource: string): boolean => /^(requests|limits)\.hugepages-/.test(resource)

function checkDivisor({ resource, divisor }: ResourceFieldSelector, field: string): FieldError[] {
  if (!divisor || divisor === '0') return []
  const [, name = ''] = resource.split('.')
  if (name === 'cpu') {
    if (divisor === '1m' || divisor === '1') return []
    const rule = "only divisor's values 1m and 1 are supported with the cpu resource"
    return [wrong(field, resource, rule)]
  }
  if (SIZES.split(', ').includes(divisor)) return []
  const what =
    name === 'ephemeral-storage'
      ? 'local ephemeral storage'
      : isHugePages(resource)
        ? 'hugepages'
        : name
  return [
    wrong(
      field,
      resource,
      `only divisor's values ${SIZES} are supported with the ${what} resource`,
    ),
  ]
}

function checkKeyRef({ name, key }: ConfigMapKeySelector, field: string): FieldError[] {
  return [
    ...dnsSubdomain(name ?? '').map((rule) => wrong(`${field}.name`, name ?? '', rule)),
    ...(key
      ? configKey(key).map((rule) => wrong(`${field}.key`, key, rule))
      : [required(`${field}.key`)]),
  ]
}

/** Whole ConfigMaps and Secrets as variables. */
export function checkEnvFrom(sources: readonly EnvFromSource[], field: string): FieldError[] {
  return sources.flatMap(({ prefix, configMapRef, secretRef }, index) => {
    const path = `${field}[${index}]`
    const errors = prefix
      ? envName(prefix).map((rule) => wrong(`${path}.prefix`, prefix, rule))
      : []
    if (configMapRef) errors.push(...checkSource(configMapRef.name, `${path}.configMapRef.name`))
    if (secretRef) errors.push(...checkSource(secretRef.name, `${path}.secretRef.name`))
    if (!configMapRef && !secretRef) {
      errors.push(wrong(field, '', 'must specify one of: `configMapRef` or `secretRef`'))
    } else if (configMapRef && secretRef) {
      errors.push(wrong(field, '', 'may not have more than one field specified at a time'))
    }
    return errors
  })
}

function checkSource(name: string | undefined, field: string): FieldError[] {
  if (!name) return [required(field)]
  return dnsSubdomain(name).map((rule) => wrong(field, name, rule))
}
