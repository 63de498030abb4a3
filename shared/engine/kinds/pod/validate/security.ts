import { checkWords } from '../../../schema/check-words.ts'
import {
  duplicate,
  forbidden,
  required,
  wrong,
  wrongGo,
  type FieldError,
} from '../../../schema/field-errors.ts'
import { goStruct } from '../../../schema/go-syntax.ts'
import { rangeWords } from '../../../schema/names.ts'
import {
  podSecurityContext,
  securityContext,
  seccompProfile as seccompType,
  type AppArmorProfile,
  type SeccompProfile,
  type SecurityContext,
  type Sysctl,
} from '../schema/security.ts'
import type { PodSpec } from '../schema/spec.ts'
import { localDescending } from './path.ts'

/** Upstream: core/validation ValidateSecurityContext, validatePodSpecSecurityContext (v1.32). */

const MAX_INT32 = 2_147_483_647
const SYSCTL = '([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?'
const SYSCTL_FORM = new RegExp(`^${SYSCTL}$`)
const SYSCTL_LONGEST = 253

/** What a container may do on its node. */
export function checkSecurity(
  context: SecurityContext | undefined,
  hasHostUsers: boolean,
  field: string,
): FieldError[] {
  if (!context) return []
  const { privileged, allowPrivilegeEscalation, capabilities, procMount } = context
  const errors = [
    ...checkId(context.runAsUser, `${field}.runAsUser`),
    ...checkId(context.runAsGroup, `${field}.runAsGroup`),
  ]
  const contradicts = (what: string): FieldError => {
    const rule = `cannot set \`allowPrivilegeEscalation\` to false and ${what}`
    return wrongGo(field, goStruct(securityContext, context, 'core'), rule)
  }
  if (allowPrivilegeEscalation === false) {
    if (privileged) errors.push(contradicts('`privileged` to true'))
    if (capabilities?.add?.includes('CAP_SYS_ADMIN')) {
      errors.push(contradicts('`capabilities.Add` CAP_SYS_ADMIN'))
    }
  }
  if (hasHostUsers && procMount === 'Unmasked') {
    const rule = '`hostUsers` must be false to use `Unmasked`'
    errors.push(wrong(`${field}.procMount`, procMount, rule))
  }
  return [
    ...errors,
    ...checkWords(securityContext, context, field),
    ...checkSeccomp(context.seccompProfile, `${field}.seccompProfile`),
    ...checkAppArmor(context.appArmorProfile, `${field}.appArmorProfile`),
  ]
}

/** What all containers of a pod may do. */
export function checkPodSecurity(spec: PodSpec, field: string): FieldError[] {
  const context = spec.securityContext
  if (!context) return []
  const errors = [
    ...checkId(context.fsGroup, `${field}.fsGroup`),
    ...checkId(context.runAsUser, `${field}.runAsUser`),
    ...checkId(context.runAsGroup, `${field}.runAsGroup`),
    ...(context.supplementalGroups ?? []).flatMap((group, index) =>
      checkId(group, `${field}.supplementalGroups[${index}]`),
    ),
  ]
  if (spec.shareProcessNamespace && spec.hostPID) {
    const rule = 'ShareProcessNamespace and HostPID cannot both be enabled'
    errors.push(wrong(`${field}.shareProcessNamespace`, true, rule))
  }
  return [
    ...errors,
    ...checkSysctls(context.sysctls ?? [], spec, `${field}.sysctls`),
    ...checkWords(podSecurityContext, context, field),
    ...checkSeccomp(context.seccompProfile, `${field}.seccompProfile`),
    ...checkAppArmor(context.appArmorProfile, `${field}.appArmorProfile`),
  ]
}

function checkId(id: number | undefined, field: string): FieldError[] {
  if (id === undefined || (id >= 0 && id <= MAX_INT32)) return []
  return [wrong(field, id, rangeWords(0, MAX_INT32))]
}

function checkSysctls(sysctls: readonly Sysctl[], spec: PodSpec, field: string): FieldError[] {
  const seen = new Set<string>()
  return sysctls.flatMap(({ name }, index) => {
    const path = `${field}[${index}].name`
    const errors: FieldError[] = []
    if (!name) errors.push(required(path))
    else if (name.length > SYSCTL_LONGEST || !SYSCTL_FORM.test(name)) {
      const rule = `must have at most ${SYSCTL_LONGEST} characters and match regex ^${SYSCTL}$`
      errors.push(wrong(path, name, rule))
    } else if (seen.has(name)) errors.push(duplicate(path, name))
    seen.add(name)
    const dotted = name.replaceAll('/', '.')
    if (spec.hostNetwork && dotted.startsWith('net.')) {
      errors.push(wrong(path, name, "may not be specified when 'hostNetwork' is true"))
    } else if (spec.hostIPC && /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(dotted)) {
      errors.push(wrong(path, name, "may not be specified when 'hostIPC' is true"))
    }
    return errors
  })
}

function checkSeccomp(profile: SeccompProfile | undefined, field: string): FieldError[] {
  if (!profile) return []
  const { type, localhostProfile } = profile
  const path = `${field}.localhostProfile`
  if ((type as string) === '') {
    return [required(`${field}.type`, 'type is required when seccompProfile is set')]
  }
  if (type === 'Localhost') {
    if (localhostProfile !== undefined) return localDescending(localhostProfile, path)
    return [required(path, 'must be set when seccomp type is Localhost')]
  }
  if (localhostProfile === undefined) return []
  const rule = 'can only be set when seccomp type is Localhost'
  return [wrongGo(path, goStruct(seccompType, profile, 'core'), rule)]
}

function checkAppArmor(profile: AppArmorProfile | undefined, field: string): FieldError[] {
  if (!profile) return []
  const { type, localhostProfile } = profile
  const path = `${field}.localhostProfile`
  if ((type as string) === '') {
    return [required(`${field}.type`, 'type is required when appArmorProfile is set')]
  }
  if (type === 'Localhost') {
    if (localhostProfile === undefined || localhostProfile.trim() === '') {
      return [required(path, 'must be set when AppArmor type is Localhost')]
    }
    if (localhostProfile === localhostProfile.trim()) return []
    return [wrong(path, localhostProfile, 'must not be padded with whitespace')]
  }
  if (localhostProfile === undefined) return []
  return [wrong(path, localhostProfile, 'can only be set when AppArmor type is Localhost')]
}

/** Pods with users of their own may not share other things with the node. */
export function checkHostUsers(spec: PodSpec, field: string): FieldError[] {
  if (spec.hostUsers !== false) return []
  const rule = 'when `pod.Spec.HostUsers` is false'
  return [
    ...(spec.hostNetwork ? [forbidden(`${field}.hostNetwork`, rule)] : []),
    ...(spec.hostPID ? [forbidden(`${field}.HostPID`, rule)] : []),
    ...(spec.hostIPC ? [forbidden(`${field}.HostIPC`, rule)] : []),
  ]
}
