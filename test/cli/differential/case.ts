/** One command line of the comparison. */
export interface Case {
  line: string
  /** What standard input holds. */
  stdin?: string
  /** Virtual time that passes before it. */
  afterMs?: number
  /** Lines may come in any order, or nothing may be alike: and why. */
  loose?: { order: string } | { all: string }
}

/** Long enough for pods to come up. */
export const SETTLE_MS = 20_000
