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

export const hostPathVolumeSource = message(
  'io.k8s.api.core.v1.HostPathVolumeSource',
  'Files of the machine itself; they stay when the pod goes.',
  {
    path: text(1, 'The path.', { required: true }),
    type: text(2, 'What must be there; empty checks nothing.', {
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
  },
)
export type HostPathVolumeSource = Of<typeof hostPathVolumeSource>

export const emptyDirVolumeSource = message(
  'io.k8s.api.core.v1.EmptyDirVolumeSource',
  'Shared by the containers, gone with the pod.',
  {
    medium: text(1, 'Memory keeps it in RAM.'),
    sizeLimit: quantity(2, 'How large it may grow.', { pointer: true }),
  },
)
export type EmptyDirVolumeSource = Of<typeof emptyDirVolumeSource>

export const keyToPath = message('io.k8s.api.core.v1.KeyToPath', 'Which key becomes which file.', {
  key: text(1, 'The key.', { required: true }),
  path: text(2, 'The file, below the mount.', { required: true }),
  mode: int32(3, "The file's mode bits.", { pointer: true }),
})
export type KeyToPath = Of<typeof keyToPath>

export const secretVolumeSource = message(
  'io.k8s.api.core.v1.SecretVolumeSource',
  'A Secret whose keys become files.',
  {
    secretName: text(1, 'Name of the Secret.'),
    items: list(2, keyToPath, 'Only these keys; all when left out.', { list: 'atomic' }),
    defaultMode: int32(3, 'Mode bits of the files.', { pointer: true, default: 420 }),
    optional: flag(4, 'Whether the pod may start without it.', { pointer: true }),
  },
)
export type SecretVolumeSource = Of<typeof secretVolumeSource>

export const configMapVolumeSource = message(
  'io.k8s.api.core.v1.ConfigMapVolumeSource',
  'A ConfigMap whose keys become files.',
  {
    ...within(1, localObjectReferenceFields),
    items: list(2, keyToPath, 'Only these keys; all when left out.', { list: 'atomic' }),
    defaultMode: int32(3, 'Mode bits of the files.', { pointer: true, default: 420 }),
    optional: flag(4, 'Whether the pod may start without it.', { pointer: true }),
  },
)
export type ConfigMapVolumeSource = Of<typeof configMapVolumeSource>

export const downwardAPIVolumeFile = message(
  'io.k8s.api.core.v1.DownwardAPIVolumeFile',
  'A file with a fact about the pod.',
  {
    path: text(1, 'The file, below the mount.', { required: true }),
    fieldRef: ref(2, objectFieldSelector, 'A field of the pod.'),
    resourceFieldRef: ref(3, resourceFieldSelector, 'A resource of a container.'),
    mode: int32(4, "The file's mode bits.", { pointer: true }),
  },
)
export type DownwardAPIVolumeFile = Of<typeof downwardAPIVolumeFile>

export const downwardAPIVolumeSource = message(
  'io.k8s.api.core.v1.DownwardAPIVolumeSource',
  'Files with facts about the pod.',
  {
    items: list(1, downwardAPIVolumeFile, 'The files.', { list: 'atomic' }),
    defaultMode: int32(2, 'Mode bits of the files.', { pointer: true, default: 420 }),
  },
)
export type DownwardAPIVolumeSource = Of<typeof downwardAPIVolumeSource>

export const persistentVolumeClaimVolumeSource = message(
  'io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource',
  'The claim by its name.',
  {
    claimName: text(1, 'Name of the claim.', { required: true }),
    readOnly: flag(2, 'Whether it is only read.'),
  },
)
export type PersistentVolumeClaimVolumeSource = Of<typeof persistentVolumeClaimVolumeSource>

export const imageVolumeSource = message(
  'io.k8s.api.core.v1.ImageVolumeSource',
  'Which image, and when to pull it.',
  {
    reference: text(1, 'The image.'),
    pullPolicy: text(2, 'Always, IfNotPresent or Never.', {
      oneOf: ['Always', 'Never', 'IfNotPresent'],
    }),
  },
)
export type ImageVolumeSource = Of<typeof imageVolumeSource>

export const gitRepoVolumeSource = message(
  'io.k8s.api.core.v1.GitRepoVolumeSource',
  'Where to find it and how to mount it.',
  {
    repository: text(1, 'Its URL.', { required: true }),
    revision: text(2, 'The commit.'),
    directory: text(3, 'Where to put it.'),
  },
)
export type GitRepoVolumeSource = Of<typeof gitRepoVolumeSource>
