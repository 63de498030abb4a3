import { flag, int64, list, message, type Of, ref, text } from '../../../schema/tree.ts'

export const capabilities = message('io.k8s.api.core.v1.Capabilities', 'Names such as NET_ADMIN.', {
  add: list(1, 'string', 'Capabilities that the container gets.', { list: 'atomic' }),
  drop: list(2, 'string', 'Capabilities that the container loses.', { list: 'atomic' }),
})
export type Capabilities = Of<typeof capabilities>

export const seLinuxOptions = message(
  'io.k8s.api.core.v1.SELinuxOptions',
  'The SELinux label of a container.',
  {
    user: text(1, 'User part of the label.'),
    role: text(2, 'Role part of the label.'),
    type: text(3, 'Type part of the label.'),
    level: text(4, 'Level part of the label.'),
  },
)
export type SELinuxOptions = Of<typeof seLinuxOptions>

export const windowsSecurityContextOptions = message(
  'io.k8s.api.core.v1.WindowsSecurityContextOptions',
  'Settings for containers on Windows.',
  {
    gmsaCredentialSpecName: text(1, 'Name of the GMSA credential specification.', {
      pointer: true,
    }),
    gmsaCredentialSpec: text(2, 'The GMSA credential specification itself.', { pointer: true }),
    runAsUserName: text(3, 'The Windows user to run as.', { pointer: true }),
    hostProcess: flag(4, 'Whether the container runs on the host itself.', { pointer: true }),
  },
)
export type WindowsSecurityContextOptions = Of<typeof windowsSecurityContextOptions>

export const seccompProfile = message(
  'io.k8s.api.core.v1.SeccompProfile',
  'A profile of the runtime, of the node, or none.',
  {
    type: text(1, 'Localhost, RuntimeDefault or Unconfined.', {
      required: true,
      oneOf: ['Unconfined', 'RuntimeDefault', 'Localhost'],
    }),
    localhostProfile: text(2, 'File on the node with the profile, for Localhost.', {
      pointer: true,
    }),
  },
)
export type SeccompProfile = Of<typeof seccompProfile>

export const appArmorProfile = message(
  'io.k8s.api.core.v1.AppArmorProfile',
  'The AppArmor profile of a container.',
  {
    type: text(1, 'Localhost, RuntimeDefault or Unconfined.', {
      required: true,
      oneOf: ['Unconfined', 'RuntimeDefault', 'Localhost'],
    }),
    localhostProfile: text(2, 'Name of the profile loaded on the node, for Localhost.', {
      pointer: true,
    }),
  },
)
export type AppArmorProfile = Of<typeof appArmorProfile>

export const securityContext = message(
  'io.k8s.api.core.v1.SecurityContext',
  'What a container may do on its node.',
  {
    capabilities: ref(1, capabilities, 'Linux capabilities to add or take away.', {
      simulated: false,
    }),
    privileged: flag(2, 'Whether it is as powerful as root on the node.', {
      pointer: true,
      simulated: false,
    }),
    seLinuxOptions: ref(3, seLinuxOptions, 'Its SELinux label.', { simulated: false }),
    windowsOptions: ref(10, windowsSecurityContextOptions, 'Settings for Windows.', {
      simulated: false,
    }),
    runAsUser: int64(4, 'Number of the user it runs as.', { pointer: true }),
    runAsGroup: int64(8, 'Number of the group it runs as.', { pointer: true }),
    runAsNonRoot: flag(5, 'Whether the kubelet refuses to run it as root.', { pointer: true }),
    readOnlyRootFilesystem: flag(6, 'Whether its own files are read-only.', { pointer: true }),
    allowPrivilegeEscalation: flag(7, 'Whether a process may gain more rights than its parent.', {
      pointer: true,
      simulated: false,
    }),
    procMount: text(9, 'How /proc is mounted.', {
      oneOf: ['Default', 'Unmasked'],
      pointer: true,
      simulated: false,
    }),
    seccompProfile: ref(11, seccompProfile, 'Which system calls are allowed.', {
      simulated: false,
    }),
    appArmorProfile: ref(12, appArmorProfile, 'Its AppArmor profile.', { simulated: false }),
  },
)
export type SecurityContext = Of<typeof securityContext>

export const sysctl = message('io.k8s.api.core.v1.Sysctl', 'A kernel setting.', {
  name: text(1, 'Name of the setting.', { required: true }),
  value: text(2, 'Its value.', { required: true }),
})
export type Sysctl = Of<typeof sysctl>

export const podSecurityContext = message(
  'io.k8s.api.core.v1.PodSecurityContext',
  "What all containers of a pod may do on the node. A container's own settings come first.",
  {
    seLinuxOptions: ref(1, seLinuxOptions, "The containers' SELinux label.", { simulated: false }),
    windowsOptions: ref(8, windowsSecurityContextOptions, 'Settings for Windows.', {
      simulated: false,
    }),
    runAsUser: int64(2, 'Number of the user they run as.', { pointer: true }),
    runAsGroup: int64(6, 'Number of the group they run as.', { pointer: true }),
    runAsNonRoot: flag(3, 'Whether the kubelet refuses to run them as root.', { pointer: true }),
    supplementalGroups: list(4, 'int64', 'Further groups of the first process.', {
      list: 'atomic',
      simulated: false,
    }),
    supplementalGroupsPolicy: text(
      12,
      'How those groups join the ones of the image: Merge or Strict.',
      { oneOf: ['Merge', 'Strict'], pointer: true, simulated: false },
    ),
    fsGroup: int64(5, 'Group that volumes belong to.', { pointer: true, simulated: false }),
    sysctls: list(7, sysctl, 'Kernel settings of the pod.', { list: 'atomic', simulated: false }),
    fsGroupChangePolicy: text(
      9,
      "When the group of a volume's files is changed: OnRootMismatch or Always.",
      { oneOf: ['OnRootMismatch', 'Always'], pointer: true, simulated: false },
    ),
    seccompProfile: ref(10, seccompProfile, 'Which system calls are allowed.', {
      simulated: false,
    }),
    appArmorProfile: ref(11, appArmorProfile, "The containers' AppArmor profile.", {
      simulated: false,
    }),
    seLinuxChangePolicy: text(13, 'How a volume gets its SELinux label.', {
      oneOf: ['Recursive', 'MountOption'],
      pointer: true,
      simulated: false,
    }),
  },
)
export type PodSecurityContext = Of<typeof podSecurityContext>
