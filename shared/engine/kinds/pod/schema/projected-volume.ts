import { localObjectReferenceFields } from '../../../schema/reference.ts'
import { labelSelector } from '../../../schema/selector.ts'
import {
  flag,
  int32,
  int64,
  list,
  message,
  type Of,
  ref,
  text,
  within,
} from '../../../schema/tree.ts'
import { downwardAPIVolumeFile, keyToPath } from './local-volumes.ts'

export const secretProjection = message('io.k8s.api.core.v1.SecretProjection', '', {
  ...within(1, localObjectReferenceFields),
  items: list(2, keyToPath, '', { list: 'atomic' }),
  optional: flag(4, '', { pointer: true }),
})
export type SecretProjection = Of<typeof secretProjection>

export const configMapProjection = message('io.k8s.api.core.v1.ConfigMapProjection', '', {
  ...within(1, localObjectReferenceFields),
  items: list(2, keyToPath, '', { list: 'atomic' }),
  optional: flag(4, '', { pointer: true }),
})
export type ConfigMapProjection = Of<typeof configMapProjection>

export const downwardAPIProjection = message('io.k8s.api.core.v1.DownwardAPIProjection', '', {
  items: list(1, downwardAPIVolumeFile, '', { list: 'atomic' }),
})
export type DownwardAPIProjection = Of<typeof downwardAPIProjection>

export const serviceAccountTokenProjection = message(
  'io.k8s.api.core.v1.ServiceAccountTokenProjection',
  '',
  {
    audience: text(1, ''),
    expirationSeconds: int64(2, '', { pointer: true, default: 3600 }),
    path: text(3, '', { required: true }),
  },
)
export type ServiceAccountTokenProjection = Of<typeof serviceAccountTokenProjection>

export const clusterTrustBundleProjection = message(
  'io.k8s.api.core.v1.ClusterTrustBundleProjection',
  '',
  {
    name: text(1, '', { pointer: true }),
    signerName: text(2, '', { pointer: true }),
    labelSelector: ref(3, labelSelector, ''),
    optional: flag(5, '', { pointer: true }),
    path: text(4, '', { required: true }),
  },
)
export type ClusterTrustBundleProjection = Of<typeof clusterTrustBundleProjection>

export const volumeProjection = message('io.k8s.api.core.v1.VolumeProjection', '', {
  secret: ref(1, secretProjection, ''),
  downwardAPI: ref(2, downwardAPIProjection, ''),
  configMap: ref(3, configMapProjection, ''),
  serviceAccountToken: ref(4, serviceAccountTokenProjection, ''),
  clusterTrustBundle: ref(5, clusterTrustBundleProjection, ''),
})
export type VolumeProjection = Of<typeof volumeProjection>

export const projectedVolumeSource = message('io.k8s.api.core.v1.ProjectedVolumeSource', '', {
  sources: list(1, volumeProjection, '', { keep: true, list: 'atomic' }),
  defaultMode: int32(2, '', { pointer: true, default: 420 }),
})
export type ProjectedVolumeSource = Of<typeof projectedVolumeSource>
