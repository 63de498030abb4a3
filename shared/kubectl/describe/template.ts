import { byText } from '../object.ts'
import type { Template } from '../commands/rollout-common.ts'
import { describeContainers } from './containers.ts'
import type { Description } from './description.ts'
import type { PodSpec, Toleration } from './pod-types.ts'
import { describeVolumes } from './volumes.ts'

/** A pod template. Upstream: kubectl pkg/describe DescribePodTemplate. */
export function describeTemplate(page: Description, template: Template): void {
  const spec = (template.spec ?? {}) as PodSpec
  page.line(0, 'Pod Template:')
  page.labels('  Labels', template.metadata?.labels)
  const annotations = template.metadata?.annotations ?? {}
  if (Object.keys(annotations).length > 0) page.annotations('  Annotations', annotations)
  if (spec.serviceAccountName) page.line(1, `Service Account:\t${spec.serviceAccountName}`)
  if (spec.initContainers && spec.initContainers.length > 0) {
    describeContainers(page, 'Init Containers', spec.initContainers, { space: '  ' })
  }
  describeContainers(page, 'Containers', spec.containers ?? [], { space: '  ' })
  describeVolumes(page, spec.volumes, '  ')
  describeSpread(page, spec, '  ')
  if (spec.priorityClassName) page.line(1, `Priority Class Name:\t${spec.priorityClassName}`)
  page.labels('  Node-Selectors', spec.nodeSelector)
  describeTolerations(page, '  Tolerations', spec.tolerations)
}

/** Tolerations, by key: `node.kubernetes.io/not-ready:NoExecute op=Exists for 300s`. */
export function describeTolerations(
  page: Description,
  title: string,
  tolerations: readonly Toleration[] | undefined,
): void {
  const byKey = [...(tolerations ?? [])].sort((a, b) => byText(a.key ?? '', b.key ?? ''))
  page.rows(title, byKey.map(tolerationText))
}

function tolerationText({
  key = '',
  value,
  effect,
  operator,
  tolerationSeconds,
}: Toleration): string {
  const isAny = operator === 'Exists' && !value
  const gap = key || effect ? ' ' : ''
  const parts = [
    key,
    value ? `=${value}` : '',
    effect ? `:${effect}` : '',
    isAny ? `${gap}op=Exists` : '',
    tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`,
  ]
  return parts.join('')
}

/** How pods are spread, by topology key. */
export function describeSpread(page: Description, spec: PodSpec, space: string): void {
  const rules = [...(spec.topologySpreadConstraints ?? [])]
  if (rules.length === 0) return
  const texts = rules
    .sort((a, b) => byText(a.topologyKey, b.topologyKey))
    .map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }) => {
      const pairs = Object.entries(labelSelector?.matchLabels ?? {}).map(([k, v]) => `${k}=${v}`)
      const whom = labelSelector ? ` for selector ${pairs.join(',')}` : ''
      return `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${whom}`
    })
  page.rows(`${space}Topology Spread Constraints`, texts)
}
