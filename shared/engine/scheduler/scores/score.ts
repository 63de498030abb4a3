import type { Ask, Candidate } from '../candidate.ts'

/** A rule that prefers nodes. */
export interface Score {
  /** Upstream's name of the plugin. */
  name: string
  weight: number
  /** Does it say anything about this pod? Left out: always. */
  applies?(ask: Ask, candidates: readonly Candidate[]): boolean
  /** Points for each candidate, from 0 to 100, whole. */
  points(ask: Ask, candidates: readonly Candidate[]): readonly number[]
}

/** The best there is. Upstream: framework.MaxNodeScore. */
export const MOST = 100
