import { dnsLabel } from '../../../schema/names.ts'
import { parseQuantity } from '../../../schema/quantity.ts'
import type { NodeSelectorTerm, PodAffinityTerm } from '../schema/affinity.ts'
import type { Container, EphemeralContainer } from '../schema/container.ts'
import type { Pod } from '../schema/pod.ts'
import type { PodSpec } from '../schema/spec.ts'
import type { PodTemplateSpec } from '../schema/template.ts'
import { portWarnings } from './port-warnings.ts'

/** Upstream: pkg/api/pod/warnings.go, pkg/registry/core/pod/strategy.go (v1.32). */

/** Labels of nodes that have newer names. Source: pkg/api/node/util.go. */
const OLD_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region':
    'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone':
    'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type':
    'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
}

const OLD_ANNOTATIONS: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod':
    'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls':
    'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls':
    'non-functional in v1.11+; use the "sysctls" field instead',
}

const OLD_VOLUMES: Readonly<Record<string, string>> = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  gitRepo: 'deprecated in v1.11',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  flocker: 'deprecated in v1.22, non-functional in v1.25+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
}

const HARD = 'requiredDuringSchedulingIgnoredDuringExecution'
const SOFT = 'preferredDuringSchedulingIgnoredDuringExecution'
const NO_SELECTOR = 'a null labelSelector results in matching no pod'

/** What a new pod is warned of; updates are not looked at. */
export function podWarnings(pod: Pod, old: Pod | undefined): string[] {
  if (old) return []
  const words = dnsLabel(pod.metadata.name)
  const surprise = "this is used in the Pod's hostname, which can result in surprising behavior"
  const recommended = `a DNS label is recommended: [${words.join(' ')}]`
  return [
    ...(words.length > 0 ? [`metadata.name: ${surprise}; ${recommended}`] : []),
    ...specWarnings(pod.spec, pod.metadata.annotations ?? {}, ''),
  ]
}

/** What the template of a workload is warned of. `field` is its path, such as `spec.template`. */
export function templateWarnings({ metadata, spec }: PodTemplateSpec, field: string): string[] {
  return specWarnings(spec, metadata?.annotations ?? {}, `${field}.`)
}

function specWarnings(
  spec: PodSpec,
  annotations: Readonly<Record<string, string>>,
  at: string,
): string[] {
  return [
    ...placeWarnings(spec, `${at}spec`),
    ...Object.keys(OLD_ANNOTATIONS)
      .filter((key) => key in annotations)
      .map((key) => `${at}metadata.annotations[${key}]: ${OLD_ANNOTATIONS[key]}`),
    ...volumeWarnings(spec, `${at}spec.volumes`),
    ...twice(spec.hostAliases ?? [], 'ip', `${at}spec.hostAliases`),
    ...twice(spec.imagePullSecrets ?? [], 'name', `${at}spec.imagePullSecrets`),
    ...(spec.imagePullSecrets ?? []).flatMap(({ name }, index) =>
      name ? [] : [`${at}spec.imagePullSecrets[${index}].name: invalid empty name ""`],
    ),
    ...fractions(spec.overhead, `${at}spec.overhead`),
    ...containersOf(spec, `${at}spec`).flatMap(([container, path]) => [
      ...fractions(container.resources?.limits, `${path}.resources.limits`),
      ...fractions(container.resources?.requests, `${path}.resources.requests`),
      ...envWarnings(container, path),
    ]),
    ...portWarnings(containersOf(spec, `${at}spec`)),
    ...(spec.terminationGracePeriodSeconds < 0
      ? [`${at}spec.terminationGracePeriodSeconds: ${NEGATIVE_GRACE}`]
      : []),
    ...affinityWarnings(spec, `${at}spec.affinity`),
  ]
}

const NEGATIVE_GRACE = 'must be >= 0; negative values are invalid and will be treated as 1'

type Placed = readonly [Container | EphemeralContainer, string]

/** All containers with their paths, in the order in which upstream visits them. */
function containersOf(spec: PodSpec, field: string): Placed[] {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const
  return lists.flatMap((list) =>
    (spec[list] ?? []).map((one, index): Placed => [one, `${field}.${list}[${index}]`]),
  )
}

