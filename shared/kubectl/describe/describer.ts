import type { KubeObject } from '../object.ts'
import type { Session } from '../session.ts'
import type { Resource } from '../discovery.ts'
import type { Description } from './description.ts'

/** Describes objects of one kind. */
export interface Describer {
  /** `Deployment.apps`, `Pod`: the kind with its group. */
  kind: string
  /** Asks the server for what belongs to the object, then writes the page. */
  describe(
    page: Description,
    object: KubeObject,
    session: Session,
    resource: Resource,
  ): Promise<void>
}
