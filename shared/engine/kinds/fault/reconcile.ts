import { plan, type Plan } from '../../plan.ts'
import { parseDuration } from '../../schema/duration.ts'
import type { View } from '../../store/view.ts'
import { timestamp, type Millis } from '../../time.ts'
import type { Fault } from './schema.ts'

/** When the fault was made, to the millisecond: its own timestamp is cut to seconds. */
interface Note {
  madeAt: Millis
  [key: string]: Millis
}

/**
 * Switches a fault on and off in its time. What it then does is asked for elsewhere: effects.ts.
 */
export function reconcile(fault: Fault, view: View): Plan {
  const madeAt = view.memo<Note>()?.madeAt ?? view.now
  const begin = madeAt + (parseDuration(fault.spec.at ?? '0') ?? 0)
  const lasts = fault.spec.for ? parseDuration(fault.spec.for) : undefined
  const end = lasts === undefined ? undefined : begin + lasts
  const begun = view.now >= begin
  const active = begun && (end === undefined || view.now < end)
  const status: Fault['status'] = { active, hits: fault.status.hits ?? 0 }
  if (begun) status.since = timestamp(begin)
  if (end !== undefined) status.until = timestamp(end)
  const turns = begun ? end : begin
  const next: Fault = { ...fault, status }
  return plan()
    .memo({ madeAt })
    .status(next)
    .wakeAt(turns !== undefined && turns > view.now ? turns : null)
    .blame(fault.metadata.name)
}
