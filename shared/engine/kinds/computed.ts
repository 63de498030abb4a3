import type { Json } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { View } from '../store/view.ts'
import type { Telemetry } from './telemetry.ts'

/**
 * A resource that is answered and never stored: each of its objects is computed from a stored one
 * of the same name, when somebody asks. Served for GET of one and of all.
 */
export interface Computed {
  group: string
  version: string
  kind: string
  plural: string
  singular: string
  scope: 'Namespaced' | 'Cluster'
  /** The kind of the objects that it is computed from; selectors are about their labels. */
  from: string
  /** Without apiVersion and kind; undefined: there is nothing to say of this one yet. */
  show(object: KubeObject, view: View, telemetry: Telemetry): Record<string, Json> | undefined
}
