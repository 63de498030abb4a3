import type { Ask, Candidate } from './candidate.ts'
import type { Filter } from './filters/filter.ts'
import { filters } from './filters/index.ts'

/** Why one node was refused. */
export interface Refused {
  candidate: Candidate
  by: Filter
  reasons: readonly string[]
}

/** The first rule that forbids a node, and its reasons. */
export function refusalOf(ask: Ask, candidate: Candidate): Omit<Refused, 'candidate'> | undefined {
  for (const by of filters) {
    const reasons = by.refuse(ask, candidate)
    if (reasons) return { by, reasons }
  }
  return undefined
}
