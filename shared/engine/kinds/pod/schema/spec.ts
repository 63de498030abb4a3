import { localObjectReference } from '../../../schema/reference.ts'
import { flag, int32, int64, list, map, message, type Of, ref, text } from '../../../schema/tree.ts'
import { completePodSpec } from '../defaults.ts'
import { affinity } from './affinity.ts'
import { container, ephemeralContainer } from './container.ts'
import { hostAlias, podDNSConfig } from './network.ts'
import { resourceRequirements } from './resources.ts'
import {
  podOS,
  podReadinessGate,
  podResourceClaim,
  podSchedulingGate,
  toleration,
  topologySpreadConstraint,
} from './scheduling.ts'
import { podSecurityContext } from './security.ts'
import { volume } from './volume.ts'

export const podSpec = message(
  'io.k8s.api.core.v1.PodSpec',
  '',
  {
    volumes: list(1, volume, '', {
      list: 'map',
      keys: ['name'],
      patch: 'merge,retainKeys',
      mergeKey: 'name',
    }),
    initContainers: list(20, container, '', {
      list: 'map',
      keys: ['name'],
      patch: 'merge',
      mergeKey: 'name',
    }),
    containers: list(2, container, '', {
      required: true,
      list: 'map',
      keys: ['name'],
      patch: 'merge',
      mergeKey: 'name',
    }),
    ephemeralContainers: list(34, ephemeralContainer, '', {
      list: 'map',
      keys: ['name'],
      patch: 'merge',
      mergeKey: 'name',
    }),
    restartPolicy: text(3, '', { oneOf: ['Always', 'OnFailure', 'Never'], default: 'Always' }),
    terminationGracePeriodSeconds: int64(4, '', { pointer: true, default: 30 }),
    activeDeadlineSeconds: int64(5, '', { pointer: true }),
    dnsPolicy: text(6, '', {
      oneOf: ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'],
      default: 'ClusterFirst',
    }),
    nodeSelector: map(7, 'string', '', { map: 'atomic' }),
    serviceAccountName: text(8, ''),
    serviceAccount: text(9, ''),
    automountServiceAccountToken: flag(21, '', { pointer: true }),
    nodeName: text(10, ''),
    hostNetwork: flag(11, ''),
    hostPID: flag(12, ''),
    hostIPC: flag(13, ''),
    shareProcessNamespace: flag(27, '', { pointer: true }),
    securityContext: ref(14, podSecurityContext, '', { defaulted: true }),
    imagePullSecrets: list(15, localObjectReference, '', {
      list: 'map',
      keys: ['name'],
      patch: 'merge',
      mergeKey: 'name',
    }),
    hostname: text(16, ''),
    subdomain: text(17, ''),
    affinity: ref(18, affinity, ''),
    schedulerName: text(19, '', { default: 'default-scheduler' }),
    tolerations: list(22, toleration, '', { list: 'atomic' }),
    hostAliases: list(23, hostAlias, '', {
      list: 'map',
      keys: ['ip'],
      patch: 'merge',
      mergeKey: 'ip',
    }),
    priorityClassName: text(24, ''),
    priority: int32(25, '', { pointer: true }),
    dnsConfig: ref(26, podDNSConfig, ''),
    readinessGates: list(28, podReadinessGate, '', { list: 'atomic' }),
    runtimeClassName: text(29, '', { pointer: true }),
    enableServiceLinks: flag(30, '', { pointer: true }),
    preemptionPolicy: text(31, '', { oneOf: ['PreemptLowerPriority', 'Never'], pointer: true }),
    overhead: map(32, 'quantity', ''),
    topologySpreadConstraints: list(33, topologySpreadConstraint, '', {
      list: 'map',
      keys: ['topologyKey', 'whenUnsatisfiable'],
      patch: 'merge',
      mergeKey: 'topologyKey',
    }),
    setHostnameAsFQDN: flag(35, '', { pointer: true }),
    os: ref(36, podOS, ''),
    hostUsers: flag(37, '', { pointer: true }),
    schedulingGates: list(38, podSchedulingGate, '', {
      list: 'map',
      keys: ['name'],
      patch: 'merge',
      mergeKey: 'name',
    }),
    resourceClaims: list(39, podResourceClaim, '', {
      list: 'map',
      keys: ['name'],
      patch: 'merge,retainKeys',
      mergeKey: 'name',
    }),
    resources: ref(40, resourceRequirements, ''),
  },
  completePodSpec,
)
export type PodSpec = Of<typeof podSpec>
