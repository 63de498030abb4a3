import type { Bytes } from '../../programs/bytes.ts'
import type { LogLine } from '../../programs/log.ts'
import { microTimestamp, SECOND, type Millis } from '../../time.ts'
import type { RunLines } from '../telemetry.ts'
import type { LogOptions } from './log-options.ts'

/** Where the reader of a log stands. */
export interface LogPlace {
  /** How many lines of the run it has passed. */
  line: number
  /** How many bytes it may still have. */
  bytesLeft: number
}

/** Where a reader begins. */
export function logStart(
  log: RunLines,
  { tailLines, limitBytes }: LogOptions,
  isRunning: boolean,
): LogPlace {
  const total = log.dropped + shown(log, isRunning).length
  const line = tailLines === undefined ? 0 : Math.max(0, total - tailLines)
  return { line, bytesLeft: limitBytes ?? Infinity }
}

/**
 * The text from a place on, and the place after it. `asked` is when the log was asked for: from
 * there `sinceSeconds` looks back. Source: pkg/kubelet/kuberuntime/logs.
 */
export function logText(
  log: RunLines,
  options: LogOptions,
  place: LogPlace,
  { isRunning, asked }: { isRunning: boolean; asked: Millis },
): { bytes: Bytes; place: LogPlace } {
  const lines = shown(log, isRunning)
  const since = sinceOf(options, asked)
  const fresh = lines.slice(Math.max(0, place.line - log.dropped)).filter(([at]) => at >= since)
  const isCut = log.open && lines.length === log.lines.length
  const all = fresh.map((line) => lineText(line, options.timestamps)).join('')
  const text = isCut ? all.slice(0, -1) : all
  const bytes = text.slice(0, Math.min(text.length, place.bytesLeft))
  const line = log.dropped + lines.length
  return { bytes, place: { line, bytesLeft: place.bytesLeft - bytes.length } }
}

/** A line that is still being written is held back by the runtime until it ends, or all does. */
function shown(log: RunLines, isRunning: boolean): readonly LogLine[] {
  return log.open && isRunning ? log.lines.slice(0, -1) : log.lines
}

function sinceOf({ sinceSeconds, sinceTime }: LogOptions, asked: Millis): Millis {
  return sinceTime ?? (sinceSeconds === undefined ? -Infinity : asked - sinceSeconds * SECOND)
}

/** Times have nine digits. Source: kubelet types.RFC3339NanoFixed. */
function lineText([at, bytes]: LogLine, timestamps: boolean): Bytes {
  return timestamps ? `${microTimestamp(at).slice(0, -1)}000Z ${bytes}\n` : `${bytes}\n`
}
