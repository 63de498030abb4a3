import { equal } from '../../../json.ts'
import { checkSelector } from '../../../schema/check-selector.ts'
import {
  duplicate,
  forbidden,
  required,
  unsupported,
  wrong,
  type FieldError,
} from '../../../schema/field-errors.ts'
import { dnsLabel, dnsSubdomain, labelValue } from '../../../schema/names.ts'
import { isQualifiedName } from '../../../schema/rules.ts'
import type {
  Affinity,
  NodeAffinity,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from '../schema/affinity.ts'
import type { LabelSelector } from '../../../schema/selector.ts'
import type { Toleration, TopologySpreadConstraint } from '../schema/scheduling.ts'

/** Upstream: core/validation validateAffinity, ValidateTolerations, … (v1.32). */

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway']
const NODE_POLICIES = ['Honor', 'Ignore']
const IN_BOTH = 'exists in both matchLabelKeys and mismatchLabelKeys'
const SOFT = 'preferredDuringSchedulingIgnoredDuringExecution'
const HARD = 'requiredDuringSchedulingIgnoredDuringExecution'

/** Which taints the pod bears. */
export function checkTolerations(tolerations: readonly Toleration[], field: string): FieldError[] {
  return tolerations.flatMap((toleration, index) =>
    checkToleration(toleration, `${field}[${index}]`),
  )
}

function checkToleration(toleration: Toleration, path: string): FieldError[] {
  const { key, effect, value = '', tolerationSeconds } = toleration
  const operator: string = toleration.operator ?? ''
  const errors = key ? isQualifiedName(key, `${path}.key`) : []
  if (!key && operator !== 'Exists') {
    const rule =
      'operator must be Exists when `key` is empty, which means "match all values and all keys"'
    errors.push(wrong(`${path}.operator`, operator, rule))
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    const rule = "effect must be 'NoExecute' when `tolerationSeconds` is set"
    errors.push(wrong(`${path}.effect`, effect ?? '', rule))
  }
  if (operator === 'Exists') {
    const rule = "value must be empty when `operator` is 'Exists'"
    if (value) errors.push(wrong(`${path}.operator`, value, rule))
  } else if (operator === 'Equal' || operator === '') {
    const words = labelValue(value)
    if (words.length > 0) errors.push(wrong(`${path}.operator`, value, words.join(';')))
  } else errors.push(unsupported(`${path}.operator`, operator, ['Equal', 'Exists']))
  if (effect && !EFFECTS.includes(effect)) {
    errors.push(unsupported(`${path}.effect`, effect, EFFECTS))
  }
  return errors
}

/** An update may add tolerations and change how long they hold, nothing else. */
export function onlyAddedTolerations(
  next: readonly Toleration[],
  old: readonly Toleration[],
  field: string,
): FieldError[] {
  const kept = old.every((one) =>
    next.some((other) => equal({ ...one, tolerationSeconds: other.tolerationSeconds }, other)),
  )
  if (kept) return []
  const rule = 'existing toleration can not be modified except its tolerationSeconds'
  return [forbidden(field, rule)]
}

/** Where the pod wants to be, near whom, and far from whom. */
export function checkAffinity(affinity: Affinity | undefined, field: string): FieldError[] {
  if (!affinity) return []
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity
  return [
    ...(nodeAffinity ? checkNodeAffinity(nodeAffinity, `${field}.nodeAffinity`) : []),
    ...(podAffinity ? checkPodAffinity(podAffinity, `${field}.podAffinity`) : []),
    ...(podAntiAffinity ? checkPodAffinity(podAntiAffinity, `${field}.podAntiAffinity`) : []),
  ]
}

function checkNodeAffinity(affinity: NodeAffinity, field: string): FieldError[] {
  const errors: FieldError[] = []
  const hard = affinity[HARD]
  if (hard) {
    const path = `${field}.${HARD}.nodeSelectorTerms`
    const terms = hard.nodeSelectorTerms ?? []
    if (terms.length === 0) errors.push(required(path, 'must have at least one node selector term'))
    terms.forEach((term, index) => errors.push(...checkTerm(term, `${path}[${index}]`, true)))
  }
  ;(affinity[SOFT] ?? []).forEach(({ weight, preference }, index) => {
    const path = `${field}.${SOFT}[${index}]`
    errors.push(...checkWeight(weight, `${path}.weight`))
    errors.push(...checkTerm(preference, `${path}.preference`, false))
  })
  return errors
}

function checkWeight(weight: number, field: string): FieldError[] {
  return weight > 0 && weight <= 100 ? [] : [wrong(field, weight, 'must be in the range 1-100')]
}

function checkTerm(term: NodeSelectorTerm, field: string, strict: boolean): FieldError[] {
  return [
    ...(term.matchExpressions ?? []).flatMap((requirement, index) =>
      checkNodeRequirement(requirement, `${field}.matchExpressions[${index}]`, strict),
    ),
    ...(term.matchFields ?? []).flatMap((requirement, index) =>
      checkNodeField(requirement, `${field}.matchFields[${index}]`),
    ),
  ]
}

function checkNodeRequirement(
  { key, operator, values = [] }: NodeSelectorRequirement,
  field: string,
  strict: boolean,
): FieldError[] {
  const errors: FieldError[] = []
  if (operator === 'In' || operator === 'NotIn') {
    const rule = "must be specified when `operator` is 'In' or 'NotIn'"
    if (values.length === 0) errors.push(required(`${field}.values`, rule))
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const rule = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
    if (values.length > 0) errors.push(forbidden(`${field}.values`, rule))
  } else if (operator === 'Gt' || operator === 'Lt') {
    const rule = "must be specified single value when `operator` is 'Lt' or 'Gt'"
    if (values.length !== 1) errors.push(required(`${field}.values`, rule))
  } else errors.push(wrong(`${field}.operator`, operator, 'not a valid selector operator'))
  errors.push(...isQualifiedName(key, `${field}.key`))
  if (!strict) return errors
  values.forEach((value, index) => {
    const path = `${field}.values[${index}]`
    errors.push(...labelValue(value).map((rule) => wrong(path, value, rule)))
  })
  return errors
}

function checkNodeField(
  { key, operator, values = [] }: NodeSelectorRequirement,
  field: string,
): FieldError[] {
  const errors: FieldError[] = []
  if (operator === 'In' || operator === 'NotIn') {
    const when = "when `operator` is 'In' or 'NotIn' for node field selector"
    if (values.length !== 1)
      errors.push(required(`${field}.values`, `must be only one value ${when}`))
  } else errors.push(wrong(`${field}.operator`, operator, 'not a valid selector operator'))
  if (key !== 'metadata.name') {
    return [...errors, wrong(`${field}.key`, key, 'not a valid field selector key')]
  }
  values.forEach((value, index) => {
    const path = `${field}.values[${index}]`
    errors.push(...dnsSubdomain(value).map((rule) => wrong(path, value, rule)))
  })
  return errors
}

function checkPodAffinity(affinity: PodAffinity, field: string): FieldError[] {
  return [
    ...(affinity[HARD] ?? []).flatMap((term, index) =>
      checkPodTerm(term, `${field}.${HARD}[${index}]`),
    ),
    ...(affinity[SOFT] ?? []).flatMap(({ weight, podAffinityTerm }, index) => [
      ...checkWeight(weight, `${field}.${SOFT}[${index}].weight`),
      ...checkPodTerm(podAffinityTerm, `${field}.${SOFT}[${index}].podAffinityTerm`),
    ]),
  ]
}

function checkPodTerm(term: PodAffinityTerm, field: string): FieldError[] {
  const { topologyKey } = term
  return [
    ...checkSelector(term.labelSelector, `${field}.labelSelector`),
    ...checkSelector(term.namespaceSelector, `${field}.namespaceSelector`),
    ...(term.namespaces ?? []).flatMap((name) =>
      dnsLabel(name).map((rule) => wrong(`${field}.namespace`, name, rule)),
    ),
    ...checkLabelKeys(term, term.matchLabelKeys ?? [], `${field}.matchLabelKeys`, false),
    ...checkLabelKeys(term, term.mismatchLabelKeys ?? [], `${field}.mismatchLabelKeys`, false),
    ...(term.mismatchLabelKeys ?? []).flatMap((key, index) =>
      term.matchLabelKeys?.includes(key)
        ? [wrong(`${field}.mismatchLabelKeys[${index}]`, key, IN_BOTH)]
        : [],
    ),
    ...(topologyKey ? [] : [required(`${field}.topologyKey`, 'can not be empty')]),
    ...isQualifiedName(topologyKey, `${field}.topologyKey`),
  ]
}

/** Labels of the pod itself that are added to a selector, which must be there. */
function checkLabelKeys(
  { labelSelector }: { labelSelector?: LabelSelector },
  keys: readonly string[],
  field: string,
  isExclusive: boolean,
): FieldError[] {
  if (keys.length === 0) return []
  const errors = labelSelector
    ? []
    : [forbidden(field, 'must not be specified when labelSelector is not set')]
  const selected = [
    ...Object.keys(labelSelector?.matchLabels ?? {}),
    ...(labelSelector?.matchExpressions ?? []).map(({ key }) => key),
  ]
  keys.forEach((key, index) => {
    errors.push(...isQualifiedName(key, `${field}[${index}]`))
    if (!isExclusive || !selected.includes(key)) return
    const rule = 'exists in both matchLabelKeys and labelSelector'
    errors.push(wrong(`${field}[${index}]`, key, rule))
  })
  return errors
}

/** How evenly the pods must lie. */
export function checkSpread(
  constraints: readonly TopologySpreadConstraint[],
  field: string,
): FieldError[] {
  const seen = new Set<string>()
  return constraints.flatMap((constraint, index) => {
    const path = `${field}[${index}]`
    const { maxSkew, topologyKey, whenUnsatisfiable, minDomains } = constraint
    const errors: FieldError[] = []
    const positive = 'must be greater than zero'
    if (maxSkew <= 0) errors.push(wrong(`${path}.maxSkew`, maxSkew, positive))
    if (!topologyKey) errors.push(required(`${path}.topologyKey`, 'can not be empty'))
    else errors.push(...isQualifiedName(topologyKey, `${path}.topologyKey`))
    if (!UNSATISFIABLE.includes(whenUnsatisfiable)) {
      errors.push(unsupported(`${path}.whenUnsatisfiable`, whenUnsatisfiable, UNSATISFIABLE))
    }
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`
    if (seen.has(pair)) errors.push(duplicate(`${path}.{topologyKey, whenUnsatisfiable}`, pair))
    seen.add(pair)
    if (minDomains !== undefined && minDomains <= 0) {
      errors.push(wrong(`${path}.minDomains`, minDomains, positive))
    }
    if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule') {
      const only = `can only use minDomains if whenUnsatisfiable=${UNSATISFIABLE[0]}`
      errors.push(wrong(`${path}.minDomains`, minDomains, `${only}, not ${whenUnsatisfiable}`))
    }
    for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[name]
      if (policy === undefined || NODE_POLICIES.includes(policy)) continue
      errors.push(unsupported(`${path}.${name}`, policy, NODE_POLICIES))
    }
    return [
      ...errors,
      ...checkLabelKeys(
        constraint,
        constraint.matchLabelKeys ?? [],
        `${path}.matchLabelKeys`,
        true,
      ),
      ...checkSelector(constraint.labelSelector, `${path}.labelSelector`),
    ]
  })
}
