import type { KubeObject } from '../object.ts'
import { text, type Of } from './tree.ts'

/** What every object starts with in JSON. In protobuf it stands in the envelope instead. */
export const typeMeta = {
  apiVersion: text(0, 'Group and version that this object is written in, such as apps/v1.'),
  kind: text(0, 'What the object is, such as Deployment.'),
}

/** The type of a stored object: identity as the store has it, the rest from its field tree. */
export type TopLevel<M> = KubeObject & Omit<Of<M>, keyof KubeObject>
