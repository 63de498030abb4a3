import { copyOf } from '../programs/copy.ts'
import type { Json } from '../json.ts'
import type { Bytes } from '../programs/bytes.ts'
import { sessionNote, type SessionNote } from '../programs/session.ts'
import type { Box } from './box.ts'
import { SESSION_BYTES } from './limits.ts'
import type { Machine } from './machine.ts'

/** What sessions have said, as it is kept for the room that carries it to the client. */
export class SessionNotes {
  readonly #machine: Machine
  readonly #open = new Map<string, SessionNote | null>()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  of(session: string): SessionNote | undefined {
    const known = this.#open.get(session)
    if (known !== undefined) return known ?? undefined
    const { view, pod } = this.#machine.visit
    const kept = view.noteOf<SessionNote & Json>(pod, sessionNote(session))
    if (!kept) return undefined
    const copy = copyOf<SessionNote>(kept)
    this.#open.set(session, copy)
    return copy
  }

  begin(session: string, container: string, tty: boolean): SessionNote {
    const note: SessionNote = { container, outBase: 0, out: '', errBase: 0, err: '', tty }
    this.#open.set(session, note)
    return note
  }

  end(session: string, how: NonNullable<SessionNote['ended']>): void {
    const note = this.of(session)
    if (note && !note.ended) note.ended = how
  }

  forget(session: string): void {
    this.#open.set(session, null)
  }

  /** What was said up to these positions has been passed on: it need not be kept. */
  trim({ session, out, err }: { session: string; out: number; err: number }): void {
    const note = this.of(session)
    if (!note) return
    const outOver = Math.min(Math.max(0, out - note.outBase), note.out.length)
    const errOver = Math.min(Math.max(0, err - note.errBase), note.err.length)
    note.out = note.out.slice(outOver)
    note.outBase += outOver
    note.err = note.err.slice(errOver)
    note.errBase += errOver
  }

  save(): void {
    const { plan, pod } = this.#machine.visit
    for (const [session, note] of this.#open) {
      plan.note(pod, sessionNote(session), note as unknown as Json)
    }
  }
}

/** Gives bytes to a session's client; on a terminal there is one stream, and lines end in CR LF. */
export function say(box: Box, session: string, bytes: Bytes, isStderr = false): void {
  sayTo(box.machine.sessions.of(session), bytes, isStderr)
}

/** As `say`, to a note in hand. */
export function sayTo(note: SessionNote | undefined, bytes: Bytes, isStderr = false): void {
  if (!note || note.ended) return
  const text = note.tty ? bytes.replace(/\r?\n/g, '\r\n') : bytes
  if (isStderr && !note.tty) {
    note.err += text
    const over = note.err.length - SESSION_BYTES
    if (over <= 0) return
    note.err = note.err.slice(over)
    note.errBase += over
    return
  }
  note.out += text
  const over = note.out.length - SESSION_BYTES
  if (over <= 0) return
  note.out = note.out.slice(over)
  note.outBase += over
}
