import type { Role, ToClass } from '../../shared/protocol/class.ts'
import type { ClassFacts, StoredSeat } from '../db/class-store.ts'

/** What a class can do when somebody asks for it; `powers` has judged that they may. */
export interface ClassDeeds {
  facts: ClassFacts
  seat(seat: number): StoredSeat | undefined
  change(seat: number, change: Partial<Omit<StoredSeat, 'seat'>>): void
  announce(text: string): void
  admit(seat: number): Promise<void>
  remove(seat: number): Promise<void>
  settings(change: { lobby?: boolean; locked?: boolean; frozen?: boolean }): Promise<void>
  /** Answers why not, if not. */
  start(
    lesson: string,
    mode: 'exercise' | 'challenge',
    minutes?: number,
  ): Promise<string | undefined>
  end(run: string): Promise<string | undefined>
  now(): number
}

const EVERYBODY = new Set<ToClass['t']>(['hand', 'rename'])

/** Does what a message asks for, if its sender may; answers why not otherwise. */
export async function obey(
  said: ToClass,
  { seat, role }: { seat: number; role: Role },
  deeds: ClassDeeds,
): Promise<string | undefined> {
  const me = deeds.seat(seat)
  if (!me) return 'your seat was removed'
  if (role !== 'teacher' && !EVERYBODY.has(said.t)) return 'only a teacher may do this'
  if (me.waiting && said.t !== 'rename') return 'you still wait in the lobby'
  switch (said.t) {
    case 'hand':
      return void deeds.change(seat, { handAt: said.up ? (me.handAt ?? deeds.now()) : undefined })
    case 'rename':
      return void deeds.change(seat, { name: said.name })
    case 'announce':
      return void deeds.announce(said.text)
    case 'settings':
      return void (await deeds.settings(said))
    case 'start':
      return deeds.start(said.lesson, said.mode, said.minutes)
    case 'end':
      return deeds.end(said.run)
    default:
      return aboutSomebody(said, deeds)
  }
}

async function aboutSomebody(
  said: Extract<ToClass, { t: 'admit' | 'remove' | 'lower' }>,
  deeds: ClassDeeds,
): Promise<string | undefined> {
  const who = deeds.seat(said.seat)
  if (!who) return 'nobody sits there'
  if (said.t === 'lower') return void deeds.change(said.seat, { handAt: undefined })
  if (said.t === 'admit') return void (who.waiting && (await deeds.admit(said.seat)))
  if (who.role === 'teacher') return 'a teacher cannot be removed'
  return void (await deeds.remove(said.seat))
}
