import { hex16 } from '../luck.ts'
import { MINUTE, SECOND, type Millis } from '../time.ts'

/** Stands for a message in memory: 16 hex digits instead of a sentence, for thousands of pods. */
type Word = string

/** What the recorder remembers of one component's events about one object. */
export interface Memory {
  /** By `type/reason`: when something of it was last told, and the last messages, oldest first. */
  series: Record<string, { since: Millis; recent: Word[] }>
  /** By message, or by `type/reason` for combined ones: the Event that counts repeats. */
  known: Record<Word, { name: string; count: number }>
  /** The bucket that keeps one object from flooding the log. */
  tokens: number
  filledAt: Millis
}

/** What to do with something that happened. */
export type Verdict =
  | { do: 'drop'; memory: Memory }
  | { do: 'count'; memory: Memory; name: string; count: number; message: string }
  | { do: 'write'; memory: Memory; known: string; message: string }

/** Limits of client-go's EventCorrelator (tools/record/events_cache.go). */
const SIMILAR = 10
const SIMILAR_WITHIN = 10 * MINUTE
const BURST = 25
const REFILL_EVERY = 300 * SECOND

const COMBINED = '(combined from similar events): '

export function firstMemory(now: Millis): Memory {
  return { series: {}, known: {}, tokens: BURST, filledAt: now }
}

/**
 * Decides as client-go does: at most 25 events at once of a component about an object (one more
 * every five minutes); from the tenth different message of one reason on they are combined into one
 * Event (so nine are told in full); the same thing again only counts.
 */
export function correlate(
  memory: Memory,
  happened: { type: string; reason: string; message: string },
  now: Millis,
): Verdict {
  const refilled = refill(memory, now)
  const kind = `${happened.type}/${happened.reason}`
  const word = hex16('', kind, happened.message)
  const series = nextSeries(refilled.series[kind], word, now)
  const combined = series.recent.length >= SIMILAR
  const known = combined ? kind : word
  const message = combined ? COMBINED + happened.message : happened.message
  const kept = combined ? { ...series, recent: series.recent.slice(1) } : series
  const grown: Memory = { ...refilled, series: { ...refilled.series, [kind]: kept } }
  const before = refilled.known[known]
  const count = (before?.count ?? 0) + 1
  if (before) grown.known = { ...refilled.known, [known]: { name: before.name, count } }
  if (refilled.tokens < 1) return { do: 'drop', memory: grown }
  const memoryAfter = { ...grown, tokens: grown.tokens - 1 }
  if (!before) return { do: 'write', memory: memoryAfter, known, message }
  return { do: 'count', memory: memoryAfter, name: before.name, count, message }
}

function refill(memory: Memory, now: Millis): Memory {
  const whole = Math.floor((now - memory.filledAt) / REFILL_EVERY)
  if (whole < 1) return memory
  return {
    ...memory,
    tokens: Math.min(BURST, memory.tokens + whole),
    filledAt: memory.filledAt + whole * REFILL_EVERY,
  }
}

function nextSeries(
  series: Memory['series'][string] | undefined,
  word: Word,
  now: Millis,
): Memory['series'][string] {
  if (!series || now - series.since > SIMILAR_WITHIN) return { since: now, recent: [word] }
  if (series.recent.includes(word)) return { ...series, since: now }
  return { since: now, recent: [...series.recent, word] }
}
