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

export const containerStateWaiting = message(
  'io.k8s.api.core.v1.ContainerStateWaiting',
  'A container that does not run yet.',
  {
    reason: text(1, 'Why, in one word, such as ImagePullBackOff.'),
    message: text(2, 'Why, in a sentence.'),
  },
)
export type ContainerStateWaiting = Of<typeof containerStateWaiting>

export const containerStateRunning = message(
  'io.k8s.api.core.v1.ContainerStateRunning',
  'A container that runs.',
  {
    startedAt: time(1, 'Since when.'),
  },
)
export type ContainerStateRunning = Of<typeof containerStateRunning>

export const containerStateTerminated = message(
  'io.k8s.api.core.v1.ContainerStateTerminated',
  'A container that has ended.',
  {
    exitCode: int32(1, 'How it ended; 0 is success.', { required: true }),
    signal: int32(2, 'The signal that ended it.'),
    reason: text(3, 'Why, in one word, such as Completed, Error or OOMKilled.'),
    message: text(4, 'Its last words.'),
    startedAt: time(5, 'When it started.'),
    finishedAt: time(6, 'When it ended.'),
    containerID: text(7, 'Which container it was.'),
  },
)
export type ContainerStateTerminated = Of<typeof containerStateTerminated>

export const containerState = message(
  'io.k8s.api.core.v1.ContainerState',
  'What a container is doing. One of the three.',
  {
    waiting: ref(1, containerStateWaiting, 'It does not run yet.'),
    running: ref(2, containerStateRunning, 'It runs.'),
    terminated: ref(3, containerStateTerminated, 'It has ended.'),
  },
)
export type ContainerState = Of<typeof containerState>

export const volumeMountStatus = message(
  'io.k8s.api.core.v1.VolumeMountStatus',
  'A mount as it really is.',
  {
    name: text(1, 'The volume.', { required: true }),
    mountPath: text(2, 'The path in the container.', { required: true }),
    readOnly: flag(3, 'Whether the container may only read.'),
    recursiveReadOnly: text(4, 'Whether mounts below are read-only too.', {
      oneOf: ['Disabled', 'IfPossible', 'Enabled'],
      pointer: true,
    }),
  },
)
export type VolumeMountStatus = Of<typeof volumeMountStatus>

export const linuxContainerUser = message(
  'io.k8s.api.core.v1.LinuxContainerUser',
  'The user of a first process.',
  {
    uid: int64(1, 'Number of the user.', { required: true }),
    gid: int64(2, 'Number of the group.', { required: true }),
    supplementalGroups: list(3, 'int64', 'Further groups.', { list: 'atomic' }),
  },
)
export type LinuxContainerUser = Of<typeof linuxContainerUser>

export const containerUser = message(
  'io.k8s.api.core.v1.ContainerUser',
  'Whom a container runs as.',
  {
    linux: ref(1, linuxContainerUser, 'The user on Linux.'),
  },
)
export type ContainerUser = Of<typeof containerUser>

export const resourceHealth = message('io.k8s.api.core.v1.ResourceHealth', 'Health of a device.', {
  resourceID: text(1, 'Which device.', { required: true }),
  health: text(2, 'Healthy, Unhealthy or Unknown.', { oneOf: ['Healthy', 'Unhealthy', 'Unknown'] }),
})
export type ResourceHealth = Of<typeof resourceHealth>

export const resourceStatus = message(
  'io.k8s.api.core.v1.ResourceStatus',
  'Health of the devices of a resource.',
  {
    name: text(1, 'The resource.', { required: true }),
    resources: list(2, resourceHealth, 'The devices.', { list: 'map', keys: ['resourceID'] }),
  },
)
export type ResourceStatus = Of<typeof resourceStatus>

export const containerStatus = message(
  'io.k8s.api.core.v1.ContainerStatus',
  'How a container is doing.',
  {
    name: text(1, 'The container.', { required: true }),
    state: struct(2, containerState, 'What it is doing.'),
    lastState: struct(3, containerState, 'How it ended before it was started again.'),
    ready: flag(4, 'Whether it may get requests.', { required: true }),
    restartCount: int32(5, 'How often it was started again.', { required: true }),
    image: text(6, 'The image that it runs.', { required: true }),
    imageID: text(7, 'The image by its digest.', { required: true }),
    containerID: text(8, 'The running container, such as containerd://….'),
    started: flag(9, 'Whether it has got through its start.', { pointer: true }),
    allocatedResources: map(10, 'quantity', 'What the node keeps free for it.'),
    resources: ref(11, resourceRequirements, 'What it really has.'),
    volumeMounts: list(12, volumeMountStatus, 'Its mounts as they really are.', {
      list: 'map',
      keys: ['mountPath'],
      patch: 'merge',
      mergeKey: 'mountPath',
    }),
    user: ref(13, containerUser, 'Whom it runs as.', { simulated: false }),
    allocatedResourcesStatus: list(14, resourceStatus, 'Health of its devices.', {
      list: 'map',
      keys: ['name'],
      patch: 'merge',
      mergeKey: 'name',
      simulated: false,
    }),
  },
)
export type ContainerStatus = Of<typeof containerStatus>
