import { localObjectReferenceFields } from '../../../schema/reference.ts'
import { flag, message, type Of, quantity, ref, text, within } from '../../../schema/tree.ts'

export const objectFieldSelector = message('io.k8s.api.core.v1.ObjectFieldSelector', '', {
  apiVersion: text(1, '', { default: 'v1' }),
  fieldPath: text(2, '', { required: true }),
})
export type ObjectFieldSelector = Of<typeof objectFieldSelector>

export const resourceFieldSelector = message('io.k8s.api.core.v1.ResourceFieldSelector', '', {
  containerName: text(1, ''),
  resource: text(2, '', { required: true }),
  divisor: quantity(3, '', { defaulted: true }),
})
export type ResourceFieldSelector = Of<typeof resourceFieldSelector>

export const configMapKeySelector = message('io.k8s.api.core.v1.ConfigMapKeySelector', '', {
  ...within(1, localObjectReferenceFields),
  key: text(2, '', { required: true }),
  optional: flag(3, '', { pointer: true }),
})
export type ConfigMapKeySelector = Of<typeof configMapKeySelector>

export const secretKeySelector = message('io.k8s.api.core.v1.SecretKeySelector', '', {
  ...within(1, localObjectReferenceFields),
  key: text(2, '', { required: true }),
  optional: flag(3, '', { pointer: true }),
})
export type SecretKeySelector = Of<typeof secretKeySelector>

export const envVarSource = message('io.k8s.api.core.v1.EnvVarSource', '', {
  fieldRef: ref(1, objectFieldSelector, ''),
  resourceFieldRef: ref(2, resourceFieldSelector, ''),
  configMapKeyRef: ref(3, configMapKeySelector, ''),
  secretKeyRef: ref(4, secretKeySelector, ''),
})
export type EnvVarSource = Of<typeof envVarSource>

export const envVar = message('io.k8s.api.core.v1.EnvVar', '', {
  name: text(1, '', { required: true }),
  value: text(2, ''),
  valueFrom: ref(3, envVarSource, ''),
})
export type EnvVar = Of<typeof envVar>

export const configMapEnvSource = message('io.k8s.api.core.v1.ConfigMapEnvSource', '', {
  ...within(1, localObjectReferenceFields),
  optional: flag(2, '', { pointer: true }),
})
export type ConfigMapEnvSource = Of<typeof configMapEnvSource>

export const secretEnvSource = message('io.k8s.api.core.v1.SecretEnvSource', '', {
  ...within(1, localObjectReferenceFields),
  optional: flag(2, '', { pointer: true }),
})
export type SecretEnvSource = Of<typeof secretEnvSource>

export const envFromSource = message('io.k8s.api.core.v1.EnvFromSource', '', {
  prefix: text(1, ''),
  configMapRef: ref(2, configMapEnvSource, ''),
  secretRef: ref(3, secretEnvSource, ''),
})
export type EnvFromSource = Of<typeof envFromSource>
