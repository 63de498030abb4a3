import type { Json } from '../json.ts'
import type { Bytes } from '../programs/bytes.ts'
import type { Message } from '../programs/session.ts'
import { INPUT_BYTES } from './limits.ts'
import { leaveTraces } from './traces.ts'
import type { Machine } from './machine.ts'
import { listenersOn, servedOf, type Listener } from './servers.ts'
import { sayTo } from './session-output.ts'
import { readRequest, writeResponse } from './wire.ts'

/** What clients of forwarded connections have sent so far, by session: the note `forwards`. */
type Connections = Record<string, Bytes>

const NOTE = 'forwards'

/** Bytes that came through `kubectl port-forward`: whole requests are answered. */
export function forward(machine: Machine, message: Extract<Message, { type: 'forward' }>): void {
  const { view, pod, plan } = machine.visit
  const { session, port, bytes, ends } = message
  const note = machine.sessions.of(session) ?? machine.sessions.begin(session, '', false)
  const kept = machine.connections ?? view.noteOf<Connections & Json>(pod, NOTE) ?? {}
  const before: Bytes = kept[session] ?? ''
  const listener = listenersOn(machine.boxes(), port)[0]
  let rest = (before + bytes).slice(0, INPUT_BYTES)
  if (!listener || listener.from > machine.now) {
    const why =
      `failed to forward port ${port}: failed to connect to localhost:${port} inside namespace: ` +
      `dial tcp4 127.0.0.1:${port}: connect: connection refused`
    machine.sessions.end(session, { reason: 'Forward', message: why })
    rest = ''
  } else rest = answerAll(listener, port, rest, (out) => sayTo(note, out))
  const { [session]: _, ...others } = kept
  const next: Connections = rest === '' || ends ? others : { ...others, [session]: rest }
  machine.connections = next
  if (ends) machine.sessions.end(session, { code: 0 })
  plan.note(pod, NOTE, Object.keys(next).length > 0 ? next : null)
}

function answerAll(
  listener: Listener,
  port: number,
  bytes: Bytes,
  say: (bytes: Bytes) => void,
): Bytes {
  const { server, box, row } = listener
  let rest = bytes
  while (rest !== '') {
    const served = servedOf(box, row)
    if (!server.answer) {
      const talk = server.talk?.(rest, port, served)
      if (talk) {
        leaveTraces(listener, talk)
        say(talk.bytes)
      }
      return ''
    }
    const read = readRequest(rest, 'localhost', port)
    if (!read) return rest
    rest = read.rest
    const answer = server.answer(read.request, port, served)
    leaveTraces(listener, answer)
    say(writeResponse(answer.response))
    if (row.code !== undefined) return ''
  }
  return rest
}
