import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import {
  duplicate,
  forbidden,
  required,
  unsupported,
  wrong,
  type FieldError,
} from '../../schema/field-errors.ts'
import { dnsSubdomain, labelValue } from '../../schema/names.ts'
import { isQualifiedName } from '../../schema/rules.ts'
import { checkAmount } from '../pod/validate/resources.ts'
import type { Node, Taint } from './schema.ts'

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

/** What is wrong with a Node. Upstream: core/validation ValidateNode (v1.32). */
export function validateNode(node: Node): FieldError[] {
  return [
    ...checkMetadata(node, 'Cluster', dnsSubdomain),
    ...checkTaints(node.spec.taints ?? [], 'spec.taints'),
    ...amounts(node.status.capacity, 'status.capacity'),
    ...amounts(node.status.allocatable, 'status.allocatable'),
  ]
}

function amounts(list: Record<string, string> | undefined, field: string): FieldError[] {
  return Object.entries(list ?? {}).flatMap(([name, amount]) =>
    checkAmount(name, amount, `${field}[${name}]`),
  )
}

function checkTaints(taints: readonly Taint[], field: string): FieldError[] {
  const seen = new Set<string>()
  return taints.flatMap((taint, index) => {
    const path = `${field}[${index}]`
    const { key, value = '', effect } = taint
    const errors = isQualifiedName(key, `${path}.key`)
    const words = labelValue(value)
    if (words.length > 0) errors.push(wrong(`${path}.value`, value, words.join(';')))
    if (!effect) errors.push(required(`${path}.effect`))
    else if (!EFFECTS.includes(effect)) {
      errors.push(unsupported(`${path}.effect`, effect, EFFECTS))
    }
    if (seen.has(`${key}:${effect}`)) {
      const rule = 'taints must be unique by key and effect pair'
      errors.push({ ...duplicate(path, `${key}:${effect}`), detail: rule })
    }
    seen.add(`${key}:${effect}`)
    return errors
  })
}

/** What an update of a Node may not do: facts of the machine stay. */
export function validateNodeUpdate(next: Node, old: Node): FieldError[] {
  const errors = checkMetadataUpdate(next, old)
  for (const name of ['podCIDR', 'providerID'] as const) {
    if (!old.spec[name] || old.spec[name] === next.spec[name]) continue
    const rule = `node updates may not change ${name} except from "" to valid`
    errors.push(forbidden(`spec.${name}`, rule))
  }
  return errors
}
