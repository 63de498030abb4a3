/** CPU seconds (user + system) that a piece of work costs this process. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return round((user + system) / 1e6)
}

/** Live heap in MB after a full collection (node --expose-gc). */
export function heapMB(): number {
  globalThis.gc?.()
  return round(process.memoryUsage().heapUsed / 1e6)
}

/** The p-th percentile of a list, 0 < p ≤ 100. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return round(sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? 0)
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
