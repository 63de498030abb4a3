import { ASSUMED_CPU, ASSUMED_MEMORY } from '../requests.ts'
import { MOST, type Score } from './score.ts'

/** Prefers nodes of which little is spoken for. Upstream: noderesources least_allocated.go. */
export const leastAllocated: Score = {
  name: 'NodeResourcesFit',
  weight: 1,
  points({ requests }, candidates) {
    const cpu = requests.cpu || ASSUMED_CPU
    const memory = requests.memory || ASSUMED_MEMORY
    return candidates.map(({ allocatable, usage }) => {
      const ofCpu = freeShare(allocatable.cpu, usage.assumedCpu + cpu)
      const ofMemory = freeShare(allocatable.memory, usage.assumedMemory + memory)
      return Math.floor((ofCpu + ofMemory) / 2)
    })
  },
}

function freeShare(capacity: number, wanted: number): number {
  if (capacity === 0 || wanted > capacity) return 0
  return Math.floor(((capacity - wanted) * MOST) / capacity)
}
