import type { SessionNote } from '../../shared/engine/index.ts'
import type { Facts } from '../db/facts.ts'
import { farewell, hear, newTunnel, tell, type Heard, type Tunnel } from './spdy/tunnel.ts'

/** The tunnels of forwarded ports as they are stored: a room that was evicted goes on with them. */
export class Tunnels {
  #facts: Facts

  constructor(facts: Facts) {
    this.#facts = facts
  }

  begin(id: string): void {
    this.#put(id, newTunnel())
  }

  /** Hears the client. Stored before a pod hears of it: its answer comes within the same step. */
  hear(id: string, octets: Uint8Array): Heard {
    const tunnel = this.#of(id)
    const heard = hear(tunnel, octets)
    this.#put(id, tunnel)
    return heard
  }

  /**
   * What pods said since the last time, as frames; and the connections that are over by it. Without
   * `noteOf` the pod is gone.
   */
  pass(
    id: string,
    uid: string,
    noteOf: ((session: string) => SessionNote | undefined) | undefined,
  ): { send: Uint8Array[]; over: string[] } {
    const tunnel = this.#of(id)
    const all: { send: Uint8Array[]; over: string[] } = { send: [], over: [] }
    for (const connection of Object.keys(tunnel.connections)) {
      const session = connectionSession(id, connection)
      const note = noteOf?.(session)
      if (noteOf && !note) continue
      const { send, isOver } = tell(tunnel, connection, note, uid)
      all.send.push(...send)
      if (isOver) all.over.push(session)
    }
    if (all.send.length > 0) this.#put(id, tunnel)
    return all
  }

  farewell(id: string): Uint8Array {
    return farewell(this.#of(id))
  }

  /** Forgets a tunnel; answers the connections that it had. */
  end(id: string): string[] {
    const { connections } = this.#of(id)
    this.#facts.delete(factOf(id))
    return Object.keys(connections).map((connection) => connectionSession(id, connection))
  }

  #of(id: string): Tunnel {
    return this.#facts.get<Tunnel>(factOf(id)) ?? newTunnel()
  }

  #put(id: string, tunnel: Tunnel): void {
    this.#facts.put(factOf(id), tunnel)
  }
}

/** Each connection is a session of its own for its pod. */
export const connectionSession = (id: string, connection: string): string => `${id}.${connection}`

const factOf = (id: string): string => `tunnel:${id}`
