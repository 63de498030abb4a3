import { parseReference } from '../../images/reference.ts'
import type { Unit } from '../life.ts'
import { startsSoon } from '../start-time.ts'
import { isPresent } from '../node-images.ts'
import { askPull } from '../pulling.ts'
import type { Stage } from './stage.ts'

/**
 * A container is to be started: its image must be on the node. Source: images/image_manager.go
 * EnsureImageExists (v1.32).
 */
export const begin: Stage = {
  name: 'begin',
  when: ({ note }) => note.step === undefined,
  act(unit) {
    const { life, spec, note } = unit
    const image = spec.image ?? ''
    note.image = image
    const reference = parseReference(image)
    if (!reference) return invalidName(unit, image)
    const present = isPresent(life.node, reference)
    if (present && spec.imagePullPolicy !== 'Always') {
      life.tell('Normal', 'Pulled', `Container image "${image}" already present on machine`, unit)
      return startsSoon(unit)
    }
    if (spec.imagePullPolicy === 'Never') return neverPulled(unit, image)
    life.tell('Normal', 'Pulling', `Pulling image "${image}"`, unit)
    askPull(unit, reference)
  },
}

function invalidName(unit: Unit, image: string): void {
  const why = /[A-Z]/.test(image.split(/[:@]/)[0] ?? '')
    ? 'invalid reference format: repository name must be lowercase'
    : 'invalid reference format'
  const message =
    `Failed to apply default image tag "${image}": ` +
    `couldn't parse image name "${image}": ${why}`
  stuck(unit, 'InspectFailed', 'InvalidImageName', message)
}

function neverPulled(unit: Unit, image: string): void {
  const message = `Container image "${image}" is not present with pull policy of Never`
  stuck(unit, 'ErrImageNeverPull', 'ErrImageNeverPull', message)
}

/** Only a change of the spec helps: it is told once. */
function stuck(unit: Unit, event: string, reason: string, message: string): void {
  unit.life.tell('Warning', event, message, unit)
  unit.life.tell('Warning', 'Failed', `Error: ${reason}`, unit)
  unit.status.state = { waiting: { reason, message } }
  unit.note.step = 'stuck'
}
