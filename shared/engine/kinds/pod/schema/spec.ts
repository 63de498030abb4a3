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
  'How a pod is to run.',
  {
    volumes: list(1, volume, 'Files that its containers can mount.', {
      list: 'map',
      keys: ['name'],
      patch: 'merge,retainKeys',
      mergeKey: 'name',
    }),
    initContainers: list(
      20,
      container,
      'Containers that run before the others, one after the other.',
      { list: 'map', keys: ['name'], patch: 'merge', mergeKey: 'name' },
    ),
    containers: list(2, container, 'Its containers; at least one.', {
      required: true,
      list: 'map',
      keys: ['name'],
      patch: 'merge',
      mergeKey: 'name',
    }),
    ephemeralContainers: list(
      34,
      ephemeralContainer,
      'Containers added later to look into the running pod.',
      { list: 'map', keys: ['name'], patch: 'merge', mergeKey: 'name' },
    ),
    restartPolicy: text(3, 'When ended containers are started again: Always, OnFailure or Never.', {
      oneOf: ['Always', 'OnFailure', 'Never'],
      default: 'Always',
    }),
    terminationGracePeriodSeconds: int64(4, 'Seconds from the friendly signal to the deadly one.', {
      pointer: true,
      default: 30,
    }),
    activeDeadlineSeconds: int64(5, 'Seconds after which the pod is ended for good.', {
      pointer: true,
    }),
    dnsPolicy: text(
      6,
      'Where names are looked up: ClusterFirst, ClusterFirstWithHostNet, Default or None.',
      {
        oneOf: ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'],
        default: 'ClusterFirst',
      },
    ),
    nodeSelector: map(7, 'string', 'Labels that its node must have.', { map: 'atomic' }),
    serviceAccountName: text(8, 'The service account it runs as.'),
    serviceAccount: text(9, 'Old name of serviceAccountName.'),
    automountServiceAccountToken: flag(21, 'Whether it gets a token of its service account.', {
      pointer: true,
    }),
    nodeName: text(10, 'The node it runs on; the scheduler fills it in.'),
    hostNetwork: flag(11, "Whether it uses the node's network."),
    hostPID: flag(12, "Whether it sees the node's processes.", { simulated: false }),
    hostIPC: flag(13, "Whether it shares the node's IPC.", { simulated: false }),
    shareProcessNamespace: flag(27, "Whether its containers see one another's processes.", {
      pointer: true,
      simulated: false,
    }),
    securityContext: ref(14, podSecurityContext, 'What its containers may do on the node.', {
      defaulted: true,
    }),
    imagePullSecrets: list(15, localObjectReference, 'Secrets for pulling its images.', {
      list: 'map',
      keys: ['name'],
      patch: 'merge',
      mergeKey: 'name',
    }),
    hostname: text(16, 'Its host name; its own name when left out.'),
    subdomain: text(17, 'With it, the pod has a full name under the service of that name.'),
    affinity: ref(18, affinity, 'Where it wants to run.'),
    schedulerName: text(19, 'The scheduler that places it.', { default: 'default-scheduler' }),
    tolerations: list(22, toleration, 'Taints that it bears.', { list: 'atomic' }),
    hostAliases: list(23, hostAlias, 'Lines of its hosts file.', {
      list: 'map',
      keys: ['ip'],
      patch: 'merge',
      mergeKey: 'ip',
    }),
    priorityClassName: text(24, 'Class of its importance.'),
    priority: int32(25, 'Its importance as a number, filled in from the class.', { pointer: true }),
    dnsConfig: ref(26, podDNSConfig, 'What its resolver gets besides the policy.'),
    readinessGates: list(28, podReadinessGate, 'Further conditions for it to be ready.', {
      list: 'atomic',
    }),
    runtimeClassName: text(29, 'How its containers are run.', { pointer: true, simulated: false }),
    enableServiceLinks: flag(30, 'Whether it gets a variable for each service of the namespace.', {
      pointer: true,
    }),
    preemptionPolicy: text(31, 'Whether less important pods may be removed for it.', {
      oneOf: ['PreemptLowerPriority', 'Never'],
      pointer: true,
    }),
    overhead: map(32, 'quantity', 'What it costs beside its containers.', { simulated: false }),
    topologySpreadConstraints: list(
      33,
      topologySpreadConstraint,
      'How evenly pods like it must be spread.',
      {
        list: 'map',
        keys: ['topologyKey', 'whenUnsatisfiable'],
        patch: 'merge',
        mergeKey: 'topologyKey',
      },
    ),
    setHostnameAsFQDN: flag(35, 'Whether its host name is the full one.', {
      pointer: true,
      simulated: false,
    }),
    os: ref(36, podOS, 'The operating system that it is for.'),
    hostUsers: flag(37, "Whether it uses the node's users.", { pointer: true, simulated: false }),
    schedulingGates: list(38, podSchedulingGate, 'What holds it back from the scheduler.', {
      list: 'map',
      keys: ['name'],
      patch: 'merge',
      mergeKey: 'name',
    }),
    resourceClaims: list(39, podResourceClaim, 'Devices that it uses.', {
      list: 'map',
      keys: ['name'],
      patch: 'merge,retainKeys',
      mergeKey: 'name',
      simulated: false,
    }),
    resources: ref(
      40,
      resourceRequirements,
      'What all its containers together ask for and may use at most.',
      { simulated: false },
    ),
  },
  completePodSpec,
)
export type PodSpec = Of<typeof podSpec>
