import {
  flag,
  int32,
  list,
  message,
  type Of,
  ref,
  struct,
  text,
  within,
} from '../../../schema/tree.ts'
import { completeContainer } from '../defaults.ts'
import { envFromSource, envVar } from './env.ts'
import { lifecycle, probe } from './probe.ts'
import { containerResizePolicy, resourceRequirements } from './resources.ts'
import { securityContext } from './security.ts'

export const containerPort = message(
  'io.k8s.api.core.v1.ContainerPort',
  'A port that a container listens on. It informs; a port that is not listed works too.',
  {
    name: text(1, 'Name of the port, unique in the pod; services can point to it.'),
    hostPort: int32(2, 'Port of the node that leads here. At most one pod on a node can have it.'),
    containerPort: int32(3, 'Number of the port.', { required: true }),
    protocol: text(4, 'TCP, UDP or SCTP.', { oneOf: ['TCP', 'UDP', 'SCTP'], default: 'TCP' }),
    hostIP: text(5, 'Address of the node that the host port is opened on.'),
  },
)
export type ContainerPort = Of<typeof containerPort>

export const volumeMount = message(
  'io.k8s.api.core.v1.VolumeMount',
  'Where a container sees a volume.',
  {
    name: text(1, 'The volume.', { required: true }),
    readOnly: flag(2, 'Whether the container may only read.'),
    recursiveReadOnly: text(7, 'Whether mounts below are read-only too.', {
      oneOf: ['Disabled', 'IfPossible', 'Enabled'],
      pointer: true,
      simulated: false,
    }),
    mountPath: text(3, 'The path in the container.', { required: true }),
    subPath: text(4, 'Only this path of the volume.'),
    mountPropagation: text(5, 'Whether mounts made later are seen on the other side.', {
      oneOf: ['None', 'HostToContainer', 'Bidirectional'],
      pointer: true,
      simulated: false,
    }),
    subPathExpr: text(6, 'As subPath, with $(VARIABLE) filled in.'),
  },
)
export type VolumeMount = Of<typeof volumeMount>

export const volumeDevice = message(
  'io.k8s.api.core.v1.VolumeDevice',
  'Where a container sees a raw device.',
  {
    name: text(1, "The claim in the pod's volumes.", { required: true }),
    devicePath: text(2, 'The path in the container.', { required: true }),
  },
)
export type VolumeDevice = Of<typeof volumeDevice>

export const containerFields = {
  name: text(1, 'Name of the container, unique in the pod.', { required: true }),
  image: text(2, 'The image to run, such as nginx:1.27.'),
  command: list(3, 'string', "What to run instead of the image's entry point.", { list: 'atomic' }),
  args: list(4, 'string', "Arguments, instead of the image's.", { list: 'atomic' }),
  workingDir: text(5, "Where it runs; the image's choice when left out."),
  ports: list(6, containerPort, 'The ports that it listens on.', {
    list: 'map',
    keys: ['containerPort', 'protocol'],
    patch: 'merge',
    mergeKey: 'containerPort',
  }),
  envFrom: list(19, envFromSource, 'ConfigMaps and Secrets whose keys become variables.', {
    list: 'atomic',
  }),
  env: list(7, envVar, 'Its environment variables.', {
    list: 'map',
    keys: ['name'],
    patch: 'merge',
    mergeKey: 'name',
  }),
  resources: struct(8, resourceRequirements, 'What it asks for and may use at most.'),
  resizePolicy: list(
    23,
    containerResizePolicy,
    'What a change of its resources means while it runs.',
    { list: 'atomic' },
  ),
  restartPolicy: text(24, 'Always makes an init container a sidecar that runs beside the others.', {
    oneOf: ['Always'],
    pointer: true,
  }),
  volumeMounts: list(9, volumeMount, "Where it sees the pod's volumes.", {
    list: 'map',
    keys: ['mountPath'],
    patch: 'merge',
    mergeKey: 'mountPath',
  }),
  volumeDevices: list(21, volumeDevice, 'Where it sees raw devices.', {
    list: 'map',
    keys: ['devicePath'],
    patch: 'merge',
    mergeKey: 'devicePath',
    simulated: false,
  }),
  livenessProbe: ref(10, probe, 'Fails when the container must be restarted.'),
  readinessProbe: ref(11, probe, 'Fails when the container must get no requests.'),
  startupProbe: ref(22, probe, 'Succeeds once the container is up; the other probes wait for it.'),
  lifecycle: ref(12, lifecycle, 'What to do when it starts and when it is stopped.'),
  terminationMessagePath: text(13, 'File in which it may leave its last words.', {
    default: '/dev/termination-log',
  }),
  terminationMessagePolicy: text(
    20,
    'Where the last words are read: File, or FallbackToLogsOnError.',
    { oneOf: ['File', 'FallbackToLogsOnError'], default: 'File' },
  ),
  imagePullPolicy: text(
    14,
    'Always, IfNotPresent or Never. Always for the tag latest, else IfNotPresent.',
    { oneOf: ['Always', 'Never', 'IfNotPresent'], defaulted: true },
  ),
  securityContext: ref(15, securityContext, 'What it may do on its node.'),
  stdin: flag(16, 'Whether it keeps its standard input open.'),
  stdinOnce: flag(17, 'Whether the input closes after the first client.'),
  tty: flag(18, 'Whether it has a terminal.'),
}

export const container = message(
  'io.k8s.api.core.v1.Container',
  'One container of a pod.',
  containerFields,
  completeContainer,
)
export type Container = Of<typeof container>

export const ephemeralContainer = message(
  'io.k8s.api.core.v1.EphemeralContainer',
  'A container that is added to a running pod to look into it.',
  {
    ...within(1, containerFields),
    targetContainerName: text(2, 'The container whose processes it shares.'),
  },
  completeContainer,
)
export type EphemeralContainer = Of<typeof ephemeralContainer>
