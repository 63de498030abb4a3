import { programOf } from '../images/command.ts'
import { findImage } from '../images/find.ts'
import { parseReference } from '../images/reference.ts'
import type { Container, Pod } from '../kinds/pod/schema.ts'
import type { Served, Server } from '../programs/server.ts'
import type { View } from '../store/view.ts'
import type { Millis } from '../time.ts'
import type { Protocol } from './party.ts'

/** Who listens on a port of a pod. */
export interface Listener {
  container: string
  server: Server
  /** All that the server knows, but who asks. */
  served: Omit<Served, 'from'>
  /** Takes connections and never answers. */
  hangs?: boolean
}

/** Who listens now, and the instant from which that may be otherwise though nothing is written. */
export interface Listening {
  listener?: Listener
  until: Millis | null
}

/** Finds who listens on a port of a pod. */
export type FindListener = (pod: Pod, port: number, protocol: Protocol, view: View) => Listening

const PAGE = '<html><body><h1>It works!</h1></body></html>\n'

/** Answers every request with one page: for images of which no more than their ports is known. */
const plain: Server = {
  ports: () => [],
  answer: () => ({
    response: { status: 200, headers: { 'content-type': 'text/html' }, body: PAGE },
  }),
  onTerm: { ms: 150, code: 0 },
}

/** Who listens by what the images of the running containers say. */
const byImage: FindListener = (pod, port, protocol, view) => {
  const running = (pod.status.containerStatuses ?? []).filter(({ state }) => state.running)
  const names = new Set(running.map(({ name }) => name))
  const found = pod.spec.containers.find(
    (container) => names.has(container.name) && portsOf(container, view).includes(port),
  )
  if (!found || protocol !== 'TCP') return { until: null }
  const { name, namespace = '', uid } = pod.metadata
  const served = {
    now: view.now,
    startedAt: view.now,
    argv: [],
    env: {},
    files: NO_FILES,
    state: undefined,
    pod: { name, namespace, ip: pod.status.podIP ?? '', node: pod.spec.nodeName ?? '', uid },
  }
  return { listener: { container: found.name, server: plain, served }, until: null }
}

const missing = { problem: 'No such file or directory' } as const
const NO_FILES: Served['files'] = { read: () => missing, stat: () => missing, list: () => missing }

function portsOf(container: Container, view: View): readonly number[] {
  const reference = parseReference(container.image ?? '')
  const image = reference && findImage(view, reference)
  return image && typeof image !== 'string' ? programOf(image, container).ports : []
}

/** Who listens in a pod, for everybody who is not that pod itself. */
export const findListener: FindListener = byImage
