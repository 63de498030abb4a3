import type { Millis } from '../time.ts'
import type { Bytes } from './bytes.ts'

/** One line that a container wrote: when, what, and where to. */
export type LogLine = readonly [at: Millis, bytes: Bytes, stderr?: 1]

/**
 * What one run of a container wrote, kept as the note `log:<container>` of its pod. What its server
 * says by itself (`Server.banner`) is computed when read and never stored.
 */
export interface RunLog {
  /** The number of restarts before this run. */
  run: number
  startedAt: Millis
  /**
   * What was written before these lines, oldest first, in notes of their own: a log that grows is
   * not written again with each line. The oldest are dropped beyond LOG_LIMIT.
   */
  parts?: LogPart[]
  /** The newest lines, in order. A last line without end stays open. */
  lines: LogLine[]
  /** How many lines were dropped. */
  dropped?: number
  /** The last line has not been ended yet. */
  open?: true
}

/** Lines of a run that are closed: they are the note `log:<container>:<number>`. */
export interface LogPart {
  number: number
  lines: number
  bytes: number
}

/** The log of a container: this run and the one before, for `kubectl logs --previous`. */
export interface ContainerLog {
  now: RunLog
  previous?: RunLog
  /** The number of the next part; 0 when left out. */
  next?: number
}

/** Bytes of one run that are kept. Upstream rotates at 10 MiB: ours is a classroom's. */
export const LOG_LIMIT = 256 * 1024

/** The writer of the note that holds a container's log. */
export function logNote(container: string): string {
  return `log:${container}`
}

/** The writer of the note that holds a part of a container's log. */
export function logPartNote(container: string, number: number): string {
  return `log:${container}:${number}`
}

/** All lines of a run that are kept, oldest first. */
export function allLines(
  { parts = [], lines }: RunLog,
  read: (number: number) => readonly LogLine[] | undefined,
): readonly LogLine[] {
  if (parts.length === 0) return lines
  return [...parts.flatMap(({ number }) => read(number) ?? []), ...lines]
}
