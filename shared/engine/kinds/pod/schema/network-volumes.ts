import { localObjectReference } from '../../../schema/reference.ts'
import { flag, int32, list, map, message, type Of, ref, text } from '../../../schema/tree.ts'

export const nfsVolumeSource = message(
  'io.k8s.api.core.v1.NFSVolumeSource',
  'Where to find it and how to mount it.',
  {
    server: text(1, 'The server.', { required: true }),
    path: text(2, 'The directory.', { required: true }),
    readOnly: flag(3, 'Whether it is only read.'),
  },
)
export type NFSVolumeSource = Of<typeof nfsVolumeSource>

export const iscsiVolumeSource = message(
  'io.k8s.api.core.v1.ISCSIVolumeSource',
  'Where to find it and how to mount it.',
  {
    targetPortal: text(1, 'Address of the target.', { required: true }),
    iqn: text(2, 'Qualified name of the target.', { required: true }),
    lun: int32(3, 'Number of the unit.', { required: true }),
    iscsiInterface: text(4, 'Interface to use.', { default: 'default' }),
    fsType: text(5, 'Kind of file system, such as ext4.'),
    readOnly: flag(6, 'Whether it is only read.'),
    portals: list(7, 'string', 'Further addresses of the target.', { list: 'atomic' }),
    chapAuthDiscovery: flag(8, 'Whether finding it needs a password.'),
    chapAuthSession: flag(11, 'Whether using it needs a password.'),
    secretRef: ref(10, localObjectReference, 'Secret for signing in.'),
    initiatorName: text(12, 'Name of the initiator.', { pointer: true }),
  },
)
export type ISCSIVolumeSource = Of<typeof iscsiVolumeSource>

export const glusterfsVolumeSource = message(
  'io.k8s.api.core.v1.GlusterfsVolumeSource',
  'Where to find it and how to mount it.',
  {
    endpoints: text(1, 'Endpoints of the Gluster cluster.', { required: true }),
    path: text(2, 'The volume.', { required: true }),
    readOnly: flag(3, 'Whether it is only read.'),
  },
)
export type GlusterfsVolumeSource = Of<typeof glusterfsVolumeSource>

export const rbdVolumeSource = message(
  'io.k8s.api.core.v1.RBDVolumeSource',
  'Where to find it and how to mount it.',
  {
    monitors: list(1, 'string', 'The Ceph monitors.', { required: true, list: 'atomic' }),
    image: text(2, 'The image.', { required: true }),
    fsType: text(3, 'Kind of file system, such as ext4.'),
    pool: text(4, 'The pool.', { default: 'rbd' }),
    user: text(5, 'The user.', { default: 'admin' }),
    keyring: text(6, "File with the user's key.", { default: '/etc/ceph/keyring' }),
    secretRef: ref(7, localObjectReference, 'Secret for signing in.'),
    readOnly: flag(8, 'Whether it is only read.'),
  },
)
export type RBDVolumeSource = Of<typeof rbdVolumeSource>

export const cephFSVolumeSource = message(
  'io.k8s.api.core.v1.CephFSVolumeSource',
  'Where to find it and how to mount it.',
  {
    monitors: list(1, 'string', 'The Ceph monitors.', { required: true, list: 'atomic' }),
    path: text(2, 'The directory.'),
    user: text(3, 'The user.'),
    secretFile: text(4, "File with the user's key."),
    secretRef: ref(5, localObjectReference, 'Secret for signing in.'),
    readOnly: flag(6, 'Whether it is only read.'),
  },
)
export type CephFSVolumeSource = Of<typeof cephFSVolumeSource>

export const fcVolumeSource = message(
  'io.k8s.api.core.v1.FCVolumeSource',
  'Where to find it and how to mount it.',
  {
    targetWWNs: list(1, 'string', 'Names of the targets.', { list: 'atomic' }),
    lun: int32(2, 'Number of the unit.', { pointer: true }),
    fsType: text(3, 'Kind of file system, such as ext4.'),
    readOnly: flag(4, 'Whether it is only read.'),
    wwids: list(5, 'string', 'World wide identifiers.', { list: 'atomic' }),
  },
)
export type FCVolumeSource = Of<typeof fcVolumeSource>

