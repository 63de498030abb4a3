import { flag, int64, list, message, type Of, ref, text } from '../../../schema/tree.ts'

export const capabilities = message('io.k8s.api.core.v1.Capabilities', '', {
  add: list(1, 'string', '', { list: 'atomic' }),
  drop: list(2, 'string', '', { list: 'atomic' }),
})
export type Capabilities = Of<typeof capabilities>

export const seLinuxOptions = message('io.k8s.api.core.v1.SELinuxOptions', '', {
  user: text(1, ''),
  role: text(2, ''),
  type: text(3, ''),
  level: text(4, ''),
})
export type SELinuxOptions = Of<typeof seLinuxOptions>

export const windowsSecurityContextOptions = message(
  'io.k8s.api.core.v1.WindowsSecurityContextOptions',
  '',
  {
    gmsaCredentialSpecName: text(1, '', { pointer: true }),
    gmsaCredentialSpec: text(2, '', { pointer: true }),
    runAsUserName: text(3, '', { pointer: true }),
    hostProcess: flag(4, '', { pointer: true }),
  },
)
export type WindowsSecurityContextOptions = Of<typeof windowsSecurityContextOptions>

export const seccompProfile = message('io.k8s.api.core.v1.SeccompProfile', '', {
  type: text(1, '', { required: true, oneOf: ['Unconfined', 'RuntimeDefault', 'Localhost'] }),
  localhostProfile: text(2, '', { pointer: true }),
})
export type SeccompProfile = Of<typeof seccompProfile>

export const appArmorProfile = message('io.k8s.api.core.v1.AppArmorProfile', '', {
  type: text(1, '', { required: true, oneOf: ['Unconfined', 'RuntimeDefault', 'Localhost'] }),
  localhostProfile: text(2, '', { pointer: true }),
})
export type AppArmorProfile = Of<typeof appArmorProfile>

export const securityContext = message('io.k8s.api.core.v1.SecurityContext', '', {
  capabilities: ref(1, capabilities, ''),
  privileged: flag(2, '', { pointer: true }),
  seLinuxOptions: ref(3, seLinuxOptions, ''),
  windowsOptions: ref(10, windowsSecurityContextOptions, ''),
  runAsUser: int64(4, '', { pointer: true }),
  runAsGroup: int64(8, '', { pointer: true }),
  runAsNonRoot: flag(5, '', { pointer: true }),
  readOnlyRootFilesystem: flag(6, '', { pointer: true }),
  allowPrivilegeEscalation: flag(7, '', { pointer: true }),
  procMount: text(9, '', { oneOf: ['Default', 'Unmasked'], pointer: true }),
  seccompProfile: ref(11, seccompProfile, ''),
  appArmorProfile: ref(12, appArmorProfile, ''),
})
export type SecurityContext = Of<typeof securityContext>

export const sysctl = message('io.k8s.api.core.v1.Sysctl', '', {
  name: text(1, '', { required: true }),
  value: text(2, '', { required: true }),
})
export type Sysctl = Of<typeof sysctl>

export const podSecurityContext = message('io.k8s.api.core.v1.PodSecurityContext', '', {
  seLinuxOptions: ref(1, seLinuxOptions, ''),
  windowsOptions: ref(8, windowsSecurityContextOptions, ''),
  runAsUser: int64(2, '', { pointer: true }),
  runAsGroup: int64(6, '', { pointer: true }),
  runAsNonRoot: flag(3, '', { pointer: true }),
  supplementalGroups: list(4, 'int64', '', { list: 'atomic' }),
  supplementalGroupsPolicy: text(12, '', { oneOf: ['Merge', 'Strict'], pointer: true }),
  fsGroup: int64(5, '', { pointer: true }),
  sysctls: list(7, sysctl, '', { list: 'atomic' }),
  fsGroupChangePolicy: text(9, '', { oneOf: ['OnRootMismatch', 'Always'], pointer: true }),
  seccompProfile: ref(10, seccompProfile, ''),
  appArmorProfile: ref(11, appArmorProfile, ''),
  seLinuxChangePolicy: text(13, '', { oneOf: ['Recursive', 'MountOption'], pointer: true }),
})
export type PodSecurityContext = Of<typeof podSecurityContext>
