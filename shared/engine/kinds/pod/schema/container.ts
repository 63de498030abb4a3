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

export const containerPort = message('io.k8s.api.core.v1.ContainerPort', '', {
  name: text(1, ''),
  hostPort: int32(2, ''),
  containerPort: int32(3, '', { required: true }),
  protocol: text(4, '', { oneOf: ['TCP', 'UDP', 'SCTP'], default: 'TCP' }),
  hostIP: text(5, ''),
})
export type ContainerPort = Of<typeof containerPort>

export const volumeMount = message('io.k8s.api.core.v1.VolumeMount', '', {
  name: text(1, '', { required: true }),
  readOnly: flag(2, ''),
  recursiveReadOnly: text(7, '', { oneOf: ['Disabled', 'IfPossible', 'Enabled'], pointer: true }),
  mountPath: text(3, '', { required: true }),
  subPath: text(4, ''),
  mountPropagation: text(5, '', {
    oneOf: ['None', 'HostToContainer', 'Bidirectional'],
    pointer: true,
  }),
  subPathExpr: text(6, ''),
})
export type VolumeMount = Of<typeof volumeMount>

export const volumeDevice = message('io.k8s.api.core.v1.VolumeDevice', '', {
  name: text(1, '', { required: true }),
  devicePath: text(2, '', { required: true }),
})
export type VolumeDevice = Of<typeof volumeDevice>

export const container = message(
  'io.k8s.api.core.v1.Container',
  '',
  {
    name: text(1, '', { required: true }),
    image: text(2, ''),
    command: list(3, 'string', '', { list: 'atomic' }),
    args: list(4, 'string', '', { list: 'atomic' }),
    workingDir: text(5, ''),
    ports: list(6, containerPort, '', {
      list: 'map',
      keys: ['containerPort', 'protocol'],
      patch: 'merge',
      mergeKey: 'containerPort',
    }),
    envFrom: list(19, envFromSource, '', { list: 'atomic' }),
    env: list(7, envVar, '', { list: 'map', keys: ['name'], patch: 'merge', mergeKey: 'name' }),
    resources: struct(8, resourceRequirements, ''),
    resizePolicy: list(23, containerResizePolicy, '', { list: 'atomic' }),
    restartPolicy: text(24, '', { oneOf: ['Always'], pointer: true }),
    volumeMounts: list(9, volumeMount, '', {
      list: 'map',
      keys: ['mountPath'],
      patch: 'merge',
      mergeKey: 'mountPath',
    }),
    volumeDevices: list(21, volumeDevice, '', {
      list: 'map',
      keys: ['devicePath'],
      patch: 'merge',
      mergeKey: 'devicePath',
    }),
    livenessProbe: ref(10, probe, ''),
    readinessProbe: ref(11, probe, ''),
    startupProbe: ref(22, probe, ''),
    lifecycle: ref(12, lifecycle, ''),
    terminationMessagePath: text(13, '', { default: '/dev/termination-log' }),
    terminationMessagePolicy: text(20, '', {
      oneOf: ['File', 'FallbackToLogsOnError'],
      default: 'File',
    }),
    imagePullPolicy: text(14, '', { oneOf: ['Always', 'Never', 'IfNotPresent'], defaulted: true }),
    securityContext: ref(15, securityContext, ''),
    stdin: flag(16, ''),
    stdinOnce: flag(17, ''),
    tty: flag(18, ''),
  },
  completeContainer,
)
export type Container = Of<typeof container>

export const ephemeralContainerCommonFields = {
  name: text(1, '', { required: true }),
  image: text(2, ''),
  command: list(3, 'string', '', { list: 'atomic' }),
  args: list(4, 'string', '', { list: 'atomic' }),
  workingDir: text(5, ''),
  ports: list(6, containerPort, '', {
    list: 'map',
    keys: ['containerPort', 'protocol'],
    patch: 'merge',
    mergeKey: 'containerPort',
  }),
  envFrom: list(19, envFromSource, '', { list: 'atomic' }),
  env: list(7, envVar, '', { list: 'map', keys: ['name'], patch: 'merge', mergeKey: 'name' }),
  resources: struct(8, resourceRequirements, ''),
  resizePolicy: list(23, containerResizePolicy, '', { list: 'atomic' }),
  restartPolicy: text(24, '', { oneOf: ['Always'], pointer: true }),
  volumeMounts: list(9, volumeMount, '', {
    list: 'map',
    keys: ['mountPath'],
    patch: 'merge',
    mergeKey: 'mountPath',
  }),
  volumeDevices: list(21, volumeDevice, '', {
    list: 'map',
    keys: ['devicePath'],
    patch: 'merge',
    mergeKey: 'devicePath',
  }),
  livenessProbe: ref(10, probe, ''),
  readinessProbe: ref(11, probe, ''),
  startupProbe: ref(22, probe, ''),
  lifecycle: ref(12, lifecycle, ''),
  terminationMessagePath: text(13, '', { default: '/dev/termination-log' }),
  terminationMessagePolicy: text(20, '', {
    oneOf: ['File', 'FallbackToLogsOnError'],
    default: 'File',
  }),
  imagePullPolicy: text(14, '', { oneOf: ['Always', 'Never', 'IfNotPresent'], defaulted: true }),
  securityContext: ref(15, securityContext, ''),
  stdin: flag(16, ''),
  stdinOnce: flag(17, ''),
  tty: flag(18, ''),
}

export const ephemeralContainer = message(
  'io.k8s.api.core.v1.EphemeralContainer',
  '',
  {
    ...within(1, ephemeralContainerCommonFields),
    targetContainerName: text(2, ''),
  },
  completeContainer,
)
export type EphemeralContainer = Of<typeof ephemeralContainer>
