import {
  flag,
  int32,
  int64,
  list,
  map,
  message,
  type Of,
  ref,
  struct,
  text,
  time,
} from '../../../schema/tree.ts'
import { resourceRequirements } from './resources.ts'

export const containerStateWaiting = message('io.k8s.api.core.v1.ContainerStateWaiting', '', {
  reason: text(1, ''),
  message: text(2, ''),
})
export type ContainerStateWaiting = Of<typeof containerStateWaiting>

export const containerStateRunning = message('io.k8s.api.core.v1.ContainerStateRunning', '', {
  startedAt: time(1, ''),
})
export type ContainerStateRunning = Of<typeof containerStateRunning>

export const containerStateTerminated = message('io.k8s.api.core.v1.ContainerStateTerminated', '', {
  exitCode: int32(1, '', { required: true }),
  signal: int32(2, ''),
  reason: text(3, ''),
  message: text(4, ''),
  startedAt: time(5, ''),
  finishedAt: time(6, ''),
  containerID: text(7, ''),
})
export type ContainerStateTerminated = Of<typeof containerStateTerminated>

export const containerState = message('io.k8s.api.core.v1.ContainerState', '', {
  waiting: ref(1, containerStateWaiting, ''),
  running: ref(2, containerStateRunning, ''),
  terminated: ref(3, containerStateTerminated, ''),
})
export type ContainerState = Of<typeof containerState>

export const volumeMountStatus = message('io.k8s.api.core.v1.VolumeMountStatus', '', {
  name: text(1, '', { required: true }),
  mountPath: text(2, '', { required: true }),
  readOnly: flag(3, ''),
  recursiveReadOnly: text(4, '', { oneOf: ['Disabled', 'IfPossible', 'Enabled'], pointer: true }),
})
export type VolumeMountStatus = Of<typeof volumeMountStatus>

export const linuxContainerUser = message('io.k8s.api.core.v1.LinuxContainerUser', '', {
  uid: int64(1, '', { required: true }),
  gid: int64(2, '', { required: true }),
  supplementalGroups: list(3, 'int64', '', { list: 'atomic' }),
})
export type LinuxContainerUser = Of<typeof linuxContainerUser>

export const containerUser = message('io.k8s.api.core.v1.ContainerUser', '', {
  linux: ref(1, linuxContainerUser, ''),
})
export type ContainerUser = Of<typeof containerUser>

export const resourceHealth = message('io.k8s.api.core.v1.ResourceHealth', '', {
  resourceID: text(1, '', { required: true }),
  health: text(2, '', { oneOf: ['Healthy', 'Unhealthy', 'Unknown'] }),
})
export type ResourceHealth = Of<typeof resourceHealth>

export const resourceStatus = message('io.k8s.api.core.v1.ResourceStatus', '', {
  name: text(1, '', { required: true }),
  resources: list(2, resourceHealth, '', { list: 'map', keys: ['resourceID'] }),
})
export type ResourceStatus = Of<typeof resourceStatus>

export const containerStatus = message('io.k8s.api.core.v1.ContainerStatus', '', {
  name: text(1, '', { required: true }),
  state: struct(2, containerState, ''),
  lastState: struct(3, containerState, ''),
  ready: flag(4, '', { required: true }),
  restartCount: int32(5, '', { required: true }),
  image: text(6, '', { required: true }),
  imageID: text(7, '', { required: true }),
  containerID: text(8, ''),
  started: flag(9, '', { pointer: true }),
  allocatedResources: map(10, 'quantity', ''),
  resources: ref(11, resourceRequirements, ''),
  volumeMounts: list(12, volumeMountStatus, '', {
    list: 'map',
    keys: ['mountPath'],
    patch: 'merge',
    mergeKey: 'mountPath',
  }),
  user: ref(13, containerUser, ''),
  allocatedResourcesStatus: list(14, resourceStatus, '', {
    list: 'map',
    keys: ['name'],
    patch: 'merge',
    mergeKey: 'name',
  }),
})
export type ContainerStatus = Of<typeof containerStatus>
