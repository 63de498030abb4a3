import type { ClassFacts } from '../db/class-store.ts'

/** Of what a class is made. */
export interface ClassOrder extends Pick<ClassFacts, 'id' | 'code' | 'title' | 'layout' | 'lobby'> {
  nodes: number
  seed: string
  /** Of the teacher who opens it. */
  name: string
  expiresAt: number
}

/** Why somebody does not get in. */
export interface NoSeat {
  refused: { code: 403 | 404 | 410; error: string; message: string }
}

/** Builds the refusal. */
export const no = (code: NoSeat['refused']['code'], error: string, message: string): NoSeat => ({
  refused: { code, error, message },
})
