import { localObjectReferenceFields } from '../../../schema/reference.ts'
import {
  flag,
  int32,
  list,
  message,
  type Of,
  quantity,
  ref,
  text,
  within,
} from '../../../schema/tree.ts'
import { objectFieldSelector, resourceFieldSelector } from './env.ts'

export const hostPathVolumeSource = message('io.k8s.api.core.v1.HostPathVolumeSource', '', {
  path: text(1, '', { required: true }),
  type: text(2, '', {
    oneOf: [
      '',
      'DirectoryOrCreate',
      'Directory',
      'FileOrCreate',
      'File',
      'Socket',
      'CharDevice',
      'BlockDevice',
    ],
    pointer: true,
    default: '',
  }),
})
export type HostPathVolumeSource = Of<typeof hostPathVolumeSource>

export const emptyDirVolumeSource = message('io.k8s.api.core.v1.EmptyDirVolumeSource', '', {
  medium: text(1, ''),
  sizeLimit: quantity(2, '', { pointer: true }),
})
export type EmptyDirVolumeSource = Of<typeof emptyDirVolumeSource>

export const keyToPath = message('io.k8s.api.core.v1.KeyToPath', '', {
  key: text(1, '', { required: true }),
  path: text(2, '', { required: true }),
  mode: int32(3, '', { pointer: true }),
})
export type KeyToPath = Of<typeof keyToPath>

export const secretVolumeSource = message('io.k8s.api.core.v1.SecretVolumeSource', '', {
  secretName: text(1, ''),
  items: list(2, keyToPath, '', { list: 'atomic' }),
  defaultMode: int32(3, '', { pointer: true, default: 420 }),
  optional: flag(4, '', { pointer: true }),
})
export type SecretVolumeSource = Of<typeof secretVolumeSource>

export const configMapVolumeSource = message('io.k8s.api.core.v1.ConfigMapVolumeSource', '', {
  ...within(1, localObjectReferenceFields),
  items: list(2, keyToPath, '', { list: 'atomic' }),
  defaultMode: int32(3, '', { pointer: true, default: 420 }),
  optional: flag(4, '', { pointer: true }),
})
export type ConfigMapVolumeSource = Of<typeof configMapVolumeSource>

export const downwardAPIVolumeFile = message('io.k8s.api.core.v1.DownwardAPIVolumeFile', '', {
  path: text(1, '', { required: true }),
  fieldRef: ref(2, objectFieldSelector, ''),
  resourceFieldRef: ref(3, resourceFieldSelector, ''),
  mode: int32(4, '', { pointer: true }),
})
export type DownwardAPIVolumeFile = Of<typeof downwardAPIVolumeFile>

export const downwardAPIVolumeSource = message('io.k8s.api.core.v1.DownwardAPIVolumeSource', '', {
  items: list(1, downwardAPIVolumeFile, '', { list: 'atomic' }),
  defaultMode: int32(2, '', { pointer: true, default: 420 }),
})
export type DownwardAPIVolumeSource = Of<typeof downwardAPIVolumeSource>

export const persistentVolumeClaimVolumeSource = message(
  'io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource',
  '',
  {
    claimName: text(1, '', { required: true }),
    readOnly: flag(2, ''),
  },
)
export type PersistentVolumeClaimVolumeSource = Of<typeof persistentVolumeClaimVolumeSource>

export const imageVolumeSource = message('io.k8s.api.core.v1.ImageVolumeSource', '', {
  reference: text(1, ''),
  pullPolicy: text(2, '', { oneOf: ['Always', 'Never', 'IfNotPresent'] }),
})
export type ImageVolumeSource = Of<typeof imageVolumeSource>

export const gitRepoVolumeSource = message('io.k8s.api.core.v1.GitRepoVolumeSource', '', {
  repository: text(1, '', { required: true }),
  revision: text(2, ''),
  directory: text(3, ''),
})
export type GitRepoVolumeSource = Of<typeof gitRepoVolumeSource>
