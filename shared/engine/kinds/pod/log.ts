import { failure, type Status } from '../../api/status.ts'
import type { Reply } from '../../input.ts'
import type { Json } from '../../json.ts'
import { toText, type Bytes } from '../../programs/bytes.ts'
import { logNote } from '../../programs/log.ts'
import type { View } from '../../store/view.ts'
import type { Millis } from '../../time.ts'
import type { Asked } from '../define-kind.ts'
import type { RunLines, Telemetry } from '../telemetry.ts'
import { unreachable } from './backend.ts'
import { chooseContainer } from './choose-container.ts'
import { logOptions, type LogOptions } from './log-options.ts'
import { runOf, type Run } from './log-run.ts'
import { logStart, logText, type LogPlace } from './log-text.ts'
import type { Pod } from './schema.ts'

/** What a container wrote so far: GET of `pods/log` without `follow`, as text. */
export function log(pod: Pod, { view, telemetry, param }: Asked): Reply {
  const reading = readLog(pod, view, telemetry, param)
  if (reading === undefined) return { code: 204, body: '', contentType: 'text/plain' }
  if (!(reading instanceof LogReading)) {
    return { code: reading.code, body: reading as unknown as Json }
  }
  return { code: 200, body: toText(reading.next()), contentType: 'text/plain' }
}

/**
 * Finds the log that is meant: a refusal where it cannot be had, undefined before there is a node,
 * when upstream answers with nothing at all.
 */
export function readLog(
  pod: Pod,
  view: View,
  telemetry: Telemetry | undefined,
  param: (name: string) => string[],
): LogReading | Status | undefined {
  const options = logOptions(param)
  if ('status' in options) return options
  const container = chooseContainer(pod, options.container)
  if (typeof container !== 'string') return container
  if (!pod.spec.nodeName) return undefined
  const lost = unreachable(pod, view)
  if (lost) return getFailed(lost, pod, container)
  const run = runOf(pod, container, options.previous)
  return 'status' in run ? run : new LogReading(pod, run, options, { view, telemetry })
}

function getFailed(lost: Status, { metadata, spec }: Pod, container: string): Status {
  const why = lost.message.replace(/^error dialing backend: /, '')
  const host = /dial tcp (\S+:10250)/.exec(why)?.[1] ?? spec.nodeName
  const url = `https://${host}/containerLogs/${metadata.namespace}/${metadata.name}/${container}`
  return failure(500, '', `Get "${url}": ${why}`)
}

const NOTHING: RunLines = { lines: [], dropped: 0, open: false, nextAt: null }

/** One reader of the log of one run. It keeps its place: `next` gives what is new. */
export class LogReading {
  readonly follows: boolean
  #pod: Pod
  #run: Run
  #options: LogOptions
  #asked: Millis
  #place: LogPlace | undefined
  #kept: { pod: Pod; log: Json | undefined; lines: RunLines } | undefined
  #view: View
  #telemetry: Telemetry | undefined

  constructor(
    pod: Pod,
    run: Run,
    options: LogOptions,
    { view, telemetry }: { view: View; telemetry: Telemetry | undefined },
  ) {
    this.follows = options.follow
    this.#pod = pod
    this.#run = run
    this.#options = options
    this.#view = view
    this.#telemetry = telemetry
    this.#asked = view.now
  }

  /** Does more follow? Not after the run's end, nor beyond the bytes that were asked for. */
  get isOver(): boolean {
    return !this.#isRunning || (this.#place?.bytesLeft ?? 1) <= 0
  }

  /** When more comes by itself; null: not that anybody knows. */
  get nextAt(): Millis | null {
    const next = this.isOver ? null : this.#lines().nextAt
    return next !== null && next > this.#view.now ? next : null
  }

  /** What was written since the last call. */
  next(): Bytes {
    const isRunning = this.#isRunning
    const lines = this.#lines()
    const place = this.#place ?? logStart(lines, this.#options, isRunning)
    const asked = this.#asked
    const read = logText(lines, this.#options, place, { isRunning, asked })
    this.#place = read.place
    return read.bytes
  }

  get #isRunning(): boolean {
    const { container, number, isRunning } = this.#run
    const pod = this.#found
    if (!isRunning || !pod) return false
    const run = runOf(pod, container, false)
    return !('status' in run) && run.isRunning && run.number === number
  }

  /** The pod as it is, if it is still there. */
  get #found(): Pod | undefined {
    const { namespace = '', name, uid } = this.#pod.metadata
    const found = this.#view.get<Pod>('Pod', namespace, name)
    return found?.metadata.uid === uid ? found : undefined
  }

  /** As they were read last, while nothing can have been added: many ask after each step. */
  #lines(): RunLines {
    const { container, number } = this.#run
    const pod = this.#found ?? this.#pod
    const log = this.#view.noteOf<Json>(pod, logNote(container))
    const kept = this.#kept
    const isSame = kept?.pod === pod && kept.log === log
    if (kept && isSame && this.#view.now < (kept.lines.nextAt ?? Infinity)) return kept.lines
    const lines = this.#telemetry?.log(pod, container, number, this.#view) ?? NOTHING
    this.#kept = { pod, log, lines }
    return lines
  }
}
