import { changeCause, CHANGE_CAUSE } from '../change-cause.ts'
import type { Resource } from '../discovery.ts'
import type { KubeObject } from '../object.ts'
import { patchObject, type Session } from '../session.ts'

/** Writes the command line into the object's annotations where `--record` asks for it. */
export async function recordChange(
  session: Session,
  resource: Resource,
  object: KubeObject,
): Promise<void> {
  const cause = changeCause(session)
  if (cause === undefined) return
  const body = { metadata: { annotations: { [CHANGE_CAUSE]: cause } } }
  await patchObject(session, resource, object, { type: 'merge', body, manager: 'kubectl-record' })
}
