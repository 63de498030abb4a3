import type { Json } from '../json.ts'
import { INBOX, type Message } from '../programs/session.ts'
import { forward } from './forward.ts'
import type { Machine } from './machine.ts'
import { listenersOn, servedOf } from './servers.ts'
import { closeSession, input, openSession, resize } from './sessions.ts'
import { leaveTraces } from './traces.ts'

/** Takes what came for the pod since the last visit. */
export function takeMessages(machine: Machine): void {
  const { view, pod, plan } = machine.visit
  const messages = view.noteOf<Message[] & Json>(pod, INBOX)
  if (!messages || messages.length === 0) return
  for (const message of messages) takeMessage(machine, message)
  plan.note(pod, INBOX, null)
}

function takeMessage(machine: Machine, message: Message): void {
  switch (message.type) {
    case 'open':
      return openSession(machine, message)
    case 'input':
      return input(machine, message)
    case 'resize':
      return resize(machine, message)
    case 'close':
      return closeSession(machine, message.session)
    case 'taken':
      return machine.sessions.trim(message)
    case 'forward':
      return forward(machine, message)
    case 'http':
    case 'talk':
      return noteRequest(machine, message)
  }
}

/** A request that was answered already leaves its traces: lines, memory, an end. */
function noteRequest(machine: Machine, message: Extract<Message, { type: 'http' | 'talk' }>): void {
  const box = machine.box(message.container)
  const listener = box && listenersOn([box], message.port)[0]
  if (!listener || listener.from > machine.now) return
  const { server, row } = listener
  const served = servedOf(listener.box, row, message.from)
  const noted =
    message.type === 'http'
      ? server.answer?.(message.request, message.port, served)
      : server.talk?.(message.bytes, message.port, served)
  if (noted) leaveTraces(listener, noted)
}
