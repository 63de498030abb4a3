import type { Found } from '../../images/find.ts'
import { parseReference } from '../../images/reference.ts'
import { badImage } from '../../kinds/fault/effects.ts'
import { SECOND } from '../../time.ts'
import { goDuration } from '../duration-text.ts'
import type { Unit } from '../life.ts'
import { withImage } from '../node-images.ts'
import { pullEnd, refusalText, resolve } from '../pulling.ts'
import { startsSoon } from '../start-time.ts'
import type { Stage } from './stage.ts'

const FIRST_DELAY_MS = 10 * SECOND
const LAST_DELAY_MS = 300 * SECOND

/** The pull is over: the image is there, or it cannot be had. */
export const pulled: Stage = {
  name: 'pulled',
  when: ({ note }) => note.step === 'pull',
  due: pullEnd,
  act(unit) {
    const reference = parseReference(unit.note.image ?? '')
    const image = reference && resolve(unit, reference)
    if (!reference || !image) return
    if (typeof image === 'string') refused(unit, refusalText(reference, image))
    else arrived(unit, image)
  },
}

function arrived(unit: Unit, image: Found): void {
  const { life, note } = unit
  const end = life.now
  const { asked, begin: wanted } = note.pull ?? { asked: end, begin: end }
  const begin = Math.min(wanted, end)
  const took = `${goDuration(end - begin)} (${goDuration(end - asked)} including waiting)`
  const size = `Image size: ${image.bytes} bytes.`
  life.tell(
    'Normal',
    'Pulled',
    `Successfully pulled image "${note.image}" in ${took}. ${size}`,
    unit,
  )
  const node = withImage(life.node, image)
  if (node !== life.node) life.plan.status(node)
  delete note.pull
  delete note.refused
  startsSoon(unit)
}

/**
 * Tried again after 10 s, doubled each time, at most 300 s. Source: kubelet.go MaxContainerBackOff.
 */
function refused(unit: Unit, why: string): void {
  const { life, note, status } = unit
  const fault = badImage(life.view, life.pod, unit.spec)
  if (fault) life.strike(fault)
  life.ensureSandbox()
  life.tell('Warning', 'Failed', `Failed to pull image "${note.image}": ${why}`, unit)
  life.tell('Warning', 'Failed', 'Error: ErrImagePull', unit)
  setWaiting(status, 'ErrImagePull', why)
  const delayMs = note.refused ? Math.min(note.refused.delayMs * 2, LAST_DELAY_MS) : FIRST_DELAY_MS
  note.refused = { begin: note.pull?.begin ?? life.now, at: life.now, delayMs, why, told: false }
  note.step = 'refused'
  delete note.pull
}

function setWaiting(status: Unit['status'], reason: string, message: string): void {
  const { terminated } = status.state
  if (terminated) status.lastState = { terminated }
  status.state = { waiting: { reason, message } }
}

/** Between two tries the pod says that it holds back. */
export const heldBack: Stage = {
  name: 'held back',
  when: ({ note }) => note.step === 'refused' && note.refused?.told === false,
  due: ({ life, note, spec }) => {
    const luck = life.luck(`held back ${spec.name} ${note.refused?.delayMs ?? 0}`)
    return (note.refused?.at ?? life.now) + 2 * SECOND + Math.floor(luck * 2 * SECOND)
  },
  act(unit) {
    const { life, note, status } = unit
    const message = `Back-off pulling image "${note.image}"`
    life.tell('Normal', 'BackOff', message, unit)
    life.tell('Warning', 'Failed', 'Error: ImagePullBackOff', unit)
    const why = `${message}: ErrImagePull: ${note.refused?.why ?? ''}`
    status.state = { waiting: { reason: 'ImagePullBackOff', message: why } }
    if (note.refused) note.refused = { ...note.refused, told: true }
  },
}

/** The back-off is over: another try. It counts from the beginning of the last one. */
export const pullAgain: Stage = {
  name: 'pull again',
  when: ({ note }) => note.step === 'refused',
  due: ({ note, life }) => (note.refused ? note.refused.begin + note.refused.delayMs : life.now),
  act: ({ note }) => void delete note.step,
}
