import type { Pod } from '../kinds/pod/schema.ts'
import type { Plan } from '../plan.ts'
import type { Files } from '../programs/files.ts'
import type { Net } from '../programs/net.ts'
import type { View } from '../store/view.ts'
import { findListener, type FindListener } from './listeners.ts'
import { namesIn, namesOf } from './names.ts'
import { partyOf } from './party.ts'
import { Wire } from './wire.ts'

/** Who asks for the network: a pod in one visit. */
export interface Netted {
  pod: Pod
  /** Its address, which may be newer than its status. */
  podIP: string | undefined
  view: View
  /** Where requests leave their traces; nobody is told when it is left out, as in a rehearsal. */
  plan?: Plan
  /** What the asking container sees: its resolv.conf and hosts file count, if it has them. */
  files?: Pick<Files, 'read'>
  /** Who listens in this very pod: its visit knows better than what was written before. */
  own?: FindListener
  /** Who listens in other pods. */
  find?: FindListener
}

/**
 * The network as one pod meets it in one visit. All of it is a function of the view, but for the
 * traces that requests leave in the plan. Luck says which endpoint of a Service gets a connection.
 */
export function netOf(netted: Netted): Net {
  const { pod, podIP, view, plan, files, own, find = findListener } = netted
  const names = namesOf(pod, podIP)
  const wire = new Wire({
    view,
    pod,
    from: partyOf(pod, view, podIP),
    plan,
    find: own ? byOwner(pod, own, find) : find,
    names: files ? namesIn(files, names) : names,
    depth: 0,
  })
  return wire.net()
}

function byOwner(pod: Pod, own: FindListener, others: FindListener): FindListener {
  return (target, port, protocol, view) => {
    const isOwn = target.metadata.uid === pod.metadata.uid
    return (isOwn ? own : others)(target, port, protocol, view)
  }
}

export type { FindListener, Listener, Listening } from './listeners.ts'
