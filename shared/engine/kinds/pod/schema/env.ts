import { localObjectReferenceFields } from '../../../schema/reference.ts'
import { flag, message, type Of, quantity, ref, text, within } from '../../../schema/tree.ts'

export const objectFieldSelector = message(
  'io.k8s.api.core.v1.ObjectFieldSelector',
  'Picks a field of the pod itself.',
  {
    apiVersion: text(1, 'The version in which the path is meant.', { default: 'v1' }),
    fieldPath: text(2, 'The field, such as metadata.name or status.podIP.', { required: true }),
  },
)
export type ObjectFieldSelector = Of<typeof objectFieldSelector>

export const resourceFieldSelector = message(
  'io.k8s.api.core.v1.ResourceFieldSelector',
  'Picks a resource of a container.',
  {
    containerName: text(1, 'The container; needed in volumes, this one in env.'),
    resource: text(2, 'The resource, such as limits.memory.', { required: true }),
    divisor: quantity(3, 'The unit to count in, such as 1Mi.', { defaulted: true }),
  },
)
export type ResourceFieldSelector = Of<typeof resourceFieldSelector>

export const configMapKeySelector = message(
  'io.k8s.api.core.v1.ConfigMapKeySelector',
  'Picks a key of a ConfigMap.',
  {
    ...within(1, localObjectReferenceFields),
    key: text(2, 'The key.', { required: true }),
    optional: flag(3, 'Whether the pod may start without it.', { pointer: true }),
  },
)
export type ConfigMapKeySelector = Of<typeof configMapKeySelector>

export const secretKeySelector = message(
  'io.k8s.api.core.v1.SecretKeySelector',
  'Picks a key of a Secret.',
  {
    ...within(1, localObjectReferenceFields),
    key: text(2, 'The key.', { required: true }),
    optional: flag(3, 'Whether the pod may start without it.', { pointer: true }),
  },
)
export type SecretKeySelector = Of<typeof secretKeySelector>

export const envVarSource = message(
  'io.k8s.api.core.v1.EnvVarSource',
  "Where a variable's value comes from. Exactly one is given.",
  {
    fieldRef: ref(1, objectFieldSelector, 'A field of the pod.'),
    resourceFieldRef: ref(2, resourceFieldSelector, 'A resource of the container.'),
    configMapKeyRef: ref(3, configMapKeySelector, 'A key of a ConfigMap.'),
    secretKeyRef: ref(4, secretKeySelector, 'A key of a Secret.'),
  },
)
export type EnvVarSource = Of<typeof envVarSource>

export const envVar = message('io.k8s.api.core.v1.EnvVar', 'An environment variable.', {
  name: text(1, 'Name of the variable.', { required: true }),
  value: text(2, 'Its value; $(OTHER) stands for the value of a variable before it.'),
  valueFrom: ref(3, envVarSource, 'Where the value comes from instead.'),
})
export type EnvVar = Of<typeof envVar>

export const configMapEnvSource = message(
  'io.k8s.api.core.v1.ConfigMapEnvSource',
  'The ConfigMap by its name.',
  {
    ...within(1, localObjectReferenceFields),
    optional: flag(2, 'Whether the pod may start without it.', { pointer: true }),
  },
)
export type ConfigMapEnvSource = Of<typeof configMapEnvSource>

export const secretEnvSource = message(
  'io.k8s.api.core.v1.SecretEnvSource',
  'The Secret by its name.',
  {
    ...within(1, localObjectReferenceFields),
    optional: flag(2, 'Whether the pod may start without it.', { pointer: true }),
  },
)
export type SecretEnvSource = Of<typeof secretEnvSource>

export const envFromSource = message(
  'io.k8s.api.core.v1.EnvFromSource',
  'Many variables at once.',
  {
    prefix: text(1, 'Put in front of each name.'),
    configMapRef: ref(2, configMapEnvSource, 'A ConfigMap whose keys become variables.'),
    secretRef: ref(3, secretEnvSource, 'A Secret whose keys become variables.'),
  },
)
export type EnvFromSource = Of<typeof envFromSource>
