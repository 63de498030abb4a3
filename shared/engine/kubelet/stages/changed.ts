import type { Unit } from '../life.ts'
import type { Stage } from './stage.ts'

const isNew = ({ note, spec }: Unit): boolean =>
  note.image !== undefined && note.image !== (spec.image ?? '')

/** Another image before the next start: forget the old one and its back-off. */
export const otherImage: Stage = {
  name: 'other image',
  when: (unit) =>
    isNew(unit) && unit.note.step !== 'run' && unit.note.step !== undefined && !isDone(unit),
  act({ note }) {
    for (const key of ['step', 'pull', 'refused', 'backOff'] as const) delete note[key]
  },
}

/** An init container that ended well is not run again for another image. [INIT-027] */
function isDone({ role, note }: Unit): boolean {
  return role === 'ephemeral' || (role === 'init' && note.step === 'end' && note.code === 0)
}
