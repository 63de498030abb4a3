import { areAnnotations } from '../../../schema/check-metadata.ts'
import { checkWords } from '../../../schema/check-words.ts'
import {
  duplicate,
  forbidden,
  required,
  unsupported,
  wrong,
  wrongGo,
  type FieldError,
} from '../../../schema/field-errors.ts'
import { goList } from '../../../schema/go-syntax.ts'
import { dnsSubdomain, rangeWords } from '../../../schema/names.ts'
import {
  areLabels,
  isAddress,
  isDnsLabel,
  isDnsSubdomain,
  isQualifiedName,
} from '../../../schema/rules.ts'
import type { PodDNSConfig } from '../schema/network.ts'
import { podOS } from '../schema/scheduling.ts'
import type { PodSpec } from '../schema/spec.ts'
import type { PodTemplateSpec } from '../schema/template.ts'
import { checkContainers, oneOf } from './containers.ts'
import { checkAffinity, checkSpread, checkTolerations } from './placement.ts'
import { checkAmount } from './resources.ts'
import { checkHostUsers, checkPodSecurity } from './security.ts'
import { checkVolumes } from './volumes.ts'

/** Upstream: core/validation ValidatePodSpec (v1.32). */

const RESTART = ['Always', 'OnFailure', 'Never']
const DNS = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
const PREEMPTION = ['PreemptLowerPriority', 'Never']
const MAX_INT32 = 2_147_483_647

/** A pod's spec, in a pod or in a template. */
export function checkPodSpec(spec: PodSpec, field: string, isPod: boolean): FieldError[] {
  return [
    ...(spec.terminationGracePeriodSeconds === undefined
      ? [required(`${field}.terminationGracePeriodSeconds`)]
      : []),
    ...checkVolumes(spec.volumes ?? [], `${field}.volumes`),
    ...checkContainers(spec, field),
    ...checkHostPorts(spec, field, isPod),
    ...oneOf(spec.restartPolicy, RESTART, `${field}.restartPolicy`),
    ...oneOf(spec.dnsPolicy, DNS, `${field}.dnsPolicy`),
    ...areLabels(spec.nodeSelector, `${field}.nodeSelector`),
    ...checkPodSecurity(spec, `${field}.securityContext`),
    ...checkAffinity(spec.affinity, `${field}.affinity`),
    ...checkDns(spec.dnsConfig, spec.dnsPolicy, `${field}.dnsConfig`),
    ...checkGates(spec, field),
    ...checkSpread(spec.topologySpreadConstraints ?? [], `${field}.topologySpreadConstraints`),
    ...checkHostUsers(spec, field),
    ...checkNames(spec, field),
    ...checkDeadline(spec.activeDeadlineSeconds, `${field}.activeDeadlineSeconds`),
    ...checkHostNames(spec, field),
    ...checkTolerations(spec.tolerations ?? [], `${field}.tolerations`),
    ...checkPriority(spec, field),
    ...checkOverhead(spec.overhead, `${field}.overhead`),
    ...checkWords(podOS, spec.os, `${field}.os`),
  ]
}

/** A pod template. Upstream: ValidatePodTemplateSpec. */
export function checkPodTemplate(template: PodTemplateSpec, field: string): FieldError[] {
  const errors = [
    ...areLabels(template.metadata?.labels, `${field}.labels`),
    ...areAnnotations(template.metadata?.annotations, `${field}.annotations`),
    ...checkPodSpec(template.spec, `${field}.spec`, false),
  ]
  if ((template.spec.ephemeralContainers ?? []).length === 0) return errors
  const rule = 'ephemeral containers not allowed in pod template'
  return [...errors, forbidden(`${field}.spec.ephemeralContainers`, rule)]
}

function checkHostPorts(spec: PodSpec, field: string, isPod: boolean): FieldError[] {
  if (!spec.hostNetwork) return []
  const rule = 'must match `containerPort` when `hostNetwork` is true'
  return (spec.containers ?? []).flatMap((container, index) =>
    (container.ports ?? []).flatMap(({ hostPort = 0, containerPort }, at) => {
      const isFine = hostPort === containerPort || (!isPod && hostPort === 0)
      const path = `${field}.containers[${index}].ports[${at}].hostPort`
      return isFine ? [] : [wrong(path, hostPort, rule)]
    }),
  )
}

