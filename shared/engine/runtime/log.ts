import { copyOf } from '../programs/copy.ts'
import type { Bytes } from '../programs/bytes.ts'
import { LOG_LIMIT, type ContainerLog, type LogLine, type RunLog } from '../programs/log.ts'
import type { Millis } from '../time.ts'

/** More lines than this in one run are not kept, however short. */
const MOST_LINES = 4_000

/** The log of a container while it is written. Lines are kept without their line ends. */
export class Log {
  changed = false
  readonly #before: ContainerLog | undefined
  readonly #run: number
  readonly #startedAt: Millis
  #now: RunLog | undefined
  #bytes = 0

  constructor(before: ContainerLog | undefined, run: number, startedAt: Millis) {
    this.#before = before
    this.#run = run
    this.#startedAt = startedAt
  }

  /** What this run has written so far. */
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
    this.#bytes = sizeOf(log)
    this.#trim(log)
  }

  /** What is to be kept: this run's lines and the run's before. */
  get note(): ContainerLog {
    const now = this.#now ?? this.#kept() ?? this.#empty()
    const previous = this.#isThisRun() ? this.#before?.previous : this.#before?.now
    return previous ? { now, previous } : { now }
  }

  #line(log: RunLog, at: Millis, part: Bytes, isStderr: boolean, isOpen: boolean): void {
    const last = log.lines.at(-1)
    const isSame = last !== undefined && (last[2] === 1) === isStderr
    this.#bytes += part.length + 1
    if (log.open && isSame) {
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

  #trim(log: RunLog): void {
    let dropped = 0
    while (
      log.lines.length - dropped > 1 &&
      (this.#bytes > LOG_LIMIT || log.lines.length - dropped > MOST_LINES)
    ) {
      this.#bytes -= (log.lines[dropped]?.[1].length ?? 0) + 1
      dropped += 1
    }
    if (dropped === 0) return
    log.lines.splice(0, dropped)
    log.dropped = (log.dropped ?? 0) + dropped
  }

  #open(): RunLog {
    this.changed = true
    if (this.#now) return this.#now
    this.#now = copyOf(this.#kept() ?? this.#empty())
    this.#bytes = sizeOf(this.#now)
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

function sizeOf({ lines }: RunLog): number {
  return lines.reduce((sum, [, bytes]) => sum + bytes.length + 1, 0)
}
