import { slowStart, stopsListening } from '../../kinds/fault/effects.ts'
import type { Millis } from '../../time.ts'
import type { Unit } from '../life.ts'

/**
 * Does a fault keep a container from listening, though its process lives? `until`: when that ends
 * by itself.
 */
export function closedPort(unit: Unit): { until: Millis | null } | undefined {
  const { life, spec, note } = unit
  if (stopsListening(life.view, life.pod, spec)) return { until: null }
  const slow = slowStart(life.view, life.pod, spec)
  if (!slow) return undefined
  const opensAt = (note.startedAt ?? life.now) + slow.takesMs
  return life.now < opensAt ? { until: opensAt } : undefined
}
