import { wall } from './pacer.ts'

/** An alarm is billed, so it rings once a second at most; finer steps are timers'. */
const ALARM_EVERY_MS = 1_000
/** How often a watched cluster is advanced at most. */
const STEP_EVERY_MS = 50

/**
 * Wakes a room: by its one alarm, which survives everything, and by a timer while somebody watches.
 * A timer keeps the object in memory, so there is none unless it is needed.
 */
export class Bell {
  #storage: DurableObjectStorage
  #ring: () => void
  #alarmAt: number | null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(storage: DurableObjectStorage, alarmAt: number | null, ring: () => void) {
    this.#storage = storage
    this.#alarmAt = alarmAt
    this.#ring = ring
  }

  /** To be called when the alarm has rung: it is no longer set. */
  hasRung(): void {
    this.#alarmAt = null
  }

  /** Asks to be woken at a wall time; null when there is nothing to wait for. */
  set(atMs: number | null, isWatched: boolean): void {
    this.#setAlarm(atMs)
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (atMs === null || !isWatched) return
    const delay = Math.max(STEP_EVERY_MS, atMs - wall.now())
    if (delay <= 2 * ALARM_EVERY_MS) this.#timer = setTimeout(this.#ring, delay)
  }

  #setAlarm(atMs: number | null): void {
    if (atMs === null) {
      // One that rings soon rings once for nothing: taking it back and forth would cost more.
      if (this.#alarmAt === null || this.#alarmAt <= wall.now() + 2 * ALARM_EVERY_MS) return
      this.#alarmAt = null
      void this.#storage.deleteAlarm()
      return
    }
    const wanted = Math.max(atMs, wall.now() + ALARM_EVERY_MS)
    // One that rings too early is moved then; moving it each time would cost a row each time.
    if (this.#alarmAt !== null && this.#alarmAt <= wanted) return
    this.#alarmAt = wanted
    void this.#storage.setAlarm(wanted)
  }
}
