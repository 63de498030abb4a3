import { asksForWatch, isWatch, newCluster, openWatch } from '../../index.ts'
import type { Change, Cluster, View } from '../../index.ts'
import { run, splitLine, type Fetch } from '../../../kubectl/index.ts'
import type { ApiRequest, Input } from '../../input.ts'
import { DAY, HOUR, MINUTE, SECOND, type Millis } from '../../time.ts'
import { watchReply } from './watch-reply.ts'

/** 1 June 2026, 08:00 UTC. */
const START: Millis = 20_605 * DAY + 8 * HOUR
const TEACHER = { user: 'teacher', groups: ['system:masters'] }

/** What a command line printed. */
export interface Printed {
  code: number
  stdout: string
  stderr: string
}

export interface Scene {
  nodes?: number
  seed?: string
  namespace?: string
  /** Files that command lines may name. */
  files?: Readonly<Record<string, string>>
}

/** Something that must not be true at any instant. */
interface Never {
  what: string
  isSo(view: View): boolean
  since: Millis
}

/**
 * A cluster on which people type kubectl lines at virtual times. Time passes only when a story says
 * so, or while a line waits (`rollout status`); every change on the way is remembered.
 */
export class Story {
  readonly cluster: Cluster
  readonly changes: Change[] = []
  /** Lines that were typed, and when. */
  readonly typed: { at: Millis; line: string }[] = []
  readonly #scene: Scene
  readonly #nevers: Never[] = []
  #seq = 0

  constructor(scene: Scene = {}) {
    this.#scene = scene
    const { nodes = 5, seed = 'story' } = scene
    this.cluster = newCluster({ seed, startMs: START, nodes })
    this.wait(10 * SECOND)
    this.changes.length = 0
  }

  /** Milliseconds since the story began. */
  get elapsed(): Millis {
    return this.cluster.now - START - 10 * SECOND
  }

  /** Lets time pass, instant by instant. */
  wait(ms: Millis): void {
    this.#passUntil(this.cluster.now + ms)
  }

  /** Lets time pass until something is so; throws when it is not after `limit`. */
  waitUntil(what: string, isSo: (view: View) => boolean, limit: Millis = 10 * MINUTE): void {
    const end = this.cluster.now + limit
    while (!isSo(this.cluster.view)) {
      const due = this.cluster.nextDue
      if (due === null || due > end) throw new Error(`never happened: ${what}`)
      this.#passUntil(due)
    }
  }

  /** From now on this must never be so, looked at after every instant at which anything happens. */
  never(what: string, isSo: (view: View) => boolean): void {
    this.#nevers.push({ what, isSo, since: this.cluster.now })
  }

  /** Types a line, such as `kubectl get pods`, and gives what it printed. */
  async type(line: string, stdin?: string): Promise<Printed> {
    const printed: Printed = { code: 0, stdout: '', stderr: '' }
    const { files = {}, namespace } = this.#scene
    this.typed.push({ at: this.cluster.now, line })
    const argv = splitLine(line)
    if (argv[0] === 'kubectl') argv.shift()
    const io = {
      stdout: (text: string) => void (printed.stdout += text),
      stderr: (text: string) => void (printed.stderr += text),
      files: (path: string) => files[path],
      now: () => this.cluster.now,
      ...(stdin === undefined ? {} : { stdin }),
      ...(namespace === undefined ? {} : { namespace }),
    }
    printed.code = await run(argv, io, this.#fetch)
    return printed
  }

  /** Lets time pass until an instant of the story, then types a line that must work. */
  async at(ms: Millis, line: string): Promise<string> {
    this.wait(ms - this.elapsed)
    return this.ok(line)
  }

  /** Types a line that must work. */
  async ok(line: string, stdin?: string): Promise<string> {
    const { code, stdout, stderr } = await this.type(line, stdin)
    if (code !== 0) throw new Error(`${line}: exit ${code}: ${stderr}`)
    return stdout
  }

  /** Sends a request now. */
  send(request: ApiRequest) {
    return this.#step({ type: 'request', request }, this.cluster.now)
  }

  #fetch: Fetch = (path, init) => {
    const [route = '', query = ''] = path.split('?')
    const { headers, body } = init
    const request: ApiRequest = {
      method: init.method as ApiRequest['method'],
      path: route,
      query,
      ...(headers.Accept ? { accept: headers.Accept } : {}),
      ...(headers['Content-Type'] ? { contentType: headers['Content-Type'] } : {}),
      ...(body === undefined ? {} : { body }),
    }
    return Promise.resolve(this.#answer(request))
  }

  #answer(request: ApiRequest) {
    if (!asksForWatch(request)) return watchReply(this.send(request))
    const watch = openWatch(this.cluster.api, request, TEACHER)
    if (!isWatch(watch)) return watchReply(watch)
    const end = this.cluster.now + watch.timeoutSeconds * SECOND
    let read = this.changes.findIndex(({ rv }) => rv > watch.since)
    if (read < 0) read = this.changes.length
    const pull = (): string | undefined => {
      for (;;) {
        const change = this.changes[read]
        if (change) {
          read += 1
          const line = watch.next(change)
          if (line !== undefined) return line
          continue
        }
        const due = this.cluster.nextDue
        this.#passUntil(due === null ? end : Math.min(due, end))
        if (this.cluster.now >= end && read >= this.changes.length) return undefined
      }
    }
    return watchReply(watch.initial, pull)
  }

  #passUntil(at: Millis): void {
    for (;;) {
      const due = this.cluster.nextDue
      const next = due === null ? at : Math.min(due, at)
      this.#step({ type: 'advance' }, next)
      if (next >= at) return
    }
  }

  #step(what: Input['do'], at: Millis) {
    this.#seq += 1
    const outcome = this.cluster.step({ seq: this.#seq, at, actor: TEACHER, do: what })
    this.changes.push(...outcome.changes)
    for (const { what: name, isSo } of this.#nevers) {
      if (isSo(this.cluster.view)) throw new Error(`at ${this.elapsed} ms: ${name}`)
    }
    return outcome.reply
  }
}
