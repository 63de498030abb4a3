import type { Json } from '../json.ts'
import { copyOf } from '../programs/copy.ts'
import type { Bytes } from '../programs/bytes.ts'
import {
  LOG_LIMIT,
  logNote,
  logPartNote,
  type ContainerLog,
  type LogLine,
  type RunLog,
} from '../programs/log.ts'
import type { Millis } from '../time.ts'

/** More lines than this in one run are not kept, however short. */
const MOST_LINES = 4_000
/** So many of the newest lines are written anew with each line; then they are closed. */
const PART_LINES = 100
const PART_BYTES = 16 * 1024

/** The log of a container while it is written. Lines are kept without their line ends. */
export class Log {
  changed = false
  readonly #before: ContainerLog | undefined
  readonly #run: number
  readonly #startedAt: Millis
  #now: RunLog | undefined
  #next: number
  readonly #closed = new Map<number, LogLine[]>()
  readonly #gone: number[] = []

  constructor(before: ContainerLog | undefined, run: number, startedAt: Millis) {
    this.#before = before
    this.#run = run
    this.#startedAt = startedAt
    this.#next = before?.next ?? 0
  }

  /** The newest lines that this run has written. */
  get lines(): readonly LogLine[] {
    return (this.#now ?? this.#kept())?.lines ?? []
  }

  /** Appends bytes; a line that is not ended stays open for more of the same stream. */
  write(at: Millis, bytes: Bytes, isStderr = false): void {
    if (bytes === '') return
    const log = this.#open()
    const parts = bytes.split('\n')
    const rest = parts.pop() ?? ''
    for (const part of parts) this.#line(log, at, part, isStderr, false)
    if (rest !== '') this.#line(log, at, rest, isStderr, true)
    this.#trim(log)
  }

  /** Adds lines where they belong by their time. */
  weave(lines: readonly LogLine[]): void {
    const log = this.#open()
    const all = [...lines, ...log.lines]
    log.lines = all.sort((left, right) => left[0] - right[0])
    this.#trim(log)
  }

  /** What is to be kept: this run's lines and the run's before. */
  get note(): ContainerLog {
    const now = this.#now ?? this.#kept() ?? this.#empty()
    const previous = this.#isThisRun() ? this.#before?.previous : this.#before?.now
    return {
      now,
      ...(previous ? { previous } : {}),
      ...(this.#next > 0 ? { next: this.#next } : {}),
    }
  }

  /** Puts what changed into notes: the newest lines, parts that were closed, parts that go. */
  save(container: string, keep: (name: string, note: Json) => void): void {
    if (!this.changed) return
    keep(logNote(container), this.note as unknown as Json)
    const forgotten = this.#isThisRun() ? [] : (this.#before?.previous?.parts ?? [])
    for (const [number, lines] of this.#closed) {
      keep(logPartNote(container, number), lines as unknown as Json)
    }
    for (const number of [...this.#gone, ...forgotten.map((part) => part.number)]) {
      keep(logPartNote(container, number), null)
    }
  }

  #line(log: RunLog, at: Millis, part: Bytes, isStderr: boolean, isOpen: boolean): void {
    const last = log.lines.at(-1)
    const isSame = last !== undefined && (last[2] === 1) === isStderr
    // A line that never ends is cut, as container runtimes do.
    if (log.open && isSame && last[1].length < PART_BYTES) {
      log.lines[log.lines.length - 1] = isStderr
        ? [last[0], last[1] + part, 1]
        : [last[0], last[1] + part]
      if (!isOpen) delete log.open
      return
    }
    log.lines.push(isStderr ? [at, part, 1] : [at, part])
    if (isOpen) log.open = true
    else delete log.open
  }

  /** Closes full parts, and drops the oldest beyond what is kept. */
  #trim(log: RunLog): void {
    while (isFull(log.lines)) {
      const lines = log.lines.splice(0, Math.min(PART_LINES, log.lines.length - 1))
      const part = { number: this.#next, lines: lines.length, bytes: sizeOf(lines) }
      this.#closed.set(this.#next, lines)
      log.parts = [...(log.parts ?? []), part]
      this.#next += 1
    }
    const parts = log.parts ?? []
    let count = log.lines.length + parts.reduce((sum, { lines }) => sum + lines, 0)
    let bytes = sizeOf(log.lines) + parts.reduce((sum, part) => sum + part.bytes, 0)
    let dropped = 0
    while (dropped < parts.length && (bytes > LOG_LIMIT || count > MOST_LINES)) {
      const part = parts[dropped]!
      count -= part.lines
      bytes -= part.bytes
      log.dropped = (log.dropped ?? 0) + part.lines
      if (!this.#closed.delete(part.number)) this.#gone.push(part.number)
      dropped += 1
    }
    if (dropped > 0) log.parts = parts.slice(dropped)
  }

  #open(): RunLog {
    this.changed = true
    this.#now ??= copyOf(this.#kept() ?? this.#empty())
    return this.#now
  }

  #isThisRun(): boolean {
    const now = this.#before?.now
    return now?.run === this.#run && now.startedAt === this.#startedAt
  }

  #kept(): RunLog | undefined {
    return this.#isThisRun() ? this.#before?.now : undefined
  }

  #empty(): RunLog {
    return { run: this.#run, startedAt: this.#startedAt, lines: [] }
  }
}

function sizeOf(lines: readonly LogLine[]): number {
  return lines.reduce((sum, [, bytes]) => sum + bytes.length + 1, 0)
}

function isFull(lines: readonly LogLine[]): boolean {
  return lines.length > PART_LINES || (lines.length > 1 && sizeOf(lines) > PART_BYTES)
}