function placeWarnings(spec: PodSpec, field: string): string[] {
  const { nodeSelector = {}, affinity, topologySpreadConstraints = [] } = spec
  const node = affinity?.nodeAffinity
  const path = `${field}.affinity.nodeAffinity`
  return [
    ...Object.keys(nodeSelector).flatMap((key) =>
      OLD_LABELS[key] ? [`${field}.nodeSelector[${key}]: ${OLD_LABELS[key]}`] : [],
    ),
    ...(node?.[HARD]?.nodeSelectorTerms ?? []).flatMap((term, index) =>
      termWarnings(term, `${path}.${HARD}.nodeSelectorTerms[${index}]`),
    ),
    ...(node?.[SOFT] ?? []).flatMap(({ preference }, index) =>
      termWarnings(preference, `${path}.${SOFT}[${index}].preference`),
    ),
    ...topologySpreadConstraints.flatMap(({ topologyKey, labelSelector }, index) => {
      const place = `${field}.topologySpreadConstraints[${index}]`
      const old = OLD_LABELS[topologyKey]
      return [
        ...(old ? [`${place}.topologyKey: ${topologyKey} is ${old}`] : []),
        ...(labelSelector ? [] : [`${place}.labelSelector: ${NO_SELECTOR}`]),
      ]
    }),
  ]
}

function termWarnings({ matchExpressions = [] }: NodeSelectorTerm, field: string): string[] {
  return matchExpressions.flatMap(({ key }, index) =>
    OLD_LABELS[key]
      ? [`${field}.matchExpressions[${index}].key: ${key} is ${OLD_LABELS[key]}`]
      : [],
  )
}

function volumeWarnings({ volumes = [] }: PodSpec, field: string): string[] {
  return volumes.flatMap((volume, index) =>
    Object.entries(OLD_VOLUMES)
      .filter(([source]) => source in volume)
      .map(([source, words]) => {
        const name = source === 'storageos' ? 'storageOS' : source
        return `${field}[${index}].${name}: ${words}`
      }),
  )
}

function twice<K extends string>(
  items: readonly { [name in K]?: string }[],
  key: K,
  field: string,
): string[] {
  const seen = new Set<string | undefined>()
  return items.flatMap((item, index) => {
    const isTwice = seen.has(item[key])
    seen.add(item[key])
    if (!isTwice) return []
    return [`${field}[${index}].${key}: duplicate ${key} ${JSON.stringify(item[key] ?? '')}`]
  })
}

const IN_BYTES = ['memory', 'ephemeral-storage']

function fractions(amounts: Readonly<Record<string, string>> = {}, field: string): string[] {
  return IN_BYTES.flatMap((name) => {
    const amount = amounts[name]
    const quantity = amount === undefined ? undefined : parseQuantity(amount)
    if (!quantity || quantity.nano % 1_000_000_000n === 0n) return []
    const shown = JSON.stringify(amount)
    return [`${field}[${name}]: fractional byte value ${shown} is invalid, must be an integer`]
  })
}

/** A variable may build on an earlier one of its name; replacing it is surely a mistake. */
function envWarnings({ env = [] }: Container | EphemeralContainer, path: string): string[] {
  const seen = new Set<string>()
  return env.flatMap(({ name, value = '', valueFrom }, index) => {
    const isTwice = seen.has(name)
    seen.add(name)
    const reference = `$(${name})`
    if (!isTwice || (!valueFrom && value !== reference && value.includes(reference))) return []
    const hidden = `hides previous definition of ${JSON.stringify(name)}`
    return [`${path}.env[${index}]: ${hidden}, which may be dropped when using apply`]
  })
}

function affinityWarnings({ affinity }: PodSpec, field: string): string[] {
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((name) => {
    const unselective = ({ labelSelector }: PodAffinityTerm, path: string): string[] =>
      labelSelector ? [] : [`${path}.labelSelector: ${NO_SELECTOR}`]
    return [
      ...(affinity?.[name]?.[HARD] ?? []).flatMap((term, index) =>
        unselective(term, `${field}.${name}.${HARD}[${index}]`),
      ),
      ...(affinity?.[name]?.[SOFT] ?? []).flatMap(({ podAffinityTerm }, index) =>
        unselective(podAffinityTerm, `${field}.${name}.${SOFT}[${index}].podAffinityTerm`),
      ),
    ]
  })
}
