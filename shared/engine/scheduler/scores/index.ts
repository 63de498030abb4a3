import { affinity } from './affinity.ts'
import { balanced } from './balanced.ts'
import { imageLocality } from './image-locality.ts'
import { leastAllocated } from './least-allocated.ts'
import { podAffinity } from './pod-affinity.ts'
import type { Score } from './score.ts'
import { spread } from './spread.ts'
import { taints } from './taints.ts'

/** The preferences of upstream's default profile, with their weights. */
export const scores: readonly Score[] = [
  taints,
  affinity,
  spread,
  podAffinity,
  leastAllocated,
  balanced,
  imageLocality,
]
