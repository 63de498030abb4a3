import { parseQuantity } from '../../schema/quantity.ts'
import type { Container, PodSpec } from './schema.ts'

const COUNTED = ['cpu', 'memory'] as const

/**
 * How well a pod is kept when memory runs short: Guaranteed when every container limits cpu and
 * memory to what it requests, BestEffort when none asks for anything, else Burstable. It is asked
 * before validation: what cannot be read counts as nothing. Source: core/v1/helper/qos (v1.32).
 */
export function qosClassOf(spec: PodSpec): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])]
  if (containers.every(asksNothing)) return 'BestEffort'
  return containers.every(isBound) ? 'Guaranteed' : 'Burstable'
}

function asksNothing({ resources }: Container): boolean {
  return COUNTED.every(
    (name) => amount(resources?.requests?.[name]) <= 0n && amount(resources?.limits?.[name]) <= 0n,
  )
}

function isBound({ resources }: Container): boolean {
  return COUNTED.every((name) => {
    const limit = amount(resources?.limits?.[name])
    const request = resources?.requests?.[name]
    return limit > 0n && (request === undefined || amount(request) === limit)
  })
}

function amount(text: string | undefined): bigint {
  return (text !== undefined && parseQuantity(text)?.nano) || 0n
}
