import type { NodeDot, PodDot } from '../../../shared/protocol/cluster.ts'
import { podKey } from '../cluster/pod-life.ts'
import { Slots } from '../cluster/slots.ts'

/** A node with its pods in stable places. Changes show at `redraw`, once for each batch. */
export class Ship {
  readonly name: string
  node = $state.raw<NodeDot>(['', '', [], 0])
  places = $state.raw<(PodDot | null)[]>([])
  #slots = new Slots<PodDot>(podKey)

  constructor(name: string) {
    this.name = name
    this.node = [name, '', [], 0]
  }

  put(pod: PodDot) {
    this.#slots.put(pod)
  }

  drop(key: string): this {
    this.#slots.drop(key)
    return this
  }

  redraw() {
    this.places = this.#slots.list()
  }

  all(): PodDot[] {
    return this.#slots.list().filter((pod) => pod !== null)
  }
}
