import type { Unit } from './life.ts'

/** Making and starting a container takes so long; less when it was there before. */
const FIRST = { low: 300, high: 900 }
const AGAIN = { low: 80, high: 250 }

/** The image is there: the container will run in a moment. */
export function startsSoon(unit: Unit): void {
  const { life, note, spec, status } = unit
  const { low, high } = status.containerID ? AGAIN : FIRST
  const luck = life.luck(`start ${spec.name} ${status.restartCount}`)
  note.step = 'start'
  note.startAt = life.now + low + Math.floor(luck * (high - low))
}
