import type { Agenda } from './agenda.ts'
import type { Change } from './change.ts'
import type { KubeObject } from './object.ts'
import type { Controller, Wakes } from './kinds/define-kind.ts'
import type { View } from './store/view.ts'

interface Listener {
  controller: Controller
  wakes: Wakes
}

/** Turns changes into visits: asks each controller whom a change concerns, and adds agenda rows. */
export class Waker {
  #listeners = new Map<string, Listener[]>()
  #agenda: Agenda
  #view: View

  constructor(controllers: readonly Controller[], agenda: Agenda, view: View) {
    this.#agenda = agenda
    this.#view = view
    for (const controller of controllers) {
      for (const [kind, wakes] of Object.entries(controller.wokenBy)) {
        const listeners = this.#listeners.get(kind) ?? []
        listeners.push({ controller, wakes: wakes as Wakes })
        this.#listeners.set(kind, listeners)
      }
    }
  }

  wake(change: Change): void {
    this.#tell(this.#listeners.get(change.object.kind), change)
    this.#tell(this.#listeners.get('*'), change)
  }

  #tell(listeners: readonly Listener[] | undefined, change: Change): void {
    for (const { controller, wakes } of listeners ?? []) {
      for (const key of wakes(change.object as KubeObject, change, this.#view)) {
        const due = change.at + controller.lagMs
        this.#agenda.add(`${controller.name}|${key}`, due, change.rv)
      }
    }
  }
}
