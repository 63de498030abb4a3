import type { Millis } from '../../time.ts'
import type { Unit } from '../life.ts'

/** One row of the table of a container's life. The first that matches decides what comes next. */
export interface Stage {
  name: string
  when(unit: Unit): boolean
  /** When it comes; at once where left out. */
  due?(unit: Unit): Millis
  /** What happens then, to the unit's working copy. */
  act(unit: Unit): void
}
