import type { Seat } from '../../../shared/protocol/http.ts'
import { forget, recall, recallNames, remember } from './memory.ts'

/** A seat that this device holds, with what the front page says about it. */
export interface KeptSeat extends Seat {
  name: string
  title: string
  /** Wall time (ms) when it was last used: the newest stands first. */
  usedAt: number
}

const key = (classId: string) => `seat.${classId}`

export function keepSeat(seat: KeptSeat) {
  remember(key(seat.classId), JSON.stringify(seat))
}

export function seatOf(classId: string): KeptSeat | null {
  return parse(recall(key(classId)))
}

export function dropSeat(classId: string) {
  forget(key(classId))
}

/** All seats of this device, the last used first. */
export function keptSeats(): KeptSeat[] {
  return recallNames('seat.')
    .map((name) => parse(recall(name)))
    .filter((seat) => seat !== null)
    .toSorted((a, b) => b.usedAt - a.usedAt)
}

/** The seat for a code, when this device was in that class before. */
export const seatByCode = (code: string): KeptSeat | null =>
  keptSeats().find((seat) => seat.code === code) ?? null

function parse(text: string | null): KeptSeat | null {
  try {
    const seat = JSON.parse(text ?? 'null') as KeptSeat | null
    return seat && typeof seat.token === 'string' ? seat : null
  } catch {
    return null
  }
}
