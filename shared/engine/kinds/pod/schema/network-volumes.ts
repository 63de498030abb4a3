import { localObjectReference } from '../../../schema/reference.ts'
import { flag, int32, list, map, message, type Of, ref, text } from '../../../schema/tree.ts'

export const nfsVolumeSource = message('io.k8s.api.core.v1.NFSVolumeSource', '', {
  server: text(1, '', { required: true }),
  path: text(2, '', { required: true }),
  readOnly: flag(3, ''),
})
export type NFSVolumeSource = Of<typeof nfsVolumeSource>

export const iscsiVolumeSource = message('io.k8s.api.core.v1.ISCSIVolumeSource', '', {
  targetPortal: text(1, '', { required: true }),
  iqn: text(2, '', { required: true }),
  lun: int32(3, '', { required: true }),
  iscsiInterface: text(4, '', { default: 'default' }),
  fsType: text(5, ''),
  readOnly: flag(6, ''),
  portals: list(7, 'string', '', { list: 'atomic' }),
  chapAuthDiscovery: flag(8, ''),
  chapAuthSession: flag(11, ''),
  secretRef: ref(10, localObjectReference, ''),
  initiatorName: text(12, '', { pointer: true }),
})
export type ISCSIVolumeSource = Of<typeof iscsiVolumeSource>

export const glusterfsVolumeSource = message('io.k8s.api.core.v1.GlusterfsVolumeSource', '', {
  endpoints: text(1, '', { required: true }),
  path: text(2, '', { required: true }),
  readOnly: flag(3, ''),
})
export type GlusterfsVolumeSource = Of<typeof glusterfsVolumeSource>

export const rbdVolumeSource = message('io.k8s.api.core.v1.RBDVolumeSource', '', {
  monitors: list(1, 'string', '', { required: true, list: 'atomic' }),
  image: text(2, '', { required: true }),
  fsType: text(3, ''),
  pool: text(4, '', { default: 'rbd' }),
  user: text(5, '', { default: 'admin' }),
  keyring: text(6, '', { default: '/etc/ceph/keyring' }),
  secretRef: ref(7, localObjectReference, ''),
  readOnly: flag(8, ''),
})
export type RBDVolumeSource = Of<typeof rbdVolumeSource>

export const cephFSVolumeSource = message('io.k8s.api.core.v1.CephFSVolumeSource', '', {
  monitors: list(1, 'string', '', { required: true, list: 'atomic' }),
  path: text(2, ''),
  user: text(3, ''),
  secretFile: text(4, ''),
  secretRef: ref(5, localObjectReference, ''),
  readOnly: flag(6, ''),
})
export type CephFSVolumeSource = Of<typeof cephFSVolumeSource>

export const fcVolumeSource = message('io.k8s.api.core.v1.FCVolumeSource', '', {
  targetWWNs: list(1, 'string', '', { list: 'atomic' }),
  lun: int32(2, '', { pointer: true }),
  fsType: text(3, ''),
  readOnly: flag(4, ''),
  wwids: list(5, 'string', '', { list: 'atomic' }),
})
export type FCVolumeSource = Of<typeof fcVolumeSource>

export const flockerVolumeSource = message('io.k8s.api.core.v1.FlockerVolumeSource', '', {
  datasetName: text(1, ''),
  datasetUUID: text(2, ''),
})
export type FlockerVolumeSource = Of<typeof flockerVolumeSource>

export const quobyteVolumeSource = message('io.k8s.api.core.v1.QuobyteVolumeSource', '', {
  registry: text(1, '', { required: true }),
  volume: text(2, '', { required: true }),
  readOnly: flag(3, ''),
  user: text(4, ''),
  group: text(5, ''),
  tenant: text(6, ''),
})
export type QuobyteVolumeSource = Of<typeof quobyteVolumeSource>

export const portworxVolumeSource = message('io.k8s.api.core.v1.PortworxVolumeSource', '', {
  volumeID: text(1, '', { required: true }),
  fsType: text(2, ''),
  readOnly: flag(3, ''),
})
export type PortworxVolumeSource = Of<typeof portworxVolumeSource>

export const scaleIOVolumeSource = message('io.k8s.api.core.v1.ScaleIOVolumeSource', '', {
  gateway: text(1, '', { required: true }),
  system: text(2, '', { required: true }),
  secretRef: ref(3, localObjectReference, '', { required: true }),
  sslEnabled: flag(4, ''),
  protectionDomain: text(5, ''),
  storagePool: text(6, ''),
  storageMode: text(7, '', { default: 'ThinProvisioned' }),
  volumeName: text(8, ''),
  fsType: text(9, '', { default: 'xfs' }),
  readOnly: flag(10, ''),
})
export type ScaleIOVolumeSource = Of<typeof scaleIOVolumeSource>

export const storageOSVolumeSource = message('io.k8s.api.core.v1.StorageOSVolumeSource', '', {
  volumeName: text(1, ''),
  volumeNamespace: text(2, ''),
  fsType: text(3, ''),
  readOnly: flag(4, ''),
  secretRef: ref(5, localObjectReference, ''),
})
export type StorageOSVolumeSource = Of<typeof storageOSVolumeSource>

export const flexVolumeSource = message('io.k8s.api.core.v1.FlexVolumeSource', '', {
  driver: text(1, '', { required: true }),
  fsType: text(2, ''),
  secretRef: ref(3, localObjectReference, ''),
  readOnly: flag(4, ''),
  options: map(5, 'string', ''),
})
export type FlexVolumeSource = Of<typeof flexVolumeSource>

export const csiVolumeSource = message('io.k8s.api.core.v1.CSIVolumeSource', '', {
  driver: text(1, '', { required: true }),
  readOnly: flag(2, '', { pointer: true }),
  fsType: text(3, '', { pointer: true }),
  volumeAttributes: map(4, 'string', ''),
  nodePublishSecretRef: ref(5, localObjectReference, ''),
})
export type CSIVolumeSource = Of<typeof csiVolumeSource>
