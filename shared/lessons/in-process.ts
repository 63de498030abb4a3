import {
  asksForWatch,
  isWatch,
  newCluster,
  openWatch,
  type Actor,
  type ApiRequest,
  type Change,
  type Cluster,
  type Input,
  type Millis,
  type Reply,
  type Watch,
  type World,
} from '../engine/index.ts'
import { run, splitLine, type Fetch, type FetchInit, type FetchReply } from '../kubectl/index.ts'

/** May do everything: the user of worlds, stories and the lesson's own doings. */
export const admin: Actor = { user: 'kubernetes-admin', groups: ['system:masters'] }

/** What one command line printed. */
export interface Printed {
  code: number
  stdout: string
  stderr: string
}

/**
 * A cluster that runs inside this process, in virtual time alone: nothing passes unless somebody
 * advances it or waits. It keeps its inputs, so that the whole run is a log, and its changes.
 */
export class InProcess {
  readonly cluster: Cluster
  readonly inputs: Input[] = []
  readonly changes: Change[] = []
  /** Time does not pass this while somebody watches: then the watch is over, as after Ctrl-C. */
  horizon: Millis
  /** What happens by itself at its time, in order. */
  plan: { at: Millis; actor: Actor; request: ApiRequest }[] = []
  /** Is told after every input what it led to. */
  onStep: (changes: readonly Change[], now: Millis) => void = () => {}

  constructor(world: World, horizon: Millis = Number.MAX_SAFE_INTEGER) {
    this.cluster = newCluster(world)
    this.horizon = horizon
  }

  /** Virtual now. */
  get now(): Millis {
    return this.cluster.now
  }

  /** When something happens next without anybody's doing; null when nothing will. */
  get nextDue(): Millis | null {
    const dues = [this.cluster.nextDue, this.plan[0]?.at ?? null].filter((due) => due !== null)
    return dues.length === 0 ? null : Math.min(...dues)
  }

  /** Lets time pass up to a moment; what is planned until then happens. */
  advance(at: Millis): void {
    while (this.plan[0] && this.plan[0].at <= at) {
      const { at: due, actor, request } = this.plan.shift() as (typeof this.plan)[number]
      this.#step(due, actor, { type: 'request', request })
    }
    this.#step(at, admin, { type: 'advance' })
  }

  /** Asks the API now. Only what changes something is an input. */
  request(request: ApiRequest, actor: Actor): Reply {
    if (request.method === 'GET') return this.cluster.read(request, actor)
    return this.#step(this.now, actor, { type: 'request', request })
  }

  /** Runs one `kubectl …` line; a line that waits lets time pass until it is content. */
  async kubectl(
    line: string,
    actor: Actor = admin,
    files: Readonly<Record<string, string>> = {},
  ): Promise<Printed> {
    const words = splitLine(line)
    const printed: Printed = { code: 0, stdout: '', stderr: '' }
    const signal = { aborted: false }
    const io = {
      stdout: (text: string) => void (printed.stdout += text),
      stderr: (text: string) => void (printed.stderr += text),
      files: (path: string) => files[path],
      now: () => this.now,
      signal,
    }
    const argv = words[0] === 'kubectl' ? words.slice(1) : words
    const interrupt = () => void (signal.aborted = true)
    printed.code = await run(argv, io, clusterFetch(this, actor, interrupt))
    return printed
  }

  #step(at: Millis, actor: Actor, what: Input['do']): Reply {
    const input: Input = { seq: this.cluster.seq + 1, at, actor, do: what }
    this.inputs.push(input)
    const { reply, changes } = this.cluster.step(input)
    for (const change of changes) this.changes.push(change)
    this.onStep(changes, this.now)
    return reply
  }
}

/**
 * A fetch that ends in a cluster of this process. A watch lets time pass when it is read and
 * nothing is left to tell; `interrupt` is called when it ends because time may not go further.
 */
export function clusterFetch(
  place: InProcess,
  actor: Actor = admin,
  interrupt: () => void = () => {},
): Fetch {
  return (path, init) => Promise.resolve(answer(place, actor, interrupt, requestOf(path, init)))
}

function requestOf(url: string, { method, headers, body }: FetchInit): ApiRequest {
  const question = url.indexOf('?')
  return {
    method: method as ApiRequest['method'],
    path: question < 0 ? url : url.slice(0, question),
    ...(question < 0 ? {} : { query: url.slice(question + 1) }),
    ...(headers.Accept ? { accept: headers.Accept } : {}),
    ...(headers['Content-Type'] ? { contentType: headers['Content-Type'] } : {}),
    ...(body === undefined ? {} : { body }),
  }
}

function answer(
  place: InProcess,
  actor: Actor,
  interrupt: () => void,
  request: ApiRequest,
): FetchReply {
  if (!asksForWatch(request)) return replyOf(place.request(request, actor))
  const watch = openWatch(place.cluster.api, request, actor)
  if (!isWatch(watch)) return replyOf(watch)
  return new Response(streamOf(place, watch, interrupt), { status: 200 })
}

function replyOf({
  code,
  body,
  warnings = [],
  contentType = 'application/json',
}: Reply): FetchReply {
  const headers = new Headers({ 'content-type': contentType })
  for (const text of warnings) headers.append('warning', `299 - ${JSON.stringify(text)}`)
  const isText = typeof body === 'string' && !contentType.startsWith('application/json')
  return new Response(isText ? body : JSON.stringify(body), { status: code, headers })
}

/** One line for each change, in order; reading on makes time pass, one due moment after another. */
function streamOf(
  place: InProcess,
  watch: Watch,
  interrupt: () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const lines = [...watch.initial]
  let seen = firstAfter(place.changes, watch.since)
  const endMs = Math.min(place.horizon, place.now + watch.timeoutSeconds * 1_000)
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    for (;;) {
      const line = lines.shift()
      if (line !== undefined) return controller.enqueue(encoder.encode(line))
      for (; seen < place.changes.length; seen += 1) {
        const next = watch.next(place.changes[seen] as Change)
        if (next !== undefined) lines.push(next)
      }
      if (lines.length > 0) continue
      const due = place.nextDue
      if (due === null || due > endMs) {
        if (endMs >= place.horizon || due === null) interrupt()
        if (endMs > place.now && endMs < Number.MAX_SAFE_INTEGER) place.advance(endMs)
        return controller.close()
      }
      place.advance(due)
    }
  }
  return new ReadableStream({ pull }, { highWaterMark: 0 })
}

/** The first change after a resourceVersion: they grow one by one. */
function firstAfter(changes: readonly Change[], rv: number): number {
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((changes[middle]?.rv ?? 0) > rv) high = middle
    else low = middle + 1
  }
  return low
}
