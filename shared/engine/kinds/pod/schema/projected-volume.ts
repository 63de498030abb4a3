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

export const secretProjection = message(
  'io.k8s.api.core.v1.SecretProjection',
  'A Secret as part of a volume.',
  {
    ...within(1, localObjectReferenceFields),
    items: list(2, keyToPath, 'Only these keys; all when left out.', { list: 'atomic' }),
    optional: flag(4, 'Whether the pod may start without it.', { pointer: true }),
  },
)
export type SecretProjection = Of<typeof secretProjection>

export const configMapProjection = message(
  'io.k8s.api.core.v1.ConfigMapProjection',
  'A ConfigMap as part of a volume.',
  {
    ...within(1, localObjectReferenceFields),
    items: list(2, keyToPath, 'Only these keys; all when left out.', { list: 'atomic' }),
    optional: flag(4, 'Whether the pod may start without it.', { pointer: true }),
  },
)
export type ConfigMapProjection = Of<typeof configMapProjection>

export const downwardAPIProjection = message(
  'io.k8s.api.core.v1.DownwardAPIProjection',
  'Facts about the pod as part of a volume.',
  {
    items: list(1, downwardAPIVolumeFile, 'The files.', { list: 'atomic' }),
  },
)
export type DownwardAPIProjection = Of<typeof downwardAPIProjection>

export const serviceAccountTokenProjection = message(
  'io.k8s.api.core.v1.ServiceAccountTokenProjection',
  "A token of the pod's service account as a file.",
  {
    audience: text(1, 'Whom the token is for.'),
    expirationSeconds: int64(2, 'How long it should be good for; it is renewed in time.', {
      pointer: true,
      default: 3600,
    }),
    path: text(3, 'The file, below the mount.', { required: true }),
  },
)
export type ServiceAccountTokenProjection = Of<typeof serviceAccountTokenProjection>

export const clusterTrustBundleProjection = message(
  'io.k8s.api.core.v1.ClusterTrustBundleProjection',
  'Certificates to trust as a file.',
  {
    name: text(1, 'Name of the bundle.', { pointer: true }),
    signerName: text(2, 'All bundles of this signer.', { pointer: true }),
    labelSelector: ref(3, labelSelector, 'Only bundles with these labels.'),
    optional: flag(5, 'Whether the pod may start without it.', { pointer: true }),
    path: text(4, 'The file, below the mount.', { required: true }),
  },
)
export type ClusterTrustBundleProjection = Of<typeof clusterTrustBundleProjection>

export const volumeProjection = message(
  'io.k8s.api.core.v1.VolumeProjection',
  'One part of a projected volume. Exactly one is given.',
  {
    secret: ref(1, secretProjection, 'A Secret.'),
    downwardAPI: ref(2, downwardAPIProjection, 'Facts about the pod.'),
    configMap: ref(3, configMapProjection, 'A ConfigMap.'),
    serviceAccountToken: ref(
      4,
      serviceAccountTokenProjection,
      "A token of the pod's service account.",
    ),
    clusterTrustBundle: ref(5, clusterTrustBundleProjection, 'Certificates to trust.', {
      simulated: false,
    }),
  },
)
export type VolumeProjection = Of<typeof volumeProjection>

export const projectedVolumeSource = message(
  'io.k8s.api.core.v1.ProjectedVolumeSource',
  'The parts, and the mode bits of their files.',
  {
    sources: list(1, volumeProjection, 'The parts.', { keep: true, list: 'atomic' }),
    defaultMode: int32(2, 'Mode bits of the files.', { pointer: true, default: 420 }),
  },
)
export type ProjectedVolumeSource = Of<typeof projectedVolumeSource>
