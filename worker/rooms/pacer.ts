import type { Clock } from '../../shared/protocol/cluster.ts'

/** The only wall clock of the house: milliseconds since 1970. Tests put in their own. */
export const wall = { now: (): number => Date.now() }

/** How long a clock goes on when nobody is there any more. */
export const LINGER_MS = 60_000
/** With people connected the end of their presence is known, so it need not be renewed often. */
export const PRESENCE_MS = 10 * 60_000
/** How far ahead the horizon is put, in wall time. */
export const AHEAD_MS = 1_000

/** A cluster's clock as it is stored. */
export interface ClockState extends Clock {
  /** Virtual time that nobody has seen anything beyond. */
  horizonMs: number
  /** Wall time at which the clock stops by itself unless somebody comes; null: never. */
  untilMs: number | null
}

/** A clock that starts now. */
export function newClock(virtualMs: number, speed: number, attended: boolean): ClockState {
  const wallMs = wall.now()
  const untilMs = attended ? wallMs + LINGER_MS : null
  return { virtualMs, wallMs, speed, horizonMs: virtualMs, untilMs }
}

/** Turns wall time into a cluster's virtual time and back. Virtual time never runs backwards. */
export class Pacer {
  #state: ClockState
  #floor: number

  constructor(state: ClockState) {
    this.#state = state
    // Whatever anybody saw before we were interrupted lies before the horizon.
    this.#floor = state.horizonMs
  }

  /** To be stored: the state that a new pacer goes on from. */
  get state(): ClockState {
    return this.#state
  }

  /** For people: how to compute virtual now from their own clock. */
  get clock(): Clock {
    const { virtualMs, wallMs, speed } = this.#state
    const isStopped = this.#hasStopped(wall.now())
    return isStopped ? { virtualMs: this.now(), wallMs, speed: 0 } : { virtualMs, wallMs, speed }
  }

  /** Virtual now, in whole milliseconds. */
  now(): number {
    this.#floor = Math.max(this.#floor, this.#at(wall.now()))
    return this.#floor
  }

  /** When virtual time gets there, on the wall clock; null while the clock stands before it. */
  wallOf(virtualMs: number): number | null {
    const { virtualMs: from, wallMs, speed, untilMs } = this.#state
    if (virtualMs <= this.now()) return wall.now()
    if (speed === 0) return null
    const at = Math.ceil(wallMs + (virtualMs - from) / speed)
    return untilMs !== null && at > untilMs ? null : at
  }

  /** Does `virtualMs` lie beyond what may be shown before the next flush? */
  isBeyond(virtualMs: number): boolean {
    return virtualMs > this.#state.horizonMs
  }

  /** Moves the horizon ahead of a virtual time. The caller stores the state before going on. */
  extend(virtualMs: number): void {
    const ahead = Math.ceil(AHEAD_MS * this.#state.speed)
    this.#state = { ...this.#state, horizonMs: virtualMs + ahead }
  }

  /** When a presence must be renewed at the latest; null where the clock needs nobody. */
  get renewAt(): number | null {
    return this.#state.untilMs === null ? null : this.#state.untilMs - LINGER_MS
  }

  /** Virtual milliseconds for each real one, from now on. */
  setSpeed(speed: number): void {
    const virtualMs = this.now()
    this.#state = { ...this.#state, virtualMs, wallMs: wall.now(), speed, horizonMs: virtualMs }
  }

  /** The cluster could not keep up: its clock goes on from where it got. */
  slipTo(virtualMs: number): void {
    this.#floor = virtualMs
    this.#state = { ...this.#state, virtualMs, wallMs: wall.now() }
  }

  /**
   * Somebody is there: the clock goes on for at least `forMs`, after a stop from where it stood.
   * Answers whether the state must be stored; half of the time is left over so that this is rare.
   */
  attend(forMs: number): boolean {
    const { untilMs } = this.#state
    const wallMs = wall.now()
    if (untilMs === null || untilMs >= wallMs + forMs / 2) return false
    if (this.#hasStopped(wallMs)) this.#state = { ...this.#state, virtualMs: this.now(), wallMs }
    this.#state = { ...this.#state, untilMs: wallMs + forMs }
    return true
  }

  /** The last one has left: the clock stops soon. */
  leave(): boolean {
    const untilMs = wall.now() + LINGER_MS
    if (this.#state.untilMs === null || this.#state.untilMs <= untilMs) return false
    this.#state = { ...this.#state, untilMs }
    return true
  }

  /** `attended`: stops when nobody is there. Otherwise it runs, and catches up after a sleep. */
  setAttended(attended: boolean): void {
    const wallMs = wall.now()
    const virtualMs = this.now()
    const untilMs = attended ? wallMs + LINGER_MS : null
    this.#state = { ...this.#state, virtualMs, wallMs, untilMs }
  }

  #hasStopped(wallMs: number): boolean {
    const { untilMs } = this.#state
    return untilMs !== null && wallMs > untilMs
  }

  #at(wallMs: number): number {
    const { virtualMs, wallMs: from, speed, untilMs } = this.#state
    const until = untilMs === null ? wallMs : Math.min(wallMs, untilMs)
    return Math.floor(virtualMs + Math.max(0, until - from) * speed)
  }
}
