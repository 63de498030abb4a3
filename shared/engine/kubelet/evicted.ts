import type { Json } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { View } from '../store/view.ts'
import type { Life } from './life.ts'

/** Why a node drives a pod away: written by the machine, read by the pod's next visit. */
export type Eviction = { reason: string; message: string; fault?: string }

/** The writer of the note in which a machine tells a pod to go. */
export const EVICTION = 'eviction'

/** What the machine has told the pod, if anything. */
export function evictionOf(view: View, pod: KubeObject): Eviction | undefined {
  return view.noteOf<Json[]>(pod, EVICTION)?.[0] as Eviction | undefined
}

/** A pod that was told to go fails, and says that this was no fault of its own. */
export function checkEviction(life: Life): void {
  if (life.note.failed) return
  const eviction = evictionOf(life.view, life.pod)
  if (!eviction) return
  const { reason, message } = eviction
  life.note.failed = { reason, message, disrupted: true }
  life.plan.blame(eviction.fault)
  life.tell('Warning', reason, message)
}
