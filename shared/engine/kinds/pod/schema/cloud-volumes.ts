import { localObjectReference } from '../../../schema/reference.ts'
import { flag, int32, message, type Of, ref, text } from '../../../schema/tree.ts'

export const gcePersistentDiskVolumeSource = message(
  'io.k8s.api.core.v1.GCEPersistentDiskVolumeSource',
  'Where to find it and how to mount it.',
  {
    pdName: text(1, 'Name of the disk.', { required: true }),
    fsType: text(2, 'Kind of file system, such as ext4.'),
    partition: int32(3, 'Partition of the disk; the whole disk when left out.'),
    readOnly: flag(4, 'Whether it is only read.'),
  },
)
export type GCEPersistentDiskVolumeSource = Of<typeof gcePersistentDiskVolumeSource>

export const awsElasticBlockStoreVolumeSource = message(
  'io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource',
  'Where to find it and how to mount it.',
  {
    volumeID: text(1, 'Id of the disk.', { required: true }),
    fsType: text(2, 'Kind of file system, such as ext4.'),
    partition: int32(3, 'Partition of the disk; the whole disk when left out.'),
    readOnly: flag(4, 'Whether it is only read.'),
  },
)
export type AWSElasticBlockStoreVolumeSource = Of<typeof awsElasticBlockStoreVolumeSource>

export const azureFileVolumeSource = message(
  'io.k8s.api.core.v1.AzureFileVolumeSource',
  'Where to find it and how to mount it.',
  {
    secretName: text(1, 'Secret with account and key.', { required: true }),
    shareName: text(2, 'Name of the share.', { required: true }),
    readOnly: flag(3, 'Whether it is only read.'),
  },
)
export type AzureFileVolumeSource = Of<typeof azureFileVolumeSource>

export const azureDiskVolumeSource = message(
  'io.k8s.api.core.v1.AzureDiskVolumeSource',
  'Where to find it and how to mount it.',
  {
    diskName: text(1, 'Name of the disk.', { required: true }),
    diskURI: text(2, 'Address of the disk.', { required: true }),
    cachingMode: text(3, 'None, ReadOnly or ReadWrite.', {
      oneOf: ['None', 'ReadOnly', 'ReadWrite'],
      pointer: true,
      default: 'ReadWrite',
    }),
    fsType: text(4, 'Kind of file system, such as ext4.', { pointer: true, default: 'ext4' }),
    readOnly: flag(5, 'Whether it is only read.', { pointer: true, default: false }),
    kind: text(6, 'Shared, Dedicated or Managed.', {
      oneOf: ['Shared', 'Dedicated', 'Managed'],
      pointer: true,
      default: 'Shared',
    }),
  },
)
export type AzureDiskVolumeSource = Of<typeof azureDiskVolumeSource>

export const vsphereVirtualDiskVolumeSource = message(
  'io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource',
  'Where to find it and how to mount it.',
  {
    volumePath: text(1, 'Path of the disk.', { required: true }),
    fsType: text(2, 'Kind of file system, such as ext4.'),
    storagePolicyName: text(3, 'Name of its storage policy.'),
    storagePolicyID: text(4, 'Id of its storage policy.'),
  },
)
export type VsphereVirtualDiskVolumeSource = Of<typeof vsphereVirtualDiskVolumeSource>

export const photonPersistentDiskVolumeSource = message(
  'io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource',
  'Where to find it and how to mount it.',
  {
    pdID: text(1, 'Id of the disk.', { required: true }),
    fsType: text(2, 'Kind of file system, such as ext4.'),
  },
)
export type PhotonPersistentDiskVolumeSource = Of<typeof photonPersistentDiskVolumeSource>

export const cinderVolumeSource = message(
  'io.k8s.api.core.v1.CinderVolumeSource',
  'Where to find it and how to mount it.',
  {
    volumeID: text(1, 'Id of the disk.', { required: true }),
    fsType: text(2, 'Kind of file system, such as ext4.'),
    readOnly: flag(3, 'Whether it is only read.'),
    secretRef: ref(4, localObjectReference, 'Secret for signing in.'),
  },
)
export type CinderVolumeSource = Of<typeof cinderVolumeSource>
