import { message, type Of, ref, text, within } from '../../../schema/tree.ts'
import { completeVolume } from '../defaults.ts'
import { ephemeralVolumeSource } from './claim.ts'
import {
  awsElasticBlockStoreVolumeSource,
  azureDiskVolumeSource,
  azureFileVolumeSource,
  cinderVolumeSource,
  gcePersistentDiskVolumeSource,
  photonPersistentDiskVolumeSource,
  vsphereVirtualDiskVolumeSource,
} from './cloud-volumes.ts'
import {
  configMapVolumeSource,
  downwardAPIVolumeSource,
  emptyDirVolumeSource,
  gitRepoVolumeSource,
  hostPathVolumeSource,
  imageVolumeSource,
  persistentVolumeClaimVolumeSource,
  secretVolumeSource,
} from './local-volumes.ts'
import {
  cephFSVolumeSource,
  csiVolumeSource,
  fcVolumeSource,
  flexVolumeSource,
  flockerVolumeSource,
  glusterfsVolumeSource,
  iscsiVolumeSource,
  nfsVolumeSource,
  portworxVolumeSource,
  quobyteVolumeSource,
  rbdVolumeSource,
  scaleIOVolumeSource,
  storageOSVolumeSource,
} from './network-volumes.ts'
import { projectedVolumeSource } from './projected-volume.ts'

export const volumeSourceFields = {
  hostPath: ref(1, hostPathVolumeSource, ''),
  emptyDir: ref(2, emptyDirVolumeSource, ''),
  gcePersistentDisk: ref(3, gcePersistentDiskVolumeSource, ''),
  awsElasticBlockStore: ref(4, awsElasticBlockStoreVolumeSource, ''),
  gitRepo: ref(5, gitRepoVolumeSource, ''),
  secret: ref(6, secretVolumeSource, ''),
  nfs: ref(7, nfsVolumeSource, ''),
  iscsi: ref(8, iscsiVolumeSource, ''),
  glusterfs: ref(9, glusterfsVolumeSource, ''),
  persistentVolumeClaim: ref(10, persistentVolumeClaimVolumeSource, ''),
  rbd: ref(11, rbdVolumeSource, ''),
  flexVolume: ref(12, flexVolumeSource, ''),
  cinder: ref(13, cinderVolumeSource, ''),
  cephfs: ref(14, cephFSVolumeSource, ''),
  flocker: ref(15, flockerVolumeSource, ''),
  downwardAPI: ref(16, downwardAPIVolumeSource, ''),
  fc: ref(17, fcVolumeSource, ''),
  azureFile: ref(18, azureFileVolumeSource, ''),
  configMap: ref(19, configMapVolumeSource, ''),
  vsphereVolume: ref(20, vsphereVirtualDiskVolumeSource, ''),
  quobyte: ref(21, quobyteVolumeSource, ''),
  azureDisk: ref(22, azureDiskVolumeSource, ''),
  photonPersistentDisk: ref(23, photonPersistentDiskVolumeSource, ''),
  projected: ref(26, projectedVolumeSource, ''),
  portworxVolume: ref(24, portworxVolumeSource, ''),
  scaleIO: ref(25, scaleIOVolumeSource, ''),
  storageos: ref(27, storageOSVolumeSource, ''),
  csi: ref(28, csiVolumeSource, ''),
  ephemeral: ref(29, ephemeralVolumeSource, ''),
  image: ref(30, imageVolumeSource, ''),
}

export const volume = message(
  'io.k8s.api.core.v1.Volume',
  '',
  {
    name: text(1, '', { required: true }),
    ...within(2, volumeSourceFields),
  },
  completeVolume,
)
export type Volume = Of<typeof volume>
