import type { Json } from '../json.ts'
import type { Signal } from '../programs/command.ts'
import type { HttpRequest } from '../programs/net.ts'
import type { Millis } from '../time.ts'
import { ask, listens } from './asking.ts'
import type { Ended, Probed, Ran, Rehearsed, Runtime, Visit } from './contract.ts'
import { dueOf, earliest } from './due.ts'
import { endRow } from './end-row.ts'
import { abandon, ranOf, startHook } from './hooks.ts'
import { takeMessages } from './inbox.ts'
import { Machine } from './machine.ts'
import type { Ports } from './ports.ts'
import { rehearse } from './rehearse.ts'
import { isAtRest } from './resting.ts'
import { signalRow } from './signals.ts'
import { startMain } from './start.ts'
import { tableNote } from './table.ts'
import { runBox } from './turns.ts'
import { usageOf } from './usage.ts'

/** Containers that wake each other at one instant, for ever, are stopped after so many rounds. */
const ROUNDS = 20

/** The runtime for one visit of a pod, with the files, network and commands of its node. */
export function createRuntime(visit: Visit, ports: Ports): Runtime {
  return new PodRuntime(visit, ports)
}

class PodRuntime implements Runtime {
  readonly #visit: Visit
  readonly #ports: Ports
  readonly #machine: Machine

  constructor(visit: Visit, ports: Ports) {
    this.#visit = visit
    this.#ports = ports
    this.#machine = new Machine(visit, ports)
  }

  start(container: string): { problem: string } | undefined {
    const hosted = this.#machine.hosted(container)
    if (!hosted) throw new Error(`the pod has no container ${container}`)
    return startMain(this.#machine, hosted)
  }

  run(): void {
    takeMessages(this.#machine)
    for (let round = 0; round < ROUNDS; round += 1) {
      const moved = this.#machine.boxes().filter((box) => !box.table.ended && runBox(box))
      if (moved.length < 1) return
    }
  }

  ended(container: string): Ended | undefined {
    return this.#machine.box(container)?.table.ended
  }

  signal(container: string, signal: Signal): void {
    const box = this.#machine.box(container)
    const main = box?.row(box.table.main)
    if (!box || !main) return
    if (signal === 'KILL') endRow(box, main, 137)
    else signalRow(box, main, signal, 'outside')
  }

  forget(container: string): void {
    const box = this.#machine.box(container)
    if (box) {
      const main = box.row(box.table.main)
      if (main) endRow(box, main, 137)
      this.#machine.keepLog(container, box.log.note)
      box.log.save(container, (name, note) => this.#note(name, note))
    }
    this.#note(tableNote(container), null)
    this.#machine.forget(container)
  }

  exec(container: string, argv: readonly string[], ticket: string): void {
    const box = this.#machine.box(container)
    if (box && !box.table.ended) startHook(box, argv, ticket)
  }

  ran(ticket: string): Ran | undefined {
    for (const box of this.#machine.boxes()) {
      const ran = ranOf(box, ticket)
      if (ran) return ran
    }
    return undefined
  }

  abandon(ticket: string): void {
    for (const box of this.#machine.boxes()) abandon(box, ticket)
  }

  rehearse(container: string, argv: readonly string[]): Rehearsed {
    return rehearse(this.#visit, this.#ports, this.#machine, container, argv)
  }

  http(container: string, request: HttpRequest): Probed {
    return ask(this.#machine, container, request)
  }

  listens(port: number, protocol: 'TCP' | 'UDP' = 'TCP'): { is: boolean; until: Millis | null } {
    return listens(this.#machine, port, protocol)
  }

  usage(container: string): { milliCpu: number; memoryBytes: number } {
    const box = this.#machine.box(container)
    return box ? usageOf(box) : { milliCpu: 0, memoryBytes: 0 }
  }

  nextDue(): Millis | null {
    return this.#machine
      .boxes()
      .filter(({ table }) => !table.ended)
      .reduce<Millis | null>((due, box) => earliest(due, dueOf(box)), null)
  }

  save(): void {
    for (const box of this.#machine.opened()) {
      box.log.save(box.name, (name, note) => this.#note(name, note))
      if (!box.changed) continue
      box.sweepPipes()
      this.#note(tableNote(box.name), isAtRest(box) ? null : (box.table as unknown as Json))
    }
    this.#machine.sessions.save()
    this.#ports.saveFiles()
  }

  #note(name: string, note: Json): void {
    this.#visit.plan.note(this.#visit.pod, name, note)
  }
}
