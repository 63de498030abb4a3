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
  hostPath: ref(1, hostPathVolumeSource, 'A path of the node.'),
  emptyDir: ref(2, emptyDirVolumeSource, 'An empty directory that lives as long as the pod.'),
  gcePersistentDisk: ref(3, gcePersistentDiskVolumeSource, 'A disk of Google Compute Engine.', {
    simulated: false,
  }),
  awsElasticBlockStore: ref(4, awsElasticBlockStoreVolumeSource, 'A disk of Amazon EC2.', {
    simulated: false,
  }),
  gitRepo: ref(5, gitRepoVolumeSource, 'A git repository; no longer supported.', {
    simulated: false,
  }),
  secret: ref(6, secretVolumeSource, 'A Secret.'),
  nfs: ref(7, nfsVolumeSource, 'A directory of an NFS server.', { simulated: false }),
  iscsi: ref(8, iscsiVolumeSource, 'A disk by iSCSI.', { simulated: false }),
  glusterfs: ref(9, glusterfsVolumeSource, 'A Gluster volume.', { simulated: false }),
  persistentVolumeClaim: ref(10, persistentVolumeClaimVolumeSource, 'A claim of the namespace.'),
  rbd: ref(11, rbdVolumeSource, 'A Ceph block device.', { simulated: false }),
  flexVolume: ref(12, flexVolumeSource, 'A volume of a driver on the node.', { simulated: false }),
  cinder: ref(13, cinderVolumeSource, 'A disk of OpenStack Cinder.', { simulated: false }),
  cephfs: ref(14, cephFSVolumeSource, 'A Ceph file system.', { simulated: false }),
  flocker: ref(15, flockerVolumeSource, 'A Flocker dataset.', { simulated: false }),
  downwardAPI: ref(16, downwardAPIVolumeSource, 'Facts about the pod.'),
  fc: ref(17, fcVolumeSource, 'A disk by Fibre Channel.', { simulated: false }),
  azureFile: ref(18, azureFileVolumeSource, 'A file share of Azure.', { simulated: false }),
  configMap: ref(19, configMapVolumeSource, 'A ConfigMap.'),
  vsphereVolume: ref(20, vsphereVirtualDiskVolumeSource, 'A disk of vSphere.', {
    simulated: false,
  }),
  quobyte: ref(21, quobyteVolumeSource, 'A Quobyte volume.', { simulated: false }),
  azureDisk: ref(22, azureDiskVolumeSource, 'A disk of Azure.', { simulated: false }),
  photonPersistentDisk: ref(23, photonPersistentDiskVolumeSource, 'A disk of Photon Controller.', {
    simulated: false,
  }),
  projected: ref(26, projectedVolumeSource, 'Several sources in one directory.'),
  portworxVolume: ref(24, portworxVolumeSource, 'A Portworx volume.', { simulated: false }),
  scaleIO: ref(25, scaleIOVolumeSource, 'A ScaleIO volume.', { simulated: false }),
  storageos: ref(27, storageOSVolumeSource, 'A StorageOS volume.', { simulated: false }),
  csi: ref(28, csiVolumeSource, 'A volume of a CSI driver.', { simulated: false }),
  ephemeral: ref(29, ephemeralVolumeSource, 'A claim that lives as long as the pod.'),
  image: ref(30, imageVolumeSource, 'The files of an image.', { simulated: false }),
}

export const volume = message(
  'io.k8s.api.core.v1.Volume',
  'Files that containers of the pod can mount.',
  {
    name: text(1, 'Name of the volume, unique in the pod.', { required: true }),
    ...within(2, volumeSourceFields),
  },
  completeVolume,
)
export type Volume = Of<typeof volume>
