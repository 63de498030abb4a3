import type { HttpRequest } from '../programs/net.ts'
import type { Answer } from '../programs/server.ts'
import type { Millis } from '../time.ts'
import type { Listening } from '../network/listeners.ts'
import type { Probed } from './contract.ts'
import { earliest } from './due.ts'
import type { Machine } from './machine.ts'
import { endOf, listenersOn, servedOf } from './servers.ts'

/** How long a server takes that says nothing of it. */
const ANSWER_MS = 2

/**
 * Asks whoever listens on a port of the pod, from its node. Nothing of it is noted: a probe that
 * is answered well is not even asked, so servers do not hear of any.
 */
export function ask(machine: Machine, container: string, request: HttpRequest): Probed {
  const boxes = machine.boxes()
  const all = listenersOn(boxes, request.port)
  const own = all.find(({ box }) => box.name === container) ?? all[0]
  if (!own) return { failure: 'refused', until: null }
  if (own.from > machine.now) return { failure: 'refused', until: own.from }
  const { server, box, row } = own
  const end = endOf(box, row)?.at ?? null
  if (!server.answer) return { failure: 'reset', until: end }
  const served = servedOf(box, row, nodeAddress(machine))
  const common = row.memory === undefined ? server.alike?.(served) : undefined
  const {
    response,
    tookMs = ANSWER_MS,
    until = null,
  } = answered(common, request, () => {
    return server.answer!(request, request.port, served)
  })
  return { response, tookMs, until: earliest(until, end) }
}

/** Answers that hold for all containers that are alike: see `Server.alike`. */
const answers = new WeakMap<object, Map<string, Answer>>()
const MOST_ANSWERS = 100

/** The answer to a request; the host by which it names the pod does not matter. */
function answered(common: object | undefined, request: HttpRequest, think: () => Answer): Answer {
  if (!common) return think()
  const { method, port, path, headers, body } = request
  const key = JSON.stringify([method, port, path, headers, body])
  const known = answers.get(common) ?? new Map<string, Answer>()
  const before = known.get(key)
  if (before) return before
  const answer = think()
  if (known.size >= MOST_ANSWERS) known.clear()
  answers.set(common, known.set(key, answer))
  return answer
}

/** Does anybody listen on a port now, and until when is that so? */
export function listens(
  machine: Machine,
  port: number,
  protocol: 'TCP' | 'UDP',
): { is: boolean; until: Millis | null } {
  const all = listenersOn(machine.boxes(), port, protocol === 'UDP')
  const [first] = all
  if (!first) return { is: false, until: null }
  if (first.from > machine.now) return { is: false, until: first.from }
  return { is: true, until: endOf(first.box, first.row)?.at ?? null }
}

/** Who listens in this pod as things stand in this visit, for requests of its own containers. */
export function ownListener(machine: Machine, port: number, protocol: string): Listening {
  const { now } = machine
  const all = listenersOn(machine.boxes(), port, protocol === 'UDP')
  const open = all.find(({ from }) => from <= now)
  if (!open) return { until: all[0]?.from ?? null }
  const { box, row, server } = open
  const { from: _, ...served } = servedOf(box, row)
  return { listener: { container: box.name, server, served }, until: endOf(box, row)?.at ?? null }
}

function nodeAddress({ visit }: Machine): string {
  const { addresses = [] } = visit.node.status
  return addresses.find(({ type }) => type === 'InternalIP')?.address ?? '127.0.0.1'
}
