import { misconfiguration } from '../sources.ts'
import { startsSoon } from '../start-time.ts'
import type { Stage } from './stage.ts'

/** What a container needs is not there: it cannot be made, which is no restart. */
export const misconfigured: Stage = {
  name: 'misconfigured',
  when: (unit) => unit.note.step === 'start' && misconfiguration(unit) !== undefined,
  due: ({ note, life }) => note.startAt ?? life.now,
  act(unit) {
    const { life, note, status } = unit
    const message = misconfiguration(unit) ?? ''
    life.ensureSandbox()
    life.tell('Warning', 'Failed', `Error: ${message}`, unit)
    status.state = { waiting: { reason: 'CreateContainerConfigError', message } }
    note.step = 'misconfigured'
  },
}

/** It has come: the container starts by itself. */
export const configured: Stage = {
  name: 'configured',
  when: (unit) => unit.note.step === 'misconfigured' && misconfiguration(unit) === undefined,
  act: startsSoon,
}
