import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { AWARENESS } from './notebook.ts'

/** A cursor, a name, a colour: more does not belong here. */
const LONGEST_STATE = 4_000
/** Pages that one seat may have open. */
const MOST_CLIENTS = 16

/** Where one open page looks: Yjs's awareness. `state` is JSON text; `null` when it has gone. */
interface Look {
  clock: number
  state: string
  seat: number
}

/**
 * Where everybody looks. Nothing of it is stored: pages tell it again every 15 s by themselves. A
 * page belongs to the seat that told of it first; nobody else can move its cursor.
 */
export class Presence {
  #looks = new Map<number, Look>()
  #dirty = new Set<number>()

  /** Takes a frame; answers the pages in it that are this seat's own. */
  receive(decoder: decoding.Decoder, seat: number): number[] {
    const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder))
    const own: number[] = []
    for (let rest = Math.min(decoding.readVarUint(inner), MOST_CLIENTS); rest > 0; rest -= 1) {
      const client = decoding.readVarUint(inner)
      const clock = decoding.readVarUint(inner)
      const state = decoding.readVarString(inner)
      if (this.#put(client, { clock, state, seat })) own.push(client)
    }
    return own
  }

  /** These pages are closed. */
  leave(clients: readonly number[]): void {
    for (const client of clients) {
      const look = this.#looks.get(client)
      if (look) this.#put(client, { ...look, clock: look.clock + 1, state: 'null' })
    }
  }

  /** All looks, for a newcomer; undefined when there are none. */
  everything(): Uint8Array | undefined {
    const open = [...this.#looks].filter(([, { state }]) => state !== 'null')
    return open.length > 0 ? frame(open) : undefined
  }

  /** What moved since the last call, in one frame. */
  take(): Uint8Array | undefined {
    if (this.#dirty.size === 0) return undefined
    const moved = [...this.#dirty].map((client): [number, Look] => {
      return [client, this.#looks.get(client)!]
    })
    this.#dirty.clear()
    for (const [client, { state }] of moved) if (state === 'null') this.#looks.delete(client)
    return frame(moved)
  }

  #put(client: number, look: Look): boolean {
    const old = this.#looks.get(client)
    if (look.state.length > LONGEST_STATE || (old && old.seat !== look.seat)) return false
    if (old && old.clock > look.clock) return true
    JSON.parse(look.state) // everybody will read it: what is no JSON is refused by throwing
    this.#looks.set(client, look)
    this.#dirty.add(client)
    return true
  }
}

function frame(looks: readonly [number, Look][]): Uint8Array {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, looks.length)
  for (const [client, { clock, state }] of looks) {
    encoding.writeVarUint(inner, client)
    encoding.writeVarUint(inner, clock)
    encoding.writeVarString(inner, state)
  }
  const outer = encoding.createEncoder()
  encoding.writeVarUint(outer, AWARENESS)
  encoding.writeVarUint8Array(outer, encoding.toUint8Array(inner))
  return encoding.toUint8Array(outer)
}
