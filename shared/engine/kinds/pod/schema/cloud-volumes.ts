import { localObjectReference } from '../../../schema/reference.ts'
import { flag, int32, message, type Of, ref, text } from '../../../schema/tree.ts'

export const gcePersistentDiskVolumeSource = message(
  'io.k8s.api.core.v1.GCEPersistentDiskVolumeSource',
  '',
  {
    pdName: text(1, '', { required: true }),
    fsType: text(2, ''),
    partition: int32(3, ''),
    readOnly: flag(4, ''),
  },
)
export type GCEPersistentDiskVolumeSource = Of<typeof gcePersistentDiskVolumeSource>

export const awsElasticBlockStoreVolumeSource = message(
  'io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource',
  '',
  {
    volumeID: text(1, '', { required: true }),
    fsType: text(2, ''),
    partition: int32(3, ''),
    readOnly: flag(4, ''),
  },
)
export type AWSElasticBlockStoreVolumeSource = Of<typeof awsElasticBlockStoreVolumeSource>

export const azureFileVolumeSource = message('io.k8s.api.core.v1.AzureFileVolumeSource', '', {
  secretName: text(1, '', { required: true }),
  shareName: text(2, '', { required: true }),
  readOnly: flag(3, ''),
})
export type AzureFileVolumeSource = Of<typeof azureFileVolumeSource>

export const azureDiskVolumeSource = message('io.k8s.api.core.v1.AzureDiskVolumeSource', '', {
  diskName: text(1, '', { required: true }),
  diskURI: text(2, '', { required: true }),
  cachingMode: text(3, '', {
    oneOf: ['None', 'ReadOnly', 'ReadWrite'],
    pointer: true,
    default: 'ReadWrite',
  }),
  fsType: text(4, '', { pointer: true, default: 'ext4' }),
  readOnly: flag(5, '', { pointer: true, default: false }),
  kind: text(6, '', {
    oneOf: ['Shared', 'Dedicated', 'Managed'],
    pointer: true,
    default: 'Shared',
  }),
})
export type AzureDiskVolumeSource = Of<typeof azureDiskVolumeSource>

export const vsphereVirtualDiskVolumeSource = message(
  'io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource',
  '',
  {
    volumePath: text(1, '', { required: true }),
    fsType: text(2, ''),
    storagePolicyName: text(3, ''),
    storagePolicyID: text(4, ''),
  },
)
export type VsphereVirtualDiskVolumeSource = Of<typeof vsphereVirtualDiskVolumeSource>

export const photonPersistentDiskVolumeSource = message(
  'io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource',
  '',
  {
    pdID: text(1, '', { required: true }),
    fsType: text(2, ''),
  },
)
export type PhotonPersistentDiskVolumeSource = Of<typeof photonPersistentDiskVolumeSource>

export const cinderVolumeSource = message('io.k8s.api.core.v1.CinderVolumeSource', '', {
  volumeID: text(1, '', { required: true }),
  fsType: text(2, ''),
  readOnly: flag(3, ''),
  secretRef: ref(4, localObjectReference, ''),
})
export type CinderVolumeSource = Of<typeof cinderVolumeSource>
