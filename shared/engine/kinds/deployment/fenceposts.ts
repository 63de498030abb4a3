import { scaledValue } from '../../schema/int-or-string.ts'
import type { Deployment, DeploymentSpec } from './schema.ts'

/** How far a rolling update may go above and below the wanted number of pods. */
export interface Fenceposts {
  surge: number
  unavailable: number
}

/** A Deployment keeps its pods while it updates, unless its strategy is Recreate. */
export function isRolling({ spec }: Deployment): boolean {
  return spec.strategy.type === 'RollingUpdate'
}

/**
 * The limits in whole pods. Percents of surge are rounded up, of unavailability down: 25% of 3 is a
 * surge of 1 and 0 unavailable, of 10 it is 3 and 2. Both 0 after rounding would stop every
 * rollout; then 1 may be unavailable. Source: deployment_util.go ResolveFenceposts, MaxUnavailable.
 */
export function fenceposts(deployment: Deployment): Fenceposts {
  const { replicas } = deployment.spec
  if (!isRolling(deployment)) return { surge: 0, unavailable: 0 }
  const surge = literalSurge(deployment.spec)
  const given = deployment.spec.strategy.rollingUpdate?.maxUnavailable ?? 0
  const rounded = scaledValue(given, replicas, 'down') ?? 0
  const unavailable = surge === 0 && rounded === 0 ? 1 : rounded
  return { surge, unavailable: Math.min(unavailable, replicas) }
}

function literalSurge(spec: DeploymentSpec): number {
  return scaledValue(spec.strategy.rollingUpdate?.maxSurge ?? 0, spec.replicas, 'up') ?? 0
}
