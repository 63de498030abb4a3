import type { Unit } from '../life.ts'
import { unitProgram } from '../program.ts'
import type { Stage } from './stage.ts'

const isNew = ({ note, spec }: Unit): boolean =>
  note.image !== undefined && note.image !== (spec.image ?? '')

/** Another image before the first start: forget the old one and its back-off. */
export const otherImage: Stage = {
  name: 'other image',
  when: (unit) => isNew(unit) && unit.note.step !== 'run' && unit.note.step !== undefined,
  act({ note }) {
    for (const key of ['step', 'pull', 'refused', 'backOff'] as const) delete note[key]
  },
}

/** Another image for a container that runs: it is stopped, and started with the new one. */
export const replaced: Stage = {
  name: 'replaced',
  when: (unit) => isNew(unit) && unit.note.step === 'run' && unit.role !== 'init',
  act(unit) {
    const { life, spec, note } = unit
    const message = `Container ${spec.name} definition changed, will be restarted`
    life.tell('Normal', 'Killing', message, unit)
    const { onTerm } = unitProgram(unit)
    const graceMs = life.pod.spec.terminationGracePeriodSeconds * 1_000
    const { ms, code } = onTerm === 'ignored' ? { ms: graceMs, code: 137 } : onTerm
    note.endAt = life.now + Math.min(ms, graceMs)
    note.code = code
    note.image = spec.image ?? ''
    note.struck = true
    delete note.backOff
  },
}
