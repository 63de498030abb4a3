import type { Filter } from './filter.ts'

/**
 * What pods request must be free, whatever is really used. Upstream: plugins/noderesources fit.go.
 */
export const resources: Filter = {
  name: 'NodeResourcesFit',
  helpedByPreemption: true,
  refuse({ requests }, { allocatable, podLimit, usage }) {
    let reasons: string[] | undefined
    const short = (reason: string) => void (reasons ??= []).push(reason)
    if (usage.pods + 1 > podLimit) short('Too many pods')
    if (requests.cpu > 0 && requests.cpu > allocatable.cpu - usage.cpu) short('Insufficient cpu')
    if (requests.memory > 0 && requests.memory > allocatable.memory - usage.memory) {
      short('Insufficient memory')
    }
    for (const name in requests.others) {
      const wanted = requests.others[name]!
      const free = (allocatable.others[name] ?? 0) - (usage.others.get(name) ?? 0)
      if (wanted > 0 && wanted > free) short(`Insufficient ${name}`)
    }
    return reasons
  },
}
