import { objectReference } from '../../schema/reference.ts'
import { flag, int32, list, map, message, type Of, ref, text } from '../../schema/tree.ts'
import {
  awsElasticBlockStoreVolumeSource,
  azureDiskVolumeSource,
  fcVolumeSource,
  flockerVolumeSource,
  gcePersistentDiskVolumeSource,
  hostPathVolumeSource,
  nfsVolumeSource,
  photonPersistentDiskVolumeSource,
  portworxVolumeSource,
  quobyteVolumeSource,
  vsphereVirtualDiskVolumeSource,
} from '../pod/schema.ts'

const WHERE = 'Where to find it and how to mount it.'
const NOT_HERE = { simulated: false } as const

const secretReference = message(
  'io.k8s.api.core.v1.SecretReference',
  'Names a Secret of any namespace.',
  {
    name: text(1, 'Name of the Secret.'),
    namespace: text(2, 'Its namespace.'),
  },
)

const fsType = 'Kind of file system, such as ext4.'
const readOnly = 'Whether it is only read.'

const glusterfs = message('io.k8s.api.core.v1.GlusterfsPersistentVolumeSource', WHERE, {
  endpoints: text(1, 'Endpoints of the Gluster cluster.', { required: true }),
  path: text(2, 'The volume.', { required: true }),
  readOnly: flag(3, readOnly),
  endpointsNamespace: text(4, 'Namespace of the Endpoints.', { pointer: true }),
})

const rbd = message('io.k8s.api.core.v1.RBDPersistentVolumeSource', WHERE, {
  monitors: list(1, 'string', 'The Ceph monitors.', { required: true, list: 'atomic' }),
  image: text(2, 'The image.', { required: true }),
  fsType: text(3, fsType),
  pool: text(4, 'The pool.', { default: 'rbd' }),
  user: text(5, 'The user.', { default: 'admin' }),
  keyring: text(6, "File with the user's key.", { default: '/etc/ceph/keyring' }),
  secretRef: ref(7, secretReference, 'Secret for signing in.'),
  readOnly: flag(8, readOnly),
})

const iscsi = message('io.k8s.api.core.v1.ISCSIPersistentVolumeSource', WHERE, {
  targetPortal: text(1, 'Address of the target.', { required: true }),
  iqn: text(2, 'Qualified name of the target.', { required: true }),
  lun: int32(3, 'Number of the unit.', { required: true }),
  iscsiInterface: text(4, 'Interface to use.', { default: 'default' }),
  fsType: text(5, fsType),
  readOnly: flag(6, readOnly),
  portals: list(7, 'string', 'Further addresses of the target.', { list: 'atomic' }),
  chapAuthDiscovery: flag(8, 'Whether finding it needs a password.'),
  chapAuthSession: flag(11, 'Whether using it needs a password.'),
  secretRef: ref(10, secretReference, 'Secret for signing in.'),
  initiatorName: text(12, 'Name of the initiator.', { pointer: true }),
})

const cinder = message('io.k8s.api.core.v1.CinderPersistentVolumeSource', WHERE, {
  volumeID: text(1, 'Id of the disk.', { required: true }),
  fsType: text(2, fsType),
  readOnly: flag(3, readOnly),
  secretRef: ref(4, secretReference, 'Secret for signing in.'),
})

const cephfs = message('io.k8s.api.core.v1.CephFSPersistentVolumeSource', WHERE, {
  monitors: list(1, 'string', 'The Ceph monitors.', { required: true, list: 'atomic' }),
  path: text(2, 'The directory.'),
  user: text(3, 'The user.'),
  secretFile: text(4, "File with the user's key."),
  secretRef: ref(5, secretReference, 'Secret for signing in.'),
  readOnly: flag(6, readOnly),
})

const flexVolume = message('io.k8s.api.core.v1.FlexPersistentVolumeSource', WHERE, {
  driver: text(1, 'Name of the driver.', { required: true }),
  fsType: text(2, fsType),
  secretRef: ref(3, secretReference, 'Secret for signing in.'),
  readOnly: flag(4, readOnly),
  options: map(5, 'string', 'Options of the driver.'),
})

const azureFile = message('io.k8s.api.core.v1.AzureFilePersistentVolumeSource', WHERE, {
  secretName: text(1, 'Secret with the account.', { required: true }),
  shareName: text(2, 'Name of the share.', { required: true }),
  readOnly: flag(3, readOnly),
  secretNamespace: text(4, 'Namespace of the Secret.', { pointer: true }),
})

