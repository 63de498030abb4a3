import { MOST, type Score } from './score.ts'

/** Prefers nodes where cpu and memory are used alike. Upstream: balanced_allocation.go. */
export const balanced: Score = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  applies: ({ requests }) => requests.cpu + requests.memory > 0,
  points: ({ requests }, candidates) =>
    candidates.map(({ allocatable, usage }) => {
      const cpu = share(usage.cpu + requests.cpu, allocatable.cpu)
      const memory = share(usage.memory + requests.memory, allocatable.memory)
      // The standard deviation of two shares is half their distance.
      return Math.floor((1 - Math.abs(cpu - memory) / 2) * MOST)
    }),
}

function share(used: number, capacity: number): number {
  return capacity === 0 ? 1 : Math.min(used / capacity, 1)
}