function checkDns(config: PodDNSConfig | undefined, policy: string, field: string): FieldError[] {
  if (policy === 'None' && !config) {
    return [required(field, 'must provide `dnsConfig` when `dnsPolicy` is None')]
  }
  const servers = config?.nameservers ?? []
  if (policy === 'None' && servers.length === 0) {
    const rule = 'must provide at least one DNS nameserver when `dnsPolicy` is None'
    return [required(`${field}.nameservers`, rule)]
  }
  return [
    ...dnsLimits(config, field),
    ...servers.flatMap((server, index) => isAddress(server, `${field}.nameservers[${index}]`)),
    ...(config?.searches ?? []).flatMap((search, index) =>
      search === '.'
        ? []
        : isDnsSubdomain(search.replace(/\.$/, ''), `${field}.searches[${index}]`),
    ),
    ...(config?.options ?? []).flatMap(({ name }, index) =>
      name ? [] : [required(`${field}.options[${index}]`, 'must not be empty')],
    ),
  ]
}

/** What resolvers can bear. */
function dnsLimits(config: PodDNSConfig | undefined, field: string): FieldError[] {
  const { nameservers = [], searches = [] } = config ?? {}
  const errors: FieldError[] = []
  if (nameservers.length > 3) {
    const rule = 'must not have more than 3 nameservers'
    errors.push(wrongGo(`${field}.nameservers`, goList(nameservers), rule))
  }
  if (searches.length > 32) {
    const rule = 'must not have more than 32 search paths'
    errors.push(wrongGo(`${field}.searches`, goList(searches), rule))
  }
  if (searches.join(' ').length > 2_048) {
    const rule = 'must not have more than 2048 characters (including spaces) in the search list'
    errors.push(wrongGo(`${field}.searches`, goList(searches), rule))
  }
  return errors
}

function checkOverhead(overhead: PodSpec['overhead'], field: string): FieldError[] {
  return Object.entries(overhead ?? {}).flatMap(([name, amount]) =>
    checkAmount(name, amount, `${field}.limits[${name}]`),
  )
}

function checkGates(spec: PodSpec, field: string): FieldError[] {
  const seen = new Set<string>()
  return [
    ...(spec.readinessGates ?? []).flatMap(({ conditionType }, index) =>
      isQualifiedName(conditionType, `${field}.readinessGates[${index}].conditionType`),
    ),
    ...(spec.schedulingGates ?? []).flatMap(({ name }, index) => {
      const path = `${field}.schedulingGates[${index}]`
      const twice = seen.has(name) ? [duplicate(path, name)] : []
      seen.add(name)
      return [...isQualifiedName(name, path), ...twice]
    }),
  ]
}

function checkNames(spec: PodSpec, field: string): FieldError[] {
  const names = ['serviceAccountName', 'nodeName'] as const
  return names.flatMap((key) => {
    const name = spec[key]
    return name ? dnsSubdomain(name).map((rule) => wrong(`${field}.${key}`, name, rule)) : []
  })
}

function checkDeadline(seconds: number | undefined, field: string): FieldError[] {
  if (seconds === undefined || (seconds >= 1 && seconds <= MAX_INT32)) return []
  return [wrong(field, seconds, rangeWords(1, MAX_INT32))]
}

function checkHostNames(spec: PodSpec, field: string): FieldError[] {
  return [
    ...(spec.hostname ? isDnsLabel(spec.hostname, `${field}.hostname`) : []),
    ...(spec.subdomain ? isDnsLabel(spec.subdomain, `${field}.subdomain`) : []),
    ...(spec.hostAliases ?? []).flatMap(({ ip, hostnames }, index) => {
      const path = `${field}.hostAliases[${index}]`
      const names = hostnames ?? []
      return [
        ...isAddress(ip, `${path}.ip`),
        ...names.flatMap((name, at) => isDnsSubdomain(name, `${path}.hostnames[${at}]`)),
      ]
    }),
  ]
}

function checkPriority(spec: PodSpec, field: string): FieldError[] {
  const { priorityClassName, preemptionPolicy, runtimeClassName } = spec
  const errors = priorityClassName
    ? isDnsSubdomain(priorityClassName, `${field}.priorityClassName`)
    : []
  if (runtimeClassName !== undefined) {
    errors.push(...isDnsSubdomain(runtimeClassName, `${field}.runtimeClassName`))
  }
  if (preemptionPolicy !== undefined && !PREEMPTION.includes(preemptionPolicy)) {
    errors.push(unsupported(`${field}.preemptionPolicy`, preemptionPolicy, PREEMPTION))
  }
  return errors
}