const scaleIO = message('io.k8s.api.core.v1.ScaleIOPersistentVolumeSource', WHERE, {
  gateway: text(1, 'Address of the gateway.', { required: true }),
  system: text(2, 'Name of the system.', { required: true }),
  secretRef: ref(3, secretReference, 'Secret for signing in.', { required: true }),
  sslEnabled: flag(4, 'Whether to speak TLS.'),
  protectionDomain: text(5, 'Name of the protection domain.'),
  storagePool: text(6, 'Name of the storage pool.'),
  storageMode: text(7, 'ThickProvisioned or ThinProvisioned.', { default: 'ThinProvisioned' }),
  volumeName: text(8, 'Name of the volume.'),
  fsType: text(9, fsType, { default: 'xfs' }),
  readOnly: flag(10, readOnly),
})

const local = message('io.k8s.api.core.v1.LocalVolumeSource', 'A disk or directory of one node.', {
  path: text(1, 'The path on the node.', { required: true }),
  fsType: text(2, fsType, { pointer: true }),
})

const storageos = message('io.k8s.api.core.v1.StorageOSPersistentVolumeSource', WHERE, {
  volumeName: text(1, 'Name of the volume.'),
  volumeNamespace: text(2, 'Where StorageOS keeps it.'),
  fsType: text(3, fsType),
  readOnly: flag(4, readOnly),
  secretRef: ref(5, objectReference, 'Secret for signing in.'),
})

const csi = message('io.k8s.api.core.v1.CSIPersistentVolumeSource', WHERE, {
  driver: text(1, 'Name of the driver.', { required: true }),
  volumeHandle: text(2, 'What the driver calls the volume.', { required: true }),
  readOnly: flag(3, readOnly),
  fsType: text(4, fsType),
  volumeAttributes: map(5, 'string', 'Attributes for the driver.'),
  controllerPublishSecretRef: ref(6, secretReference, 'Secret for attaching.'),
  nodeStageSecretRef: ref(7, secretReference, 'Secret for staging.'),
  nodePublishSecretRef: ref(8, secretReference, 'Secret for mounting.'),
  controllerExpandSecretRef: ref(9, secretReference, 'Secret for growing.'),
  nodeExpandSecretRef: ref(10, secretReference, 'Secret for growing on the node.'),
})

/** Where a volume's data are. Exactly one is given. */
export const persistentVolumeSourceFields = {
  gcePersistentDisk: ref(
    1,
    gcePersistentDiskVolumeSource,
    'A disk of Google Compute Engine.',
    NOT_HERE,
  ),
  awsElasticBlockStore: ref(2, awsElasticBlockStoreVolumeSource, 'A disk of Amazon EC2.', NOT_HERE),
  hostPath: ref(3, hostPathVolumeSource, 'A path of the node on which a pod is.'),
  glusterfs: ref(4, glusterfs, 'A Gluster volume.', NOT_HERE),
  nfs: ref(5, nfsVolumeSource, 'A directory of an NFS server.', NOT_HERE),
  rbd: ref(6, rbd, 'A Ceph block device.', NOT_HERE),
  iscsi: ref(7, iscsi, 'A disk by iSCSI.', NOT_HERE),
  cinder: ref(8, cinder, 'A disk of OpenStack Cinder.', NOT_HERE),
  cephfs: ref(9, cephfs, 'A Ceph file system.', NOT_HERE),
  fc: ref(10, fcVolumeSource, 'A disk by Fibre Channel.', NOT_HERE),
  flocker: ref(11, flockerVolumeSource, 'A Flocker dataset.', NOT_HERE),
  flexVolume: ref(12, flexVolume, 'A volume of a driver on the node.', NOT_HERE),
  azureFile: ref(13, azureFile, 'A file share of Azure.', NOT_HERE),
  vsphereVolume: ref(14, vsphereVirtualDiskVolumeSource, 'A disk of vSphere.', NOT_HERE),
  quobyte: ref(15, quobyteVolumeSource, 'A Quobyte volume.', NOT_HERE),
  azureDisk: ref(16, azureDiskVolumeSource, 'A disk of Azure.', NOT_HERE),
  photonPersistentDisk: ref(
    17,
    photonPersistentDiskVolumeSource,
    'A disk of Photon Controller.',
    NOT_HERE,
  ),
  portworxVolume: ref(18, portworxVolumeSource, 'A Portworx volume.', NOT_HERE),
  scaleIO: ref(19, scaleIO, 'A ScaleIO volume.', NOT_HERE),
  local: ref(20, local, 'A disk or directory of one node.'),
  storageos: ref(21, storageos, 'A StorageOS volume.', NOT_HERE),
  csi: ref(22, csi, 'A volume of a CSI driver.', NOT_HERE),
}

export type CSIPersistentVolumeSource = Of<typeof csi>