export const flockerVolumeSource = message(
  'io.k8s.api.core.v1.FlockerVolumeSource',
  'Where to find it and how to mount it.',
  {
    datasetName: text(1, 'Name of the dataset.'),
    datasetUUID: text(2, 'Id of the dataset.'),
  },
)
export type FlockerVolumeSource = Of<typeof flockerVolumeSource>

export const quobyteVolumeSource = message(
  'io.k8s.api.core.v1.QuobyteVolumeSource',
  'Where to find it and how to mount it.',
  {
    registry: text(1, "The registry's address.", { required: true }),
    volume: text(2, 'Name of the volume.', { required: true }),
    readOnly: flag(3, 'Whether it is only read.'),
    user: text(4, 'User to mount as.'),
    group: text(5, 'Group to mount as.'),
    tenant: text(6, 'The tenant that owns it.'),
  },
)
export type QuobyteVolumeSource = Of<typeof quobyteVolumeSource>

export const portworxVolumeSource = message(
  'io.k8s.api.core.v1.PortworxVolumeSource',
  'Where to find it and how to mount it.',
  {
    volumeID: text(1, 'Id of the volume.', { required: true }),
    fsType: text(2, 'Kind of file system, such as ext4.'),
    readOnly: flag(3, 'Whether it is only read.'),
  },
)
export type PortworxVolumeSource = Of<typeof portworxVolumeSource>

export const scaleIOVolumeSource = message(
  'io.k8s.api.core.v1.ScaleIOVolumeSource',
  'Where to find it and how to mount it.',
  {
    gateway: text(1, 'Address of the gateway.', { required: true }),
    system: text(2, 'Name of the system.', { required: true }),
    secretRef: ref(3, localObjectReference, 'Secret for signing in.', { required: true }),
    sslEnabled: flag(4, 'Whether to speak TLS.'),
    protectionDomain: text(5, 'Name of the protection domain.'),
    storagePool: text(6, 'Name of the storage pool.'),
    storageMode: text(7, 'ThickProvisioned or ThinProvisioned.', { default: 'ThinProvisioned' }),
    volumeName: text(8, 'Name of the volume.'),
    fsType: text(9, 'Kind of file system, such as ext4.', { default: 'xfs' }),
    readOnly: flag(10, 'Whether it is only read.'),
  },
)
export type ScaleIOVolumeSource = Of<typeof scaleIOVolumeSource>

export const storageOSVolumeSource = message(
  'io.k8s.api.core.v1.StorageOSVolumeSource',
  'Where to find it and how to mount it.',
  {
    volumeName: text(1, 'Name of the volume.'),
    volumeNamespace: text(2, 'Where StorageOS keeps it.'),
    fsType: text(3, 'Kind of file system, such as ext4.'),
    readOnly: flag(4, 'Whether it is only read.'),
    secretRef: ref(5, localObjectReference, 'Secret for signing in.'),
  },
)
export type StorageOSVolumeSource = Of<typeof storageOSVolumeSource>

export const flexVolumeSource = message(
  'io.k8s.api.core.v1.FlexVolumeSource',
  'Where to find it and how to mount it.',
  {
    driver: text(1, 'Name of the driver.', { required: true }),
    fsType: text(2, 'Kind of file system, such as ext4.'),
    secretRef: ref(3, localObjectReference, 'Secret for signing in.'),
    readOnly: flag(4, 'Whether it is only read.'),
    options: map(5, 'string', 'Options for the driver.'),
  },
)
export type FlexVolumeSource = Of<typeof flexVolumeSource>

export const csiVolumeSource = message(
  'io.k8s.api.core.v1.CSIVolumeSource',
  'A volume of a CSI driver that lives as long as the pod.',
  {
    driver: text(1, 'Name of the driver.', { required: true }),
    readOnly: flag(2, 'Whether it is only read.', { pointer: true }),
    fsType: text(3, 'Kind of file system, such as ext4.', { pointer: true }),
    volumeAttributes: map(4, 'string', 'Settings for the driver.'),
    nodePublishSecretRef: ref(5, localObjectReference, 'Secret for the driver.'),
  },
)
export type CSIVolumeSource = Of<typeof csiVolumeSource>
