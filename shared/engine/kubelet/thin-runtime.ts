import { endOfSleep, programOf } from '../images/command.ts'
import { findImage } from '../images/find.ts'
import { SHELL, type Program } from '../images/image.ts'
import { parseReference } from '../images/reference.ts'
import type { Json } from '../json.ts'
import type { Signal } from '../programs/command.ts'
import type { HttpRequest } from '../programs/net.ts'
import type { Ended, Probed, Ran, Rehearsed, Runtime, Visit } from '../runtime/contract.ts'
import type { Millis } from '../time.ts'

const NOTE = 'thin'

type Row = { endAt?: Millis; code?: number }
type State = { rows: Record<string, Row>; hooks: Record<string, { at: Millis; code: number }> }

/** Where an image was known when it was pulled and is not any more. */
const UNKNOWN: Program = { ports: [], onTerm: { ms: 150, code: 0 } }

/** Reads commands thinly: see images/command.ts. */
export class ThinRuntime implements Runtime {
  readonly #visit: Visit
  #state: State
  #changed = false

  constructor(visit: Visit) {
    this.#visit = visit
    const known = visit.view.noteOf<Json>(visit.pod, NOTE) as unknown as State | undefined
    this.#state = { rows: { ...known?.rows }, hooks: { ...known?.hooks } }
  }

  start(container: string): { problem: string } | undefined {
    const { ends } = this.#program(container)
    if (ends) this.#end(container, this.#visit.view.now + ends.afterMs, ends.code)
    return undefined
  }

  run(): void {}

  ended(container: string): Ended | undefined {
    const row = this.#state.rows[container]
    if (row?.endAt === undefined || row.endAt > this.#visit.view.now) return undefined
    return { at: row.endAt, code: row.code ?? 0 }
  }

  signal(container: string, signal: Signal): void {
    const { now } = this.#visit.view
    if (signal === 'KILL') return this.#end(container, now, 137)
    const { onTerm } = this.#program(container)
    if (onTerm !== 'ignored') this.#end(container, now + onTerm.ms, onTerm.code)
  }

  forget(container: string): void {
    delete this.#state.rows[container]
    this.#changed = true
  }

  exec(_container: string, argv: readonly string[], ticket: string): void {
    const { now } = this.#visit.view
    const { ends } = programOf({ program: SHELL }, { name: 'x', command: [...argv] } as never)
    const at = now + (ends?.afterMs ?? endOfSleep(argv))
    this.#state.hooks[ticket] = { at, code: ends?.code ?? 0 }
    this.#changed = true
  }

  ran(ticket: string): Ran | undefined {
    const hook = this.#state.hooks[ticket]
    if (!hook || hook.at > this.#visit.view.now) return undefined
    return { ...hook, output: '' }
  }

  abandon(ticket: string): void {
    delete this.#state.hooks[ticket]
    this.#changed = true
  }

  rehearse(_container: string, argv: readonly string[]): Rehearsed {
    const { ends } = programOf({ program: SHELL }, { name: 'x', command: [...argv] } as never)
    return { code: ends?.code ?? 0, output: '', tookMs: ends?.afterMs ?? 5, until: null }
  }

  http(_container: string, { port }: HttpRequest): Probed {
    if (!this.listens(port).is) return { failure: 'refused', until: null }
    return { response: { status: 200, headers: {}, body: '' }, tookMs: 2, until: null }
  }

  listens(port: number): { is: boolean; until: Millis | null } {
    const is = this.#visit.containers.some(({ name, startedAt }) => {
      return startedAt !== undefined && this.#program(name).ports.includes(port)
    })
    return { is, until: null }
  }

  usage(): { milliCpu: number; memoryBytes: number } {
    return { milliCpu: 1, memoryBytes: 8 * 1024 * 1024 }
  }

  nextDue(): Millis | null {
    const { now } = this.#visit.view
    const rows = Object.values(this.#state.rows).map(({ endAt }) => endAt ?? Infinity)
    const hooks = Object.values(this.#state.hooks).map(({ at }) => at)
    const due = Math.min(...[...rows, ...hooks].filter((at) => at > now))
    return Number.isFinite(due) ? due : null
  }

  save(): void {
    if (!this.#changed) return
    const { pod, plan } = this.#visit
    const empty = [this.#state.rows, this.#state.hooks].every((one) => {
      return Object.keys(one).length === 0
    })
    plan.note(pod, NOTE, empty ? null : (this.#state as unknown as Json))
  }

  #end(container: string, at: Millis, code: number): void {
    const row = this.#state.rows[container]
    if (row?.endAt !== undefined && row.endAt <= at) return
    this.#state.rows[container] = { endAt: at, code }
    this.#changed = true
  }

  #program(container: string): Program {
    const hosted = this.#visit.containers.find(({ name }) => name === container)
    const reference = parseReference(hosted?.image ?? '')
    const image = reference && findImage(this.#visit.view, reference)
    if (!hosted || !image || typeof image === 'string') return UNKNOWN
    return programOf(image, hosted.spec)
  }
}
