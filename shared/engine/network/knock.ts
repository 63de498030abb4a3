import { isTerminal } from '../kinds/pod/condition.ts'
import type { Node } from '../kinds/node/schema.ts'
import { isSilent } from '../kinds/fault/effects.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { NetProblem } from '../programs/net.ts'
import type { View } from '../store/view.ts'
import type { Millis } from '../time.ts'
import { podsOn } from './addresses.ts'
import { SITE_PORTS } from './site.ts'
import type { FindListener, Listener } from './listeners.ts'
import type { Party, Protocol } from './party.ts'
import type { Way } from './ways.ts'

/** Who opens at the end of a way. */
export type Door =
  | { is: 'listener'; pod: Pod; port: number; listener: Listener; from: Party }
  | { is: 'api' | 'dns' | 'site' }
  | { failure: NetProblem }

/** As `Door`, with the instant from which it may be otherwise though nothing is written. */
export type Knocked = Door & { until: Millis | null }

/** Goes a way to its end and knocks. */
export function knock(view: View, way: Way, protocol: Protocol, find: FindListener): Knocked {
  if ('failure' in way) return { ...way, until: null }
  switch (way.to) {
    case 'api':
      return { is: 'api', until: null }
    case 'dns':
      return { is: 'dns', until: null }
    case 'outside':
      if (!SITE_PORTS.includes(way.port)) return { failure: 'timeout', until: null }
      return { is: 'site', until: null }
    case 'pod':
      return atPod(view, way.pod, way, protocol, find)
    case 'node':
      return atNode(view, way, protocol, find)
  }
}

function atPod(
  view: View,
  pod: Pod,
  { port, from }: { port: number; from: Party },
  protocol: Protocol,
  find: FindListener,
): Knocked {
  const node = view.get<Node>('Node', '', pod.spec.nodeName ?? '')
  // What is silent by a cut network was refused on the way, unless it asks itself.
  if (node && isSilent(view, node) && isDead(view, node)) return { failure: 'timeout', until: null }
  const { listener, until } = find(pod, port, protocol, view)
  if (!listener) return { failure: 'refused', until }
  return { is: 'listener', pod, port, listener, from, until }
}

function isDead(view: View, node: Node): boolean {
  const note = view.noteOf(node, 'machine')
  return typeof note === 'object' && note !== null && 'crashed' in note && note.crashed === true
}

/** Processes on a node's network: of pods that share it. */
function atNode(
  view: View,
  way: Extract<Way, { to: 'node' }>,
  protocol: Protocol,
  find: FindListener,
): Knocked {
  let until: Millis | null = null
  for (const pod of podsOn(view, way.node)) {
    if (!pod.spec.hostNetwork || isTerminal(pod)) continue
    const knocked = atPod(view, pod, way, protocol, find)
    if (!('failure' in knocked)) return knocked
    until = earlier(until, knocked.until)
  }
  return { failure: 'refused', until }
}

/** The earlier of two instants, of which null never comes. */
export function earlier(left: Millis | null, right: Millis | null): Millis | null {
  return left === null || right === null ? (left ?? right) : Math.min(left, right)
}
