import type { Millis, World } from '../../shared/engine/index.ts'
import type { Members } from './members.ts'
import type { RunOrder } from './run-desk.ts'

/** Of what a cluster is made. */
export interface ClusterOrder {
  /** Its own name: the room learns it here. */
  id: string
  world: World
  /** People find the cluster as it is then, in virtual time. */
  startMs: Millis
  speed: number
  /** The clock stops when nobody is there. Never so during a run. */
  attended: boolean
  members: Members
  run?: RunOrder
}
