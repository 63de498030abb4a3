import type { Pod } from '../kinds/pod/schema.ts'
import { compareQuantities, wholeValue } from '../schema/quantity.ts'

/** Bytes that a pod keeps on its node's disk, by volume and by container. */
export interface DiskUse {
  volumes: Readonly<Record<string, number>>
  containers: Readonly<Record<string, number>>
}

/**
 * Why a pod that keeps too much on its node's disk is evicted; undefined when it does not. The
 * kubelet of a real node looks every ten seconds, ours when something is written.
 * Source: eviction_manager.go localStorageEviction (v1.32).
 */
export function overuse({ spec }: Pod, use: DiskUse): string | undefined {
  for (const { name, emptyDir } of spec.volumes ?? []) {
    const { sizeLimit, medium } = emptyDir ?? {}
    if (!sizeLimit || medium || compareQuantities(sizeLimit, '0') <= 0) continue
    if ((use.volumes[name] ?? 0) > wholeValue(sizeLimit)) {
      return `Usage of EmptyDir volume "${name}" exceeds the limit "${sizeLimit}". `
    }
  }
  const limits = spec.containers.map(({ resources }) => resources.limits?.['ephemeral-storage'])
  const all = limits.reduce((sum, limit) => sum + (limit ? wholeValue(limit) : 0), 0)
  const used = [...Object.values(use.volumes), ...Object.values(use.containers)]
  if (limits.every(Boolean) && used.reduce((sum, one) => sum + one, 0) > all) {
    const text = limits.length === 1 ? (limits[0] ?? '') : String(all)
    return `Pod ephemeral local storage usage exceeds the total limit of containers ${text}. `
  }
  for (const [index, { name }] of spec.containers.entries()) {
    const limit = limits[index]
    if (limit && (use.containers[name] ?? 0) > wholeValue(limit)) {
      return `Container ${name} exceeded its local ephemeral storage limit "${limit}". `
    }
  }
  return undefined
}
